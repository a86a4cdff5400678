package dev.bac.orchestrator.a2a;

import dev.bac.identity.Caller;
import dev.bac.llm.Message;
import dev.bac.orchestrator.approval.Approval;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.conversation.TranscriptStore.Entry;
import dev.bac.orchestrator.run.RunState;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Runs as tasks see them: only the caller's own, and only of the agent that is asked. */
final class TaskRows {
    private static final String SELECT = """
            SELECT r.id, r.conversation, r.state, coalesce(r.ended_at, r.started_at) AS at
            FROM run r JOIN conversation c ON c.id = r.conversation
            WHERE r.requester = :caller AND c.agent = :agent
            """;

    private final Rows rows;

    TaskRows(Rows rows) {
        this.rows = rows;
    }

    /** Whose tasks: of this caller with this agent. */
    record Owner(Caller caller, String agent) {}

    /** A run with where it is. */
    record Found(UUID id, UUID conversation, RunState state, Instant at) {}

    /** Which tasks are wanted. */
    record Filter(
            Optional<UUID> conversation,
            Set<RunState> states,
            Optional<Instant> since,
            Optional<Instant> beforeAt,
            Optional<UUID> beforeId) {}

    Optional<Found> find(Owner owner, UUID id) {
        return rows.store().read(owner.caller().tenant(), tx -> tx.sql()
                .createQuery(SELECT + " AND r.id = :id")
                .bind("caller", owner.caller().user().value())
                .bind("agent", owner.agent())
                .bind("id", id)
                .map((row, _) -> found(row))
                .findOne());
    }

    /** The newest run of a conversation. */
    Optional<Found> latest(Owner owner, UUID conversation) {
        return rows.store().read(owner.caller().tenant(), tx -> tx.sql()
                .createQuery(SELECT + " AND r.conversation = :it ORDER BY r.id DESC LIMIT 1")
                .bind("caller", owner.caller().user().value())
                .bind("agent", owner.agent())
                .bind("it", conversation)
                .map((row, _) -> found(row))
                .findOne());
    }

    /** The last changed first. */
    List<Found> list(Owner owner, Filter filter, int limit) {
        return rows.store().read(owner.caller().tenant(), tx -> filtered(tx, owner, filter, SELECT + WHERE + """
                         AND (CAST(:beforeAt AS timestamptz) IS NULL
                              OR (coalesce(r.ended_at, r.started_at), r.id) < (CAST(:beforeAt AS timestamptz), CAST(:beforeId AS uuid)))
                        ORDER BY at DESC, r.id DESC LIMIT :limit
                        """)
                .bind("beforeAt", filter.beforeAt().orElse(null))
                .bind("beforeId", filter.beforeId().orElse(null))
                .bind("limit", limit)
                .map((row, _) -> found(row))
                .list());
    }

    int count(Owner owner, Filter filter) {
        return rows.store().read(owner.caller().tenant(), tx -> filtered(
                        tx, owner, filter, "SELECT count(*) FROM (" + SELECT + WHERE + ") AS all_of_them")
                .mapTo(Integer.class)
                .one());
    }

    private static final String WHERE = """
             AND (CAST(:conversation AS uuid) IS NULL OR r.conversation = CAST(:conversation AS uuid))
             AND (cardinality(:states) = 0 OR r.state = ANY(:states))
             AND (CAST(:since AS timestamptz) IS NULL OR coalesce(r.ended_at, r.started_at) >= CAST(:since AS timestamptz))
            """;

    private static org.jdbi.v3.core.statement.Query filtered(Tx tx, Owner owner, Filter filter, String sql) {
        return tx.sql()
                .createQuery(sql)
                .bind("caller", owner.caller().user().value())
                .bind("agent", owner.agent())
                .bind("conversation", filter.conversation().orElse(null))
                .bindArray(
                        "states",
                        String.class,
                        filter.states().stream().map(RunState::label).toArray())
                .bind("since", filter.since().orElse(null));
    }

    /** What was said in a run: by the person and by the agent, without its tools. */
    List<Entry> said(Caller caller, Found task) {
        return rows.store().read(caller.tenant(), tx -> rows.transcripts().read(tx, task.conversation())).stream()
                .filter(entry -> entry.run().equals(task.id()))
                .filter(entry -> switch (entry.message()) {
                    case Message.User _ -> true;
                    case Message.Assistant answer -> !answer.text().isBlank();
                    case Message.Instructions _, Message.ToolResults _ -> false;
                })
                .toList();
    }

    /** What a run waits for, in words. */
    String waitsFor(Caller caller, Found task) {
        return rows.store().read(caller.tenant(), tx -> rows.approvals().ofRun(tx, task.id())).stream()
                .filter(approval -> approval.state() == Approval.State.PENDING)
                .map(Approval::text)
                .collect(Collectors.joining("\n"));
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getObject("id", UUID.class),
                row.getObject("conversation", UUID.class),
                RunState.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                row.getTimestamp("at").toInstant());
    }
}
