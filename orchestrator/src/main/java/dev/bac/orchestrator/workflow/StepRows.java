package dev.bac.orchestrator.workflow;

import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The steps of runs in PostgreSQL. */
public final class StepRows {
    /** Most steps of a run read at once. */
    private static final int MOST = 5_000;

    /** What a step is, before anything of it is known. */
    record Begun(
            String step,
            String place,
            String kind,
            String title,
            Optional<String> tool,
            String effect,
            Optional<JsonNode> arguments) {}

    /** Writes down that it is under way; again, when it is taken up again. */
    int begin(Tx tx, UUID run, Begun begun, StepRow.State state) {
        return tx.sql()
                .createUpdate("""
                        INSERT INTO workflow_step (run, step, place, kind, title, tool, effect, state, arguments, started_at)
                        VALUES (:run, :step, :place, :kind, :title, :tool, :effect, :state,
                                CAST(:arguments AS json), :now)
                        ON CONFLICT (tenant_id, run, step) DO UPDATE SET state = excluded.state,
                            arguments = coalesce(excluded.arguments, workflow_step.arguments), next_at = NULL
                        """)
                .bind("run", run)
                .bind("step", begun.step())
                .bind("place", begun.place())
                .bind("kind", begun.kind())
                .bind("title", begun.title())
                .bind("tool", begun.tool().orElse(null))
                .bind("effect", begun.effect())
                .bind("state", state.label())
                .bind("arguments", begun.arguments().map(JsonNode::toString).orElse(null))
                .bind("now", tx.now())
                .execute();
    }

    /** Counts an attempt. @return how many there were, this one included */
    int attempt(Tx tx, UUID run, String step) {
        return tx.sql()
                .createQuery("""
                        UPDATE workflow_step SET attempts = attempts + 1 WHERE run = :run AND step = :step
                        RETURNING attempts
                        """)
                .bind("run", run)
                .bind("step", step)
                .mapTo(Integer.class)
                .one();
    }

    int retry(Tx tx, UUID run, String step, Instant next, String text) {
        return tx.sql()
                .createUpdate("""
                        UPDATE workflow_step SET state = 'retrying', next_at = :next, text = :text
                        WHERE run = :run AND step = :step
                        """)
                .bind("run", run)
                .bind("step", step)
                .bind("next", next)
                .bind("text", text)
                .execute();
    }

    int done(Tx tx, UUID run, String step, JsonNode output, Optional<StepRow.Undo> undo) {
        return tx.sql()
                .createUpdate("""
                        UPDATE workflow_step SET state = 'done', output = CAST(:output AS json), code = NULL, text = NULL,
                            undo_tool = :undo, undo_args = CAST(:args AS json), ended_at = :now, next_at = NULL
                        WHERE run = :run AND step = :step
                        """)
                .bind("run", run)
                .bind("step", step)
                .bind("output", output.toString())
                .bind("undo", undo.map(StepRow.Undo::tool).orElse(null))
                .bind("args", undo.map(one -> one.args().toString()).orElse(null))
                .bind("now", tx.now())
                .execute();
    }

    int end(Tx tx, UUID run, String step, StepRow.State state, @Nullable String code, @Nullable String text) {
        return tx.sql()
                .createUpdate("""
                        UPDATE workflow_step SET state = :state, code = :code, text = :text, ended_at = :now, next_at = NULL
                        WHERE run = :run AND step = :step
                        """)
                .bind("run", run)
                .bind("step", step)
                .bind("state", state.label())
                .bind("code", code)
                .bind("text", text)
                .bind("now", tx.now())
                .execute();
    }

    /** The steps of a run, in the order in which they began. */
    public List<StepRow> ofRun(Tx tx, UUID run) {
        return tx.sql()
                .createQuery("SELECT * FROM workflow_step WHERE run = :run ORDER BY seq LIMIT :most")
                .bind("run", run)
                .bind("most", MOST)
                .map((row, _) -> step(row))
                .list();
    }

    Optional<StepRow> find(Tx tx, UUID run, String step) {
        return tx.sql()
                .createQuery("SELECT * FROM workflow_step WHERE run = :run AND step = :step")
                .bind("run", run)
                .bind("step", step)
                .map((row, _) -> step(row))
                .findOne();
    }

    private static StepRow step(ResultSet row) throws SQLException {
        String undo = row.getString("undo_tool");
        return new StepRow(
                row.getString("step"),
                row.getString("place"),
                row.getString("kind"),
                row.getString("title"),
                Optional.ofNullable(row.getString("tool")),
                row.getString("effect"),
                StepRow.State.of(row.getString("state")),
                row.getInt("attempts"),
                instant(row, "next_at"),
                json(row, "arguments"),
                json(row, "output"),
                Optional.ofNullable(row.getString("code")),
                Optional.ofNullable(row.getString("text")),
                undo == null
                        ? Optional.empty()
                        : Optional.of(
                                new StepRow.Undo(undo, json(row, "undo_args").orElseThrow())),
                row.getTimestamp("started_at").toInstant(),
                instant(row, "ended_at"));
    }

    private static Optional<JsonNode> json(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(WorkflowRuns.JSON::readTree);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(at -> at.toInstant());
    }
}
