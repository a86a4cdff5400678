package dev.bac.finance.journal;

import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Entry.Source;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
                INSERT INTO posting (entry_id, line, account, currency, amount, party_id)
                VALUES (:entry, :line, :account, :currency, :amount, CAST(:party AS uuid))
                """);
        for (var entry : entries) {
            heads.bind("id", entry.id())
                    .bind("date", entry.date())
                    .bind("description", entry.description())
                    .bind("source", entry.source().name())
                    .bind("sourceId", entry.sourceId())
                    .bind("now", tx.now())
                    .add();
            int line = 0;
            for (var leg : entry.legs()) {
                if (leg.amount().signum() != 0) {
                    legs.bind("entry", entry.id())
                            .bind("line", ++line)
                            .bind("account", leg.account())
                            .bind("currency", entry.currency())
                            .bind("amount", leg.amount())
                            .bind("party", text(leg.party()))
                            .add();
                }
            }
        }
        heads.execute();
        legs.execute();
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
                entry.legs().stream()
                        .map(leg -> new Leg(leg.account(), leg.amount().negate(), leg.party()))
                        .toList());
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
                .createQuery("SELECT account, amount, party_id FROM posting WHERE entry_id = :id ORDER BY line")
                .bind("id", id)
                .map((row, _) -> new Leg(
                        row.getString("account"), row.getBigDecimal("amount"), row.getObject("party_id", UUID.class)))
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
                        legs))
                .findOne();
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
