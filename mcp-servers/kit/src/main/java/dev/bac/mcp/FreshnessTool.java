package dev.bac.mcp;

import dev.bac.identity.Scope;
import dev.bac.store.Tx;
import dev.bac.store.changes.Changes;
import dev.bac.store.changes.ReadSet;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code <domain>_reads_check}: which of the read sets that a tenant was given with results no longer stand. It reads
 * the log of changes by its index and nothing else. Hidden from agents, and under a scope of its own that only our host's
 * tokens hold: snapshots tell how busy the whole database is.
 */
final class FreshnessTool {
    private FreshnessTool() {}

    record Question(
            @Arg("The read sets, as results brought them; at most 200.")
            List<Kept> sets) {}

    record Kept(
            @Arg("What was read.") List<String> kinds,

            @Arg(value = "What had been committed then.", longest = ReadSet.LONGEST)
            String snapshot,

            @Arg("The day, where it mattered, such as 2026-03-01.") @Nullable String date,

            @Arg(value = "Of which running database.", longest = ReadSet.LONGEST)
            String cluster) {
        ReadSet set() {
            try {
                return new ReadSet(
                        Set.copyOf(kinds), snapshot, Optional.ofNullable(date).map(LocalDate::parse), cluster);
            } catch (IllegalArgumentException | DateTimeParseException e) {
                throw ToolRefusal.invalid("sets", "one of them is no read set. Send them as results brought them.");
            }
        }
    }

    /** @param stale indexes of those that no longer stand, from 0, in order */
    record Verdict(String summary, List<Integer> stale) implements Told {}

    static Tool<Question, Verdict> of(String domain) {
        return new Tool<>(
                domain + "_reads_check",
                "Check what was read",
                "Says which read sets no longer stand. For the platform's own use.",
                Effect.READ,
                Risk.NONE,
                Scope.PLATFORM_READS.value(),
                true,
                Question.class,
                Verdict.class,
                (_, tx, question) -> check(tx, question),
                List.of());
    }

    private static Verdict check(Tx tx, Question question) {
        var sets = question.sets().stream().map(Kept::set).toList();
        var stale = List.copyOf(Changes.stale(tx.sql(), tx.reading(), tx.today(), sets));
        return new Verdict(
                stale.isEmpty() ? "Nothing that was read has changed." : stale.size() + " no longer stand.", stale);
    }
}
