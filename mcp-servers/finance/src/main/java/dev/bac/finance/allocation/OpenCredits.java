package dev.bac.finance.allocation;

import dev.bac.finance.settlement.Part;
import dev.bac.finance.settlement.Side;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was paid too much or credited and is not used yet. */
final class OpenCredits {
    private static final int MOST = 1_000;
    private static final NamedRecord CREDIT = new NamedRecord(
            "payment or credit note",
            "(SELECT id, number, customer AS name FROM payment UNION ALL SELECT id, number, party FROM credit_note) credit",
            "number",
            "name",
            "true");

    private OpenCredits() {}

    /** @param open what is left of it, above zero */
    record Open(
            Part.SourceKind kind,
            UUID id,
            String number,
            Side side,
            UUID party,
            String name,
            String currency,
            LocalDate dated,
            BigDecimal open) {}

    /** The one that is named, locked until the commit; refused when nothing is left of it. */
    static Open one(Tx tx, String field, String given) {
        var id = CREDIT.one(tx, field, given);
        lock(tx, "id = :key", id);
        return select(tx, "id = :key", id, null).stream()
                .findFirst()
                .orElseThrow(() -> new ToolRefusal(
                        "conflict",
                        "%s: nothing is left of %s; all of it is used already".formatted(field, given.strip())));
    }

    /** All of a party, the oldest first, locked until the commit. */
    static List<Open> of(Tx tx, Side side, UUID party, String currency) {
        lock(tx, "party_id = :key", party);
        return select(tx, "party_id = :key", party, currency).stream()
                .filter(credit -> credit.side() == side)
                .toList();
    }

    /** Always payments first, so that two who do the same wait for each other and not both. */
    private static void lock(Tx tx, String which, UUID key) {
        for (var kind : List.of("payment", "credit_note")) {
            tx.sql()
                    .createQuery("SELECT id FROM %s WHERE %s ORDER BY id FOR UPDATE".formatted(kind, which))
                    .bind("key", key)
                    .mapTo(UUID.class)
                    .list();
        }
    }

    private static List<Open> select(Tx tx, String which, UUID key, @Nullable String currency) {
        return tx.sql()
                .createQuery("""
                        SELECT o.*, p.name FROM open_item o JOIN party p ON p.id = o.party_id
                         WHERE o.sign = -1 AND o.used < o.amount AND o.%s AND (CAST(:currency AS text) IS NULL OR o.currency = :currency)
                         ORDER BY o.dated_on, o.number, o.id LIMIT %d
                        """.formatted(which, MOST))
                .bind("key", key)
                .bind("currency", currency)
                .map((row, _) -> new Open(
                        Part.SourceKind.valueOf(row.getString("kind")),
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        Side.valueOf(row.getString("side")),
                        row.getObject("party_id", UUID.class),
                        row.getString("name"),
                        row.getString("currency"),
                        row.getObject("dated_on", LocalDate.class),
                        row.getBigDecimal("amount").subtract(row.getBigDecimal("used"))))
                .list();
    }
}
