package dev.bac.orchestrator.workflow;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.run.Page;
import dev.bac.orchestrator.workflow.WorkflowRun.State;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs of workflows in PostgreSQL. */
public final class WorkflowRuns {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Scope ALL = new Scope("runs:read");
    private static final UUID NEWEST = new UUID(-1, -1);

    private final Store store;

    public WorkflowRuns(Store store) {
        this.store = store;
    }

    /** Writes down a run that begins. @return false when one of the same {@code once} was begun before */
    boolean add(Tx tx, WorkflowRun run) {
        return tx.sql()
                        .createUpdate("""
                                INSERT INTO workflow_run (id, workflow, digest, cause, once, requester, requester_name,
                                    roles, channel, input, event, state, started_at)
                                VALUES (:id, :workflow, :digest, :cause, :once, :requester, :name, :roles, :channel,
                                    CAST(:input AS json), CAST(:event AS json), 'running', :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("id", run.id())
                        .bind("workflow", run.workflow())
                        .bind("digest", run.digest())
                        .bind("cause", run.cause().label())
                        .bind("once", run.once().orElse(null))
                        .bind("requester", run.requester().value())
                        .bind("name", run.requesterName())
                        .bindArray(
                                "roles",
                                String.class,
                                run.roles().stream().map(Role::label).sorted().toArray())
                        .bind("channel", run.channel().name())
                        .bind("input", run.input().toString())
                        .bind("event", run.event().map(JsonNode::toString).orElse(null))
                        .bind("now", run.started())
                        .execute()
                == 1;
    }

    Optional<WorkflowRun> find(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM workflow_run WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> run(row))
                .findOne();
    }

    Optional<WorkflowRun> lock(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM workflow_run WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, _) -> run(row))
                .findOne();
    }

    /** The run of that workflow that {@code once} started. */
    Optional<WorkflowRun> started(Tx tx, String workflow, String once) {
        return tx.sql()
                .createQuery("SELECT * FROM workflow_run WHERE workflow = :workflow AND once = :once")
                .bind("workflow", workflow)
                .bind("once", once)
                .map((row, _) -> run(row))
                .findOne();
    }

    /** True when a run that a schedule of this workflow started has not ended. */
    boolean underWay(Tx tx, String workflow) {
        return tx.sql()
                .createQuery("""
                        SELECT EXISTS (SELECT FROM workflow_run WHERE workflow = :workflow AND cause = 'schedule'
                            AND state IN ('running', 'waiting', 'undoing', 'paused', 'parked'))
                        """)
                .bind("workflow", workflow)
                .mapTo(Boolean.class)
                .one();
    }

    /** One that the caller may see: everybody's for those with scope {@code runs:read}, else their own. */
    public Optional<WorkflowRun> find(Caller caller, UUID id) {
        return store.read(caller.tenant(), tx -> find(tx, id)).filter(run -> maySee(caller, run));
    }

    static boolean maySee(Caller caller, WorkflowRun run) {
        return caller.may(ALL) || run.requester().equals(caller.user());
    }

    /** Newest first, perhaps only of one workflow or in one state. */
    public Page<WorkflowRun> list(
            Caller caller, Optional<String> workflow, Optional<State> state, int limit, Optional<UUID> before) {
        return store.read(
                caller.tenant(),
                tx -> Page.of(
                        tx.sql()
                                .createQuery("""
                                        SELECT * FROM workflow_run
                                        WHERE id < :before AND (:all OR requester = :caller)
                                          AND (CAST(:workflow AS text) IS NULL OR workflow = :workflow)
                                          AND (CAST(:state AS text) IS NULL OR state = :state)
                                        ORDER BY id DESC LIMIT :limit
                                        """)
                                .bind("before", before.orElse(NEWEST))
                                .bind("all", caller.may(ALL))
                                .bind("caller", caller.user().value())
                                .bind("workflow", workflow.orElse(null))
                                .bind("state", state.map(State::label).orElse(null))
                                .bind("limit", limit + 1)
                                .map((row, _) -> run(row))
                                .list(),
                        limit,
                        WorkflowRun::id));
    }

    int state(Tx tx, UUID id, State state) {
        return tx.sql()
                .createUpdate("""
                        UPDATE workflow_run SET state = :state,
                            ended_at = CASE WHEN :ended THEN CAST(:now AS timestamptz) END
                        WHERE id = :id
                        """)
                .bind("state", state.label())
                .bind("ended", state.ended() || state == State.FAILED)
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    /** Suspends it, unless somebody has woken it since it was looked at. */
    boolean suspend(Tx tx, UUID id, long wakes) {
        return tx.sql()
                        .createUpdate("UPDATE workflow_run SET state = 'waiting' WHERE id = :id AND wakes = :wakes")
                        .bind("id", id)
                        .bind("wakes", wakes)
                        .execute()
                == 1;
    }

    int output(Tx tx, UUID id, JsonNode output) {
        return tx.sql()
                .createUpdate("UPDATE workflow_run SET output = CAST(:output AS json) WHERE id = :id")
                .bind("output", output.toString())
                .bind("id", id)
                .execute();
    }

    /** Keeps why it cannot go on, and what it is to end as. */
    int failing(Tx tx, UUID id, WorkflowRun.@Nullable Failure failure, @Nullable State ending) {
        return tx.sql()
                .createUpdate("""
                        UPDATE workflow_run SET error_step = :step, error_code = :code, error_text = :text,
                            ending = :ending WHERE id = :id
                        """)
                .bind("step", failure == null ? null : failure.step())
                .bind("code", failure == null ? null : failure.code())
                .bind("text", failure == null ? null : failure.text())
                .bind("ending", ending == null ? null : ending.label())
                .bind("id", id)
                .execute();
    }

    int ask(Tx tx, UUID id, @Nullable String asked) {
        return tx.sql()
                .createUpdate("UPDATE workflow_run SET asked = :asked WHERE id = :id")
                .bind("asked", asked)
                .bind("id", id)
                .execute();
    }

    Optional<String> asked(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT asked FROM workflow_run WHERE id = :id AND asked IS NOT NULL")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    int generations(Tx tx, UUID id, Map<String, Integer> generations) {
        return tx.sql()
                .createUpdate("UPDATE workflow_run SET generations = CAST(:json AS json) WHERE id = :id")
                .bind("json", JSON.writeValueAsString(generations))
                .bind("id", id)
                .execute();
    }

    /** Counts a take-over. @return how many there were */
    int takenOver(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("UPDATE workflow_run SET takeovers = takeovers + 1 WHERE id = :id RETURNING takeovers")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    private static WorkflowRun run(ResultSet row) throws SQLException {
        var generations = new HashMap<String, Integer>();
        JSON.readTree(row.getString("generations"))
                .properties()
                .forEach(entry ->
                        generations.put(entry.getKey(), entry.getValue().asInt()));
        return new WorkflowRun(
                row.getObject("id", UUID.class),
                row.getString("workflow"),
                row.getString("digest"),
                WorkflowRun.Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("once")),
                new UserId(row.getObject("requester", UUID.class)),
                row.getString("requester_name"),
                roles((String[]) row.getArray("roles").getArray()),
                Channel.valueOf(row.getString("channel")),
                JSON.readTree(row.getString("input")),
                Optional.ofNullable(row.getString("event")).map(JSON::readTree),
                Optional.ofNullable(row.getString("output")).map(JSON::readTree),
                State.of(row.getString("state")),
                Optional.ofNullable(row.getString("ending")).map(State::of),
                failure(row),
                Optional.ofNullable(row.getString("asked")),
                row.getLong("wakes"),
                Map.copyOf(generations),
                row.getTimestamp("started_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(at -> at.toInstant()));
    }

    private static Optional<WorkflowRun.Failure> failure(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        return code == null
                ? Optional.empty()
                : Optional.of(new WorkflowRun.Failure(row.getString("error_step"), code, row.getString("error_text")));
    }

    private static Set<Role> roles(String[] labels) {
        return Arrays.stream(labels)
                .map(label -> Role.valueOf(label.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
