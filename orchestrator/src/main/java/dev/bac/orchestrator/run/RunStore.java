package dev.bac.orchestrator.run;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Runs in PostgreSQL. */
public final class RunStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Scope ALL = new Scope("runs:read");
    private static final UUID NEWEST = new UUID(-1, -1);
    /** Most runs picked up again after a restart, per tenant. */
    private static final int MOST = 1_000;

    private static final String SELECT = """
            SELECT r.*, u.model, coalesce(u.turns, 0) AS turns, coalesce(u.input, 0) AS input,
                   coalesce(u.cached, 0) AS cached, coalesce(u.output, 0) AS output,
                   CASE WHEN coalesce(u.unpriced, 0) = 0 THEN coalesce(u.cost, 0) END AS cost,
                   (SELECT count(*) FROM call c WHERE c.run = r.id) AS tool_calls
            FROM run r LEFT JOIN LATERAL (
                SELECT count(*) AS turns, sum(input) AS input, sum(cached) AS cached, sum(output) AS output,
                       sum(cost) AS cost, count(*) FILTER (WHERE cost IS NULL) AS unpriced,
                       (array_agg(model ORDER BY id DESC))[1] AS model
                FROM model_call m WHERE m.run = r.id) u ON true
            """;

    private final Store store;

    public RunStore(Store store) {
        this.store = store;
    }

    /** Writes down that a run begins, for whoever asked. */
    public UUID begin(Tx tx, Caller caller, UUID conversation, String agent) {
        UUID id = tx.newId();
        tx.sql()
                .createUpdate("""
                INSERT INTO run (id, conversation, requester, requester_name, channel, roles, scopes, agent, state,
                                 started_at)
                VALUES (:id, :conversation, :requester, :name, :channel, :roles, :scopes, :agent, 'running', :now)
                """)
                .bind("id", id)
                .bind("conversation", conversation)
                .bind("requester", caller.user().value())
                .bind("name", caller.name())
                .bind("channel", caller.channel().name())
                .bindArray(
                        "roles",
                        String.class,
                        caller.roles().stream().map(Role::label).sorted().toArray())
                .bindArray(
                        "scopes",
                        String.class,
                        caller.scopes().stream().map(Scope::value).sorted().toArray())
                .bind("agent", agent)
                .bind("now", tx.now())
                .execute();
        return id;
    }

    /** Writes down where the run is, and which agent has it. */
    public void update(Tx tx, UUID run, RunState state, String agent) {
        tx.sql()
                .createUpdate("""
                UPDATE run SET state = :state, agent = :agent, ended_at = CASE WHEN :ended THEN CAST(:now AS timestamptz) END WHERE id = :id
                """)
                .bind("state", state.label())
                .bind("agent", agent)
                .bind("ended", state.ended())
                .bind("now", tx.now())
                .bind("id", run)
                .execute();
    }

    /** Pins the run to a version of an agent; the first one stands. */
    public int pin(Tx tx, UUID run, String agent, String digest) {
        return tx.sql()
                .createUpdate("""
                        UPDATE run SET agents = (jsonb_build_object(:agent, :digest) || agents::jsonb)::json WHERE id = :id
                        """)
                .bind("agent", agent)
                .bind("digest", digest)
                .bind("id", run)
                .execute();
    }

    /** The versions a run began with: digests by the agents' names. */
    public Map<String, String> agents(TenantId tenant, UUID run) {
        String json = store.read(tenant, tx -> tx.sql()
                .createQuery("SELECT agents::text FROM run WHERE id = :id")
                .bind("id", run)
                .mapTo(String.class)
                .one());
        var agents = new TreeMap<String, String>();
        JSON.readTree(json)
                .properties()
                .forEach(pin -> agents.put(pin.getKey(), pin.getValue().asString()));
        return agents;
    }

    /** The newest run of a conversation. */
    public Optional<RunRecord> latest(Tx tx, UUID conversation) {
        return tx.sql()
                .createQuery(SELECT + "WHERE r.conversation = :conversation ORDER BY r.id DESC LIMIT 1")
                .bind("conversation", conversation)
                .map((row, _) -> run(row))
                .findOne();
    }

    public Optional<RunRecord> find(Tx tx, UUID id) {
        return tx.sql()
                .createQuery(SELECT + "WHERE r.id = :id")
                .bind("id", id)
                .map((row, _) -> run(row))
                .findOne();
    }

    /** Runs that were at work when their process ended. */
    public List<RunRecord> interrupted(TenantId tenant) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery(SELECT + "WHERE r.state = 'running' ORDER BY r.id LIMIT :most")
                .bind("most", MOST)
                .map((row, _) -> run(row))
                .list());
    }

    public Optional<RunRecord> find(Caller caller, UUID id) {
        return store.read(caller.tenant(), tx -> tx.sql()
                .createQuery(SELECT + "WHERE r.id = :id AND (:all OR r.requester = :caller)")
                .bind("id", id)
                .bind("all", caller.may(ALL))
                .bind("caller", caller.user().value())
                .map((row, _) -> run(row))
                .findOne());
    }

    /** Newest first: everybody's for those with scope {@code runs:read}, else the caller's own. */
    public Page<RunRecord> list(Caller caller, Optional<UUID> conversation, int limit, Optional<UUID> before) {
        return store.read(
                caller.tenant(),
                tx -> Page.of(
                        tx.sql()
                                .createQuery(SELECT + """
                                        WHERE r.id < :before AND (:all OR r.requester = :caller)
                                          AND (CAST(:conversation AS uuid) IS NULL OR r.conversation = CAST(:conversation AS uuid))
                                        ORDER BY r.id DESC LIMIT :limit
                                        """)
                                .bind("before", before.orElse(NEWEST))
                                .bind("all", caller.may(ALL))
                                .bind("caller", caller.user().value())
                                .bind("conversation", conversation.orElse(null))
                                .bind("limit", limit + 1)
                                .map((row, _) -> run(row))
                                .list(),
                        limit,
                        RunRecord::id));
    }

    private static RunRecord run(ResultSet row) throws SQLException {
        return new RunRecord(
                row.getObject("id", UUID.class),
                row.getObject("conversation", UUID.class),
                new UserId(row.getObject("requester", UUID.class)),
                row.getString("requester_name"),
                Channel.valueOf(row.getString("channel")),
                roles((String[]) row.getArray("roles").getArray()),
                scopes(row.getArray("scopes")),
                row.getString("agent"),
                RunState.of(row.getString("state")),
                Optional.ofNullable(row.getString("model")),
                row.getTimestamp("started_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(at -> at.toInstant()),
                row.getLong("turns"),
                row.getLong("tool_calls"),
                row.getLong("input"),
                row.getLong("cached"),
                row.getLong("output"),
                Optional.ofNullable(row.getBigDecimal("cost")));
    }

    private static Optional<Set<Scope>> scopes(@Nullable Array kept) throws SQLException {
        return kept == null
                ? Optional.empty()
                : Optional.of(Arrays.stream((String[]) kept.getArray())
                        .map(Scope::new)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Set<Role> roles(String[] labels) {
        return Arrays.stream(labels)
                .map(label -> Role.valueOf(label.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
