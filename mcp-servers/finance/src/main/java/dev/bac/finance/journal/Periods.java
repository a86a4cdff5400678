package dev.bac.finance.journal;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * The months of the books and their locks. A month that nobody locked has no row and is open. The database holds the
 * locks: a trigger on the journal refuses entries, whoever writes them.
 */
public final class Periods {
    private static final int MOST_MONTHS = 600;

    private Periods() {}

    /** Whether a month takes entries. */
    public enum State {
        OPEN,
        /** Takes entries of those who say that they mean it. */
        SOFT,
        /** Takes none, for good. */
        HARD
    }

    /** A month and its lock. */
    public record Month(YearMonth month, State state) {}

    /** Keeps everybody from posting until the commit; to be called before anything is written. */
    public static void holdBooks(Tx tx) {
        tx.sql()
                .createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(books_key(:tenant))) s")
                .bind("tenant", tx.tenant().value())
                .mapTo(Integer.class)
                .one();
    }

    /** Lets this transaction post into months that are softly locked. */
    public static void passSoftLock(Tx tx) {
        tx.sql()
                .createQuery("SELECT set_config('app.soft_lock', 'passed', true)")
                .mapTo(String.class)
                .one();
    }

    /** Gives months their state; one locked for good keeps it, and asking for another is refused. */
    public static void set(Tx tx, YearMonth from, YearMonth to, State state) {
        if (from.isAfter(to) || from.plusMonths(MOST_MONTHS).isBefore(to)) {
            throw ToolRefusal.invalid(
                    "from", "%s to %s is no span of at most %d months".formatted(from, to, MOST_MONTHS));
        }
        var hard = list(tx, from, to).stream()
                .filter(month -> month.state() == State.HARD)
                .toList();
        if (state != State.HARD && !hard.isEmpty()) {
            throw new ToolRefusal(
                    "conflict",
                    "state: %s is closed for good".formatted(hard.getFirst().month()));
        }
        var batch = tx.sql().prepareBatch("""
                INSERT INTO period (id, starts_on, state) VALUES (:id, :start, :state)
                ON CONFLICT (tenant_id, starts_on) DO UPDATE SET state = excluded.state WHERE period.state <> 'HARD'
                """);
        for (var month = from; !month.isAfter(to); month = month.plusMonths(1)) {
            batch.bind("id", tx.newId())
                    .bind("start", month.atDay(1))
                    .bind("state", state.name())
                    .add();
        }
        batch.execute();
    }

    /** The months of a span that have a lock or had one. */
    public static List<Month> list(Tx tx, YearMonth from, YearMonth to) {
        return tx.sql()
                .createQuery("SELECT starts_on, state FROM period WHERE starts_on BETWEEN :from AND :to ORDER BY 1")
                .bind("from", from.atDay(1))
                .bind("to", to.atDay(1))
                .map((row, _) -> new Month(
                        YearMonth.from(row.getObject("starts_on", LocalDate.class)),
                        State.valueOf(row.getString("state"))))
                .list();
    }
}
