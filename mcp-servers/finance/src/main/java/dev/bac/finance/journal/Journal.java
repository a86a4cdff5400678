package dev.bac.finance.journal;

import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Entry.Source;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * The journal. It only grows: an entry is undone by its mirror image, never edited. The database refuses whatever does
 * not balance, at the commit.
 */
public final class Journal {

    /** Posts entries. Legs of zero are left out. */
    public void post(Tx tx, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var heads = tx.sql().prepareBatch("""
                INSERT INTO journal_entry (id, booked_on, description, source, source_id, recorded_at)
                VALUES (:id, :date, :description, :source, :sourceId, :now)
                """);
        var legs = tx.sql().prepareBatch("""
                INSERT INTO posting (entry_id, line, account, currency, amount, base, party_id, cost_center, project)
                VALUES (:entry, :line, :account, :currency, :amount, :base, CAST(:party AS uuid), :center, :project)
                """);
        int decimals = Rates.decimals(tx);
        for (var entry : entries) {
            heads.bind("id", entry.id())
                    .bind("date", entry.date())
                    .bind("description", entry.description())
                    .bind("source", entry.source().name())
                    .bind("sourceId", entry.sourceId())
                    .bind("now", tx.now())
                    .add();
            int line = 0;
            for (var leg : BaseAmounts.of(entry, decimals)) {
                legs.bind("entry", entry.id())
                        .bind("line", ++line)
                        .bind("account", leg.account())
                        .bind("currency", entry.currency())
                        .bind("amount", leg.amount())
                        .bind("base", leg.base())
                        .bind("party", text(leg.party()))
                        .bind("center", leg.dimensions().costCenter())
                        .bind("project", leg.dimensions().project())
                        .add();
            }
        }
        try {
            heads.execute();
            legs.execute();
        } catch (UnableToExecuteStatementException e) {
            throw Refusals.of(e);
        }
        Refusals.overdraft(tx);
    }

    /** Posts the mirror image of an entry; a second reversal of the same entry is refused. */
    public Entry reverse(Tx tx, Entry entry, LocalDate date, String reason) {
        if (date.isBefore(entry.date())) {
            throw ToolRefusal.invalid("date", "is before the entry's own date " + entry.date());
        }
        if (find(tx, Source.REVERSAL, entry.id()).isPresent()) {
            throw new ToolRefusal("conflict", "reverses: that entry is reversed already");
        }
        var mirror = new Entry(
                tx.newId(),
                date,
                reason,
                Source.REVERSAL,
                entry.id(),
                entry.currency(),
                entry.rate(),
                entry.legs().stream().map(Leg::mirrored).toList());
        post(tx, List.of(mirror));
        return mirror;
    }

    /** The entry that books a record. */
    public Optional<UUID> find(Tx tx, Source source, UUID record) {
        return tx.sql()
                .createQuery("SELECT id FROM journal_entry WHERE source = :source AND source_id = :record")
                .bind("source", source.name())
                .bind("record", record)
                .mapTo(UUID.class)
                .findOne();
    }

    /** An entry with its legs. */
    public Optional<Entry> entry(Tx tx, UUID id) {
        var legs = tx.sql()
                .createQuery(
                        "SELECT account, amount, base, party_id, cost_center, project FROM posting WHERE entry_id = :id ORDER BY line")
                .bind("id", id)
                .map((row, _) -> new Leg(
                        row.getString("account"),
                        row.getBigDecimal("amount"),
                        row.getBigDecimal("base"),
                        row.getObject("party_id", UUID.class),
                        new Entry.Dimensions(row.getString("cost_center"), row.getString("project"))))
                .list();
        return tx.sql()
                .createQuery("""
                        SELECT e.*, (SELECT min(currency) FROM posting WHERE entry_id = e.id) AS currency
                          FROM journal_entry e WHERE e.id = :id
                        """)
                .bind("id", id)
                .map((row, _) -> new Entry(
                        id,
                        row.getObject("booked_on", LocalDate.class),
                        row.getString("description"),
                        Source.valueOf(row.getString("source")),
                        row.getObject("source_id", UUID.class),
                        row.getString("currency"),
                        BigDecimal.ONE,
                        legs))
                .findOne();
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
