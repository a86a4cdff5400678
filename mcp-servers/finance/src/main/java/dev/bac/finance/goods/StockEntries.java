package dev.bac.finance.goods;

import dev.bac.finance.journal.Role;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What of the stock is in the books. */
final class StockEntries {
    private StockEntries() {}

    /**
     * A posting of the stock as it was booked.
     *
     * @param entry null when it came to nothing
     * @param date on which it was booked
     */
    record Row(
            UUID posting,
            @Nullable UUID entry,
            String event,
            LocalDate date,
            String currency,
            BigDecimal value,
            String digest,
            Place place) {}

    /**
     * Claims a posting for this transaction; whoever books it at the same time waits.
     *
     * @return how it was booked before, empty when it is booked now
     */
    static Optional<Row> claim(Tx tx, Row row) {
        int added = tx.sql()
                .createUpdate("""
                        INSERT INTO stock_entry (id, entry_id, event, booked_on, currency, value, digest, event_xid, event_seq,
                                                 recorded_at)
                        VALUES (:id, CAST(:entry AS uuid), :event, :date, :currency, :value, :digest, :xid, :seq, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", row.posting())
                .bind("entry", row.entry() == null ? null : row.entry().toString())
                .bind("event", row.event())
                .bind("date", row.date())
                .bind("currency", row.currency())
                .bind("value", row.value())
                .bind("digest", row.digest())
                .bind("xid", row.place().xid())
                .bind("seq", row.place().seq())
                .bind("now", tx.now())
                .execute();
        if (added == 1) {
            return Optional.empty();
        }
        var known = find(tx, row.posting());
        if (!known.digest().equals(row.digest())) {
            throw new ToolRefusal(
                    "conflict", "posting: %s is booked already, with other amounts".formatted(row.posting()));
        }
        return Optional.of(known);
    }

    private static Row find(Tx tx, UUID posting) {
        return tx.sql()
                .createQuery("SELECT * FROM stock_entry WHERE id = :id")
                .bind("id", posting)
                .map((row, _) -> new Row(
                        posting,
                        row.getObject("entry_id", UUID.class),
                        row.getString("event"),
                        row.getObject("booked_on", LocalDate.class),
                        row.getString("currency"),
                        row.getBigDecimal("value"),
                        row.getString("digest"),
                        new Place(row.getLong("event_xid"), row.getLong("event_seq"))))
                .one();
    }

    /** A sum in one currency, of a number of postings. */
    record Sum(String currency, BigDecimal amount, long count) {}

    /** What was booked of events up to a place, leaving out some of them. */
    static List<Sum> upTo(Tx tx, Place place, List<UUID> without) {
        return tx.sql()
                .createQuery("""
                        SELECT currency, sum(value) AS amount, count(*) AS count FROM stock_entry
                         WHERE (event_xid, event_seq) <= (:xid, :seq) AND NOT id = ANY(:without)
                         GROUP BY currency ORDER BY currency
                        """)
                .bind("xid", place.xid())
                .bind("seq", place.seq())
                .bindArray("without", UUID.class, without)
                .map((row, _) -> new Sum(row.getString("currency"), row.getBigDecimal("amount"), row.getLong("count")))
                .list();
    }

    /** The inventory account, leaving out what was booked of events after a place. */
    static List<Sum> inventory(Tx tx, Place place) {
        return tx.sql()
                .createQuery("""
                        SELECT p.currency, sum(p.amount) AS amount, count(*) AS count FROM posting p
                          JOIN ledger_account l ON l.code = p.account AND l.role = :role
                         WHERE NOT EXISTS (SELECT 1 FROM stock_entry s WHERE s.entry_id = p.entry_id
                                              AND (s.event_xid, s.event_seq) > (:xid, :seq))
                         GROUP BY p.currency ORDER BY p.currency
                        """)
                .bind("role", Role.INVENTORY.name())
                .bind("xid", place.xid())
                .bind("seq", place.seq())
                .map((row, _) -> new Sum(row.getString("currency"), row.getBigDecimal("amount"), row.getLong("count")))
                .list();
    }

    /** The value with which a posting was booked. */
    static Optional<BigDecimal> booked(Tx tx, UUID posting) {
        return tx.sql()
                .createQuery("SELECT value FROM stock_entry WHERE id = :id")
                .bind("id", posting)
                .mapTo(BigDecimal.class)
                .findOne();
    }

    static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
