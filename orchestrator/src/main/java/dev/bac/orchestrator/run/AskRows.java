package dev.bac.orchestrator.run;

import dev.bac.identity.TenantId;
import dev.bac.llm.Message;
import dev.bac.llm.MessageCodec;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Questions from agent to agent, and what was said, in PostgreSQL. */
public final class AskRows {
    /** Most questions of one run that are shown. */
    private static final int MOST = 500;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Store store;
    private final MessageCodec codec = new MessageCodec();

    public AskRows(Store store) {
        this.store = store;
    }

    /** Writes down a question, once. @return false when it was there */
    boolean begin(Tx tx, UUID run, String key, String asker, String agent, String question) {
        return tx.sql()
                        .createUpdate("""
                        INSERT INTO ask (run, key, asker, agent, question, state, started_at)
                        VALUES (:run, :key, :asker, :agent, :question, 'running', :now)
                        ON CONFLICT (tenant_id, run, key) DO UPDATE SET state = 'running', ended_at = NULL
                        WHERE ask.state = 'awaiting_approval'
                        """)
                        .bind("run", run)
                        .bind("key", key)
                        .bind("asker", asker)
                        .bind("agent", agent)
                        .bind("question", question)
                        .bind("now", tx.now())
                        .execute()
                > 0;
    }

    int add(Tx tx, UUID run, String key, int seq, Message message) {
        return tx.sql()
                .createUpdate("""
                        INSERT INTO ask_message (run, ask, seq, body, at) VALUES (:run, :key, :seq, CAST(:body AS json), :now)
                        """)
                .bind("run", run)
                .bind("key", key)
                .bind("seq", seq)
                .bind("body", codec.write(message).toString())
                .bind("now", tx.now())
                .execute();
    }

    List<Message> messages(Tx tx, UUID run, String key) {
        return tx.sql()
                .createQuery("SELECT body FROM ask_message WHERE run = :run AND ask = :key ORDER BY seq")
                .bind("run", run)
                .bind("key", key)
                .map((row, _) -> codec.read(JSON.readTree(row.getString("body"))))
                .list();
    }

    /** What a talk has used, with those below it. */
    record Used(Duration worked, BigDecimal spent) {}

    Used used(Tx tx, UUID run, String key) {
        return tx.sql()
                .createQuery("""
                        SELECT worked_ms, (SELECT coalesce(sum(cost), 0) FROM model_call m
                                           WHERE m.run = a.run AND (m.ask = a.key OR starts_with(m.ask, a.key || '/'))) AS spent
                        FROM ask a WHERE run = :run AND key = :key
                        """)
                .bind("run", run)
                .bind("key", key)
                .map((row, _) -> new Used(Duration.ofMillis(row.getLong("worked_ms")), row.getBigDecimal("spent")))
                .one();
    }

    /** Writes down where a talk is after a stretch of work. */
    int end(Tx tx, UUID run, String key, RunState state, Duration worked) {
        return tx.sql()
                .createUpdate("""
                        UPDATE ask SET state = :state, worked_ms = worked_ms + :ms,
                            ended_at = CASE WHEN :ended THEN CAST(:now AS timestamptz) END
                        WHERE run = :run AND key = :key
                        """)
                .bind("state", state.label())
                .bind("ms", worked.toMillis())
                .bind("ended", state.ended())
                .bind("now", tx.now())
                .bind("run", run)
                .bind("key", key)
                .execute();
    }

    /** Ends what is left open in a run that has ended. */
    public int close(Tx tx, UUID run) {
        return tx.sql().createUpdate("""
                        UPDATE ask SET state = 'cancelled', ended_at = :now
                        WHERE run = :run AND state IN ('running', 'awaiting_approval')
                        """).bind("run", run).bind("now", tx.now()).execute();
    }

    /** The questions of a run as a tree laid flat: whoever asks comes before whom it asks. At most 500. */
    public List<AskRecord> ofRun(TenantId tenant, UUID run) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("""
                        SELECT a.*, u.turns, u.input, u.output, u.cost FROM ask a CROSS JOIN LATERAL (
                            SELECT count(*) AS turns, coalesce(sum(input), 0) AS input, coalesce(sum(output), 0) AS output,
                                   CASE WHEN count(*) FILTER (WHERE cost IS NULL) = 0 THEN coalesce(sum(cost), 0) END AS cost
                            FROM model_call m WHERE m.run = a.run AND m.ask = a.key) u
                        WHERE a.run = :run ORDER BY a.started_at, a.key LIMIT :most
                        """)
                .bind("run", run)
                .bind("most", MOST)
                .map((row, _) -> ask(row))
                .list());
    }

    private static AskRecord ask(ResultSet row) throws SQLException {
        return new AskRecord(
                row.getString("key"),
                row.getString("asker"),
                row.getString("agent"),
                row.getString("question"),
                RunState.of(row.getString("state")),
                Duration.ofMillis(row.getLong("worked_ms")),
                row.getTimestamp("started_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(at -> at.toInstant()),
                row.getLong("turns"),
                row.getLong("input"),
                row.getLong("output"),
                Optional.ofNullable(row.getBigDecimal("cost")));
    }
}
