package dev.bac.finance.party;

import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;

/** The parties finance knows. */
public final class Parties {
    private static final NamedRecord CUSTOMER =
            new NamedRecord("customer", "party", "NULL::text", "name", "kind = 'CUSTOMER'");

    private static final NamedRecord SUPPLIER =
            new NamedRecord("supplier", "party", "NULL::text", "name", "kind = 'SUPPLIER'");

    /** The supplier that {@code given} names by id or unique name, refused otherwise with the candidates. */
    public Party supplier(Tx tx, String field, String given) {
        return get(tx, SUPPLIER.one(tx, field, given));
    }

    /** The customer that {@code given} names by id or unique name, refused otherwise with the candidates. */
    public Party customer(Tx tx, String field, String given) {
        return get(tx, CUSTOMER.one(tx, field, given));
    }

    /** Adds parties; one that is there takes the new name. Documents keep the name they were written with. */
    public void put(Tx tx, List<Party> parties) {
        if (parties.isEmpty()) {
            return;
        }
        var batch = tx.sql().prepareBatch("""
                INSERT INTO party (id, name, kind, terms_days) VALUES (:id, :name, :kind, :terms)
                ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name WHERE party.name <> excluded.name
                """);
        for (var party : parties) {
            batch.bind("id", party.id())
                    .bind("name", party.name())
                    .bind("kind", party.kind().name())
                    .bind("terms", party.termsDays())
                    .add();
        }
        batch.execute();
    }

    /** A party by its id. */
    public Party get(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT id, name, kind, terms_days FROM party WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> new Party(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        Party.Kind.valueOf(row.getString("kind")),
                        row.getInt("terms_days")))
                .one();
    }
}
