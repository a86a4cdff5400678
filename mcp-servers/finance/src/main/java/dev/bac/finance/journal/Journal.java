package dev.bac.finance.journal;

import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Entry.Source;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * The journal. It only grows: an entry is undone by its mirror image, never edited. The database refuses whatever does
 * not balance.
 */
public final class Journal {

    /** Posts entries with their legs, all of them in one statement. Legs of zero are left out. */
    public void post(Tx tx, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        int decimals = Rates.decimals(tx);
        var heads = new ArrayList<Head>();
        var rows = new ArrayList<Row>();
        for (var entry : entries) {
            int line = 0;
            for (var leg : BaseAmounts.of(entry, decimals)) {
                rows.add(new Row(entry, ++line, leg));
            }
            heads.add(new Head(entry, line));
        }
        guarded(() -> insert(tx, heads, rows));
    }

    /** Whether an entry posts to an account that may not go below zero. */
    boolean touchesAFloor(Tx tx, List<Entry> entries) {
        return tx.sql()
                .createQuery("SELECT EXISTS (SELECT FROM ledger_account WHERE code = ANY(:codes) AND no_overdraft)")
                .bindArray(
                        "codes",
                        String.class,
                        entries.stream()
                                .flatMap(entry -> entry.legs().stream())
                                .map(Leg::account)
                                .distinct()
                                .toList())
                .mapTo(Boolean.class)
                .one();
    }

    /** Does the work and says what the database refuses of it so that it can be mended. */
    public <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (UnableToExecuteStatementException e) {
            throw Refusals.of(e);
        }
    }

    /** @param legs how many lines it has */
    private record Head(Entry entry, int legs) {
        /** None for an entry that cannot stand: the database says at the commit why. */
        @Nullable Integer told() {
            return legs < 2 ? null : legs;
        }
    }

    private record Row(Entry entry, int line, Leg leg) {}

    private static int insert(Tx tx, List<Head> heads, List<Row> rows) {
        return tx.sql()
                .createUpdate("""
                        WITH head AS (
                            INSERT INTO journal_entry (id, booked_on, description, source, source_id, legs, recorded_at)
                            SELECT id, booked_on, description, source, source_id, legs, :now
                              FROM unnest(:ids, :dates, :descriptions, :sources, :sourceIds, :legs)
                                   AS e (id, booked_on, description, source, source_id, legs))
                        INSERT INTO posting (entry_id, line, account, currency, amount, base, party_id, cost_center, project)
                        SELECT * FROM unnest(:entries, :lines, :accounts, :currencies, :amounts, :bases, :parties, :centers,
                                             :projects)
                        """)
                .bind("now", tx.now())
                .bind("ids", Columns.of("uuid", heads, head -> head.entry().id()))
                .bind(
                        "dates",
                        Columns.of("date", heads, head -> head.entry().date().toString()))
                .bind("descriptions", Columns.of("text", heads, head -> head.entry()
                        .description()))
                .bind(
                        "sources",
                        Columns.of("text", heads, head -> head.entry().source().name()))
                .bind("sourceIds", Columns.of("uuid", heads, head -> head.entry()
                        .sourceId()))
                .bind("legs", Columns.of("smallint", heads, Head::told))
                .bind("entries", Columns.of("uuid", rows, row -> row.entry().id()))
                .bind("lines", Columns.of("int", rows, Row::line))
                .bind("accounts", Columns.of("text", rows, row -> row.leg().account()))
                .bind("currencies", Columns.of("text", rows, row -> row.entry().currency()))
                .bind("amounts", Columns.of("numeric", rows, row -> row.leg().amount()))
                .bind("bases", Columns.of("numeric", rows, row -> row.leg().base()))
                .bind("parties", Columns.of("uuid", rows, row -> row.leg().party()))
                .bind(
                        "centers",
                        Columns.of("text", rows, row -> row.leg().dimensions().costCenter()))
                .bind(
                        "projects",
                        Columns.of("text", rows, row -> row.leg().dimensions().project()))
                .execute();
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
}
