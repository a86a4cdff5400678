package dev.bac.erp.order;

import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Customers as ERP knows them: copies of the CRM account's id and name. */
public final class Customers {
    private static final NamedRecord CUSTOMER = new NamedRecord("customer", "customer", "NULL::text", "name", "true");
    /** What a business with a point of sale calls who buys there without a name, in lower case. */
    private static final String COUNTER = "counter customer";

    private static final Set<String> UNNAMED =
            Set.of("cash", "cash customer", "walk-in", "walk-in customer", "the counter", "over the counter");

    /** A customer. */
    public record Customer(UUID id, String name) {}

    /**
     * The customer that {@code given} names by id or unique name; refused otherwise. "Cash" is who buys at the counter
     * without a name, where the company has one.
     */
    public Customer one(Tx tx, String field, String given) {
        return tx.sql()
                .createQuery("SELECT id, name FROM customer WHERE id = :id")
                .bind("id", CUSTOMER.one(tx, field, atTheCounter(tx, given)))
                .map((row, _) -> new Customer(row.getObject("id", UUID.class), row.getString("name")))
                .one();
    }

    private static String atTheCounter(Tx tx, String given) {
        var text = given.strip().toLowerCase(Locale.ROOT);
        return !UNNAMED.contains(text)
                ? given
                : tx.sql()
                        .createQuery("""
                                SELECT name FROM customer WHERE lower(name) IN (:text, :counter) ORDER BY lower(name) = :text DESC LIMIT 1
                                """)
                        .bind("text", text)
                        .bind("counter", COUNTER)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(given);
    }

    /** Adds customers; one that is there takes the new name. Orders keep the name they were written with. */
    public void put(Tx tx, List<Customer> customers) {
        if (customers.isEmpty()) {
            return;
        }
        var batch = tx.sql().prepareBatch("""
                INSERT INTO customer (id, name) VALUES (:id, :name)
                ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name WHERE customer.name <> excluded.name
                """);
        for (var customer : customers) {
            batch.bind("id", customer.id()).bind("name", customer.name()).add();
        }
        batch.execute();
    }
}
