package dev.bac.orchestrator.run;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The journal of runs: INTENT before a call, RESULT after it. A call that has an intent and no result is made again
 * under the same idempotency key, and the server answers what it answered the first time.
 */
public final class CallJournal {
    /** Most calls read at once. */
    private static final int MOST = 1_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Store store;

    public CallJournal(Store store) {
        this.store = store;
    }

    /** Which call of which run. */
    public record Place(UUID run, UUID conversation, String key) {}

    /** What is called; {@code tool} is empty when there is none of that name. */
    public record Called(String name, Optional<Tool> tool, ObjectNode arguments) {}

    /** Writes down that the call waits, or is about to be made; again, when it is repeated. */
    public int open(Tx tx, Place place, Called called, CallRecord.State state) {
        Optional<Tool> tool = called.tool();
        return tx.sql()
                .createUpdate("""
                        INSERT INTO call (run, key, conversation, tool, title, server, effect, arguments, state, started_at)
                        VALUES (:run, :key, :conversation, :tool, :title, :server, :effect,
                                CAST(:arguments AS json), :state, :now)
                        ON CONFLICT (tenant_id, run, key) DO UPDATE
                        SET state = excluded.state, arguments = excluded.arguments, started_at = excluded.started_at,
                            attempts = call.attempts
                                + CASE WHEN call.state = 'pending' AND excluded.state = 'pending' THEN 1 ELSE 0 END
                        """)
                .bind("run", place.run())
                .bind("key", place.key())
                .bind("conversation", place.conversation())
                .bind("tool", called.name())
                .bind("title", tool.map(Tool::title).orElse(called.name()))
                .bind("server", tool.map(Tool::server).orElse(""))
                .bind("effect", tool.map(CallJournal::effect).orElse("read"))
                .bind("arguments", called.arguments().toString())
                .bind("state", state.label())
                .bind("now", tx.now())
                .execute();
    }

    /** Writes down an outcome that stands. */
    public void conclude(Tx tx, UUID run, String key, ToolOutcome outcome) {
        switch (outcome) {
            case ToolOutcome.Done done ->
                conclude(tx, run, key, CallRecord.State.DONE, null, done.text(), done.content());
            case ToolOutcome.Failed failed ->
                conclude(tx, run, key, failed(failed), failed.code(), failed.text(), null);
            case ToolOutcome.NeedsApproval _ -> {
                // It waits; that is written with the approval.
            }
        }
    }

    private void conclude(
            Tx tx,
            UUID run,
            String key,
            CallRecord.State state,
            @Nullable String code,
            String text,
            @Nullable JsonNode content) {
        tx.sql()
                .createUpdate("""
                        UPDATE call SET state = :state, code = :code, text = :text, content = CAST(:content AS json),
                               ended_at = :now
                        WHERE run = :run AND key = :key
                        """)
                .bind("state", state.label())
                .bind("code", code)
                .bind("text", text)
                .bind("content", content == null ? null : content.toString())
                .bind("now", tx.now())
                .bind("run", run)
                .bind("key", key)
                .execute();
    }

    /** Writes down how long it took. */
    public int timed(Tx tx, UUID run, String key, Duration took) {
        return tx.sql()
                .createUpdate("UPDATE call SET ms = :ms WHERE run = :run AND key = :key")
                .bind("ms", took.toMillis())
                .bind("run", run)
                .bind("key", key)
                .execute();
    }

    /** The code of a call that failed. */
    public Optional<String> code(TenantId tenant, UUID run, String key) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("SELECT code FROM call WHERE run = :run AND key = :key AND code IS NOT NULL")
                .bind("run", run)
                .bind("key", key)
                .mapTo(String.class)
                .findOne());
    }

    /** The journal of one run, oldest first. */
    public List<CallRecord> ofRun(TenantId tenant, UUID run) {
        return store.read(tenant, tx -> ofRun(tx, run));
    }

    public List<CallRecord> ofRun(Tx tx, UUID run) {
        return calls(tx, "run", run);
    }

    /** The calls of a conversation, oldest first. */
    public List<CallRecord> ofConversation(Tx tx, UUID conversation) {
        return calls(tx, "conversation", conversation);
    }

    private static List<CallRecord> calls(Tx tx, String column, UUID value) {
        return tx.sql()
                .createQuery(
                        "SELECT * FROM call WHERE <column> = :value ORDER BY started_at DESC, key DESC LIMIT :most")
                .define("column", column)
                .bind("value", value)
                .bind("most", MOST)
                .map((row, _) -> call(row))
                .list()
                .reversed();
    }

    private static CallRecord.State failed(ToolOutcome.Failed failed) {
        return failed.code().equals("declined") ? CallRecord.State.DECLINED : CallRecord.State.FAILED;
    }

    private static String effect(Tool tool) {
        return tool.effect().name().toLowerCase(Locale.ROOT);
    }

    private static CallRecord call(ResultSet row) throws SQLException {
        return new CallRecord(
                row.getObject("run", UUID.class),
                row.getString("key"),
                row.getString("tool"),
                row.getString("title"),
                row.getString("server"),
                row.getString("effect"),
                JSON.readTree(row.getString("arguments")),
                CallRecord.State.of(row.getString("state")),
                Optional.ofNullable(row.getString("code")),
                Optional.ofNullable(row.getString("text")),
                Optional.ofNullable(row.getString("content")).map(JSON::readTree),
                row.getInt("attempts"),
                row.getTimestamp("started_at").toInstant(),
                Optional.ofNullable(row.getObject("ms", Long.class)));
    }
}
