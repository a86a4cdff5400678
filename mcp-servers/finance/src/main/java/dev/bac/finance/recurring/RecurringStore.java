package dev.bac.finance.recurring;

import dev.bac.finance.recurring.Schedule.Unit;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What recurs and what has been written of it. */
public final class RecurringStore {
    private static final NamedRecord RECURRING =
            new NamedRecord("recurring document", "recurring", "NULL::text", "name", "true");

    private final Writers writers;

    public RecurringStore(Writers writers) {
        this.writers = writers;
    }

    /** Whether it is written. */
    public enum State {
        ACTIVE,
        PAUSED
    }

    /**
     * One that recurs.
     *
     * @param next null when the last one is written
     * @param problem why the next one could not be written; null when nothing is known against it
     */
    record Recurring(
            UUID id,
            String name,
            Template template,
            Schedule schedule,
            @Nullable LocalDate next,
            State state,
            @Nullable String problem) {}

    /** A document that was written for a day. */
    record Run(String name, LocalDate due, Template.Kind kind, Writers.Written written) {}

    /** One that could not be written, and why. */
    record Failed(String name, LocalDate due, String problem) {}

    /** @param more whether something is due still */
    record Outcome(List<Run> written, List<Failed> failed, boolean more) {}

    /** The one that {@code given} names by id or name; refused otherwise. */
    UUID find(Tx tx, String field, String given) {
        return RECURRING.one(tx, field, given);
    }

    Optional<Recurring> locked(Tx tx, String name) {
        return tx.sql()
                .createQuery("SELECT * FROM recurring WHERE lower(name) = lower(:name) FOR UPDATE")
                .bind("name", name)
                .map((row, _) -> read(row))
                .findOne();
    }

    List<Recurring> list(Tx tx, int limit) {
        return tx.sql()
                .createQuery("SELECT * FROM recurring ORDER BY next_on NULLS LAST, lower(name) LIMIT :limit")
                .bind("limit", limit)
                .map((row, _) -> read(row))
                .list();
    }

    /** Adds it, or gives the one of that id all that is said here. */
    void put(Tx tx, Recurring one) {
        var schedule = one.schedule();
        tx.sql()
                .createUpdate("""
                        INSERT INTO recurring (id, name, kind, template, unit, every, day, starts_on, ends_on, next_on, state)
                        VALUES (:id, :name, :kind, CAST(:template AS jsonb), :unit, :every, CAST(:day AS int), :start,
                                CAST(:end AS date), CAST(:next AS date), :state)
                        ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
                            template = excluded.template, unit = excluded.unit, every = excluded.every, day = excluded.day,
                            starts_on = excluded.starts_on, ends_on = excluded.ends_on, next_on = excluded.next_on,
                            state = excluded.state, problem = NULL
                        """)
                .bind("id", one.id())
                .bind("name", one.name())
                .bind("kind", one.template().kind().name())
                .bind("template", ToolJson.mapper().writeValueAsString(one.template()))
                .bind("unit", schedule.unit().name())
                .bind("every", schedule.every())
                .bind("day", Objects.toString(schedule.day(), null))
                .bind("start", schedule.start())
                .bind("end", Objects.toString(schedule.end(), null))
                .bind("next", Objects.toString(one.next(), null))
                .bind("state", one.state().name())
                .execute();
    }

    /** The last day a document was written for. */
    Optional<LocalDate> last(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT max(due_on) FROM recurring_run WHERE recurring_id = :id")
                .bind("id", id)
                .mapTo(LocalDate.class)
                .findOne();
    }

    /**
     * Writes what is due up to a day, oldest first, at most {@code most}. What is due is locked to the commit: of two who
     * run at once the second waits and finds nothing left, and one day of a schedule cannot have two documents. One that
     * is refused stays due, with the reason, and keeps nobody else back.
     *
     * @param only null for all
     */
    Outcome run(Tx tx, LocalDate upTo, @Nullable UUID only, int most) {
        var written = new ArrayList<Run>();
        var failed = new ArrayList<Failed>();
        boolean more = false;
        for (var one : due(tx, upTo, only)) {
            var next = Optional.ofNullable(one.next());
            Failed problem = null;
            while (problem == null && next.isPresent() && !next.get().isAfter(upTo)) {
                if (written.size() == most) {
                    more = true;
                    break;
                }
                var day = next.get();
                tx.sql().savepoint("one");
                try {
                    written.add(write(tx, one, day));
                    tx.sql().releaseSavepoint("one");
                    next = one.schedule().firstAfter(day);
                } catch (ToolRefusal refusal) {
                    tx.sql().rollbackToSavepoint("one");
                    problem = new Failed(one.name(), day, Objects.toString(refusal.getMessage()));
                    failed.add(problem);
                }
            }
            note(tx, one.id(), next.orElse(null), problem);
        }
        return new Outcome(written, failed, more);
    }

    private static List<Recurring> due(Tx tx, LocalDate upTo, @Nullable UUID only) {
        return tx.sql()
                .createQuery("""
                        SELECT * FROM recurring WHERE state = 'ACTIVE' AND next_on <= :day
                           AND (CAST(:only AS uuid) IS NULL OR id = CAST(:only AS uuid))
                         ORDER BY next_on, id LIMIT 200 FOR UPDATE
                        """)
                .bind("day", upTo)
                .bind("only", only)
                .map((row, _) -> read(row))
                .list();
    }

    private Run write(Tx tx, Recurring one, LocalDate day) {
        var written = writers.write(tx, one.template(), day);
        tx.sql()
                .createUpdate("""
                        INSERT INTO recurring_run (recurring_id, due_on, kind, document_id) VALUES (:id, :day, :kind, :document)
                        """)
                .bind("id", one.id())
                .bind("day", day)
                .bind("kind", one.template().kind().name())
                .bind("document", written.id())
                .execute();
        return new Run(one.name(), day, one.template().kind(), written);
    }

    private static void note(Tx tx, UUID id, @Nullable LocalDate next, @Nullable Failed problem) {
        tx.sql()
                .createUpdate("UPDATE recurring SET next_on = CAST(:next AS date), problem = :problem WHERE id = :id")
                .bind("next", Objects.toString(next, null))
                .bind("problem", problem == null ? null : problem.problem())
                .bind("id", id)
                .execute();
    }

    private static Recurring read(ResultSet row) throws SQLException {
        return new Recurring(
                row.getObject("id", UUID.class),
                row.getString("name"),
                ToolJson.mapper().readValue(row.getString("template"), Template.class),
                new Schedule(
                        Unit.valueOf(row.getString("unit")),
                        row.getInt("every"),
                        row.getObject("day", Integer.class),
                        row.getObject("starts_on", LocalDate.class),
                        row.getObject("ends_on", LocalDate.class)),
                row.getObject("next_on", LocalDate.class),
                State.valueOf(row.getString("state")),
                row.getString("problem"));
    }
}
