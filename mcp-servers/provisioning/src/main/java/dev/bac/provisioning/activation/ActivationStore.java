package dev.bac.provisioning.activation;

import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Lookup;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.provisioning.profile.Profile;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Activations and their steps in PostgreSQL. */
public final class ActivationStore {
    private static final int FIRST = 1001;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PageOrder NEWEST = PageOrder.descending("newest", "number", "integer");
    private static final String SELECT = """
            SELECT id, number, request_key, new_tenant, prepared, profile, state, standing, created_by, created_at, updated_at
            FROM activation
            """;

    /** The next free number of activations. */
    int nextNumber(Tx tx) {
        return nextNumber(tx, "BIZ");
    }

    /** The next free number of a kind: BIZ or ORD. */
    public int nextNumber(Tx tx, String kind) {
        return tx.sql()
                .createQuery("""
                        INSERT INTO counter (kind, last) VALUES (:kind, :first)
                        ON CONFLICT (tenant_id, kind) DO UPDATE SET last = counter.last + 1 RETURNING last
                        """)
                .bind("kind", kind)
                .bind("first", FIRST)
                .mapTo(Integer.class)
                .one();
    }

    /** Adds an activation with its seven steps. */
    void add(Tx tx, Activation activation) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO activation (id, number, request_key, new_tenant, prepared, business_name, industry, state,
                                                profile, created_by, created_at, updated_at)
                        VALUES (:id, :number, :requestKey, :newTenant, :prepared, :business, :industry, :code,
                                CAST(:profile AS jsonb), :createdBy, :createdAt, :updatedAt)
                        """)
                .bindMethods(activation)
                .bind("business", activation.profile().businessName())
                .bind("industry", activation.profile().industry())
                .bind("code", activation.state().name())
                .bind("profile", JSON.writeValueAsString(activation.profile()))
                .execute();
        var batch = tx.sql().prepareBatch("""
                INSERT INTO activation_step (activation_id, position, name, state)
                VALUES (:activation, :position, :name, 'PENDING')
                """);
        for (StepName step : StepName.values()) {
            batch.bind("activation", activation.id())
                    .bind("position", step.position())
                    .bind("name", step.name())
                    .add();
        }
        batch.execute();
    }

    /** Lets one transaction at a time ask for a business, so that two of the same key or name cannot both win. */
    void oneRequestAtATime(Tx tx) {
        tx.sql()
                .createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))) AS held")
                .bind("key", "provisioning.activate/" + tx.tenant())
                .mapTo(Integer.class)
                .one();
    }

    /** Holds the activation until the transaction ends, and reads it as it then is. */
    public Activation lock(Tx tx, UUID id) {
        return held(tx, id).orElseThrow();
    }

    /** The same of one named by its id, number or business name; {@link dev.bac.mcp.ToolRefusal} when there is none. */
    Activation lock(Tx tx, String field, String given) {
        return Lookup.id(given)
                .flatMap(id -> held(tx, id))
                .orElseGet(() -> lock(tx, named(tx, field, given).id()));
    }

    // Its steps are read by a statement of their own, which sees what whoever held it before has written.
    private static Optional<Activation> held(Tx tx, UUID id) {
        return tx.sql()
                .createQuery(SELECT + "WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, _) -> read(tx, row))
                .findOne();
    }

    /** Writes steps and the state that the activation has by them. */
    void update(Tx tx, Activation activation, List<Activation.Step> steps) {
        var batch = tx.sql().prepareBatch("""
                        UPDATE activation_step SET state = :code, attempts = :attempts, detail = :detail,
                            started_at = CAST(:startedAt AS timestamptz), finished_at = CAST(:finishedAt AS timestamptz)
                        WHERE activation_id = :activation AND position = :position
                        """);
        steps.forEach(step -> batch.bindMethods(step)
                .bind("code", step.state().name())
                .bind("activation", activation.id())
                .add());
        batch.execute();
        tx.sql()
                .createUpdate("UPDATE activation SET state = :state, updated_at = :now WHERE id = :id")
                .bind("state", activation.state().name())
                .bind("now", tx.now())
                .bind("id", activation.id())
                .execute();
    }

    /** Writes down where a business is in its life. */
    public void stand(Tx tx, UUID id, Standing standing) {
        tx.sql()
                .createUpdate("UPDATE activation SET standing = :standing, updated_at = :now WHERE id = :id")
                .bind("standing", standing.name())
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    /** Writes down what a business now is. */
    public void describe(Tx tx, UUID id, Profile profile) {
        tx.sql()
                .createUpdate("""
                        UPDATE activation SET profile = CAST(:profile AS jsonb), updated_at = :now WHERE id = :id
                        """)
                .bind("profile", JSON.writeValueAsString(profile))
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    Optional<Activation> byRequestKey(Tx tx, String key) {
        return by(tx, "request_key = :value", key).stream().findFirst();
    }

    /** An activation of that name that has not failed. */
    Optional<Activation> standing(Tx tx, String business) {
        return by(
                        tx,
                        "lower(business_name) = lower(:value) AND state IN ('REQUESTED', 'RUNNING', 'ACTIVE') AND standing <> 'DELETED'",
                        business)
                .stream()
                .findFirst();
    }

    /** The activation of that id, number or business name; {@link dev.bac.mcp.ToolRefusal} when there is none. */
    public Activation named(Tx tx, String field, String given) {
        String text = given.strip();
        return new Lookup<>("activation", Activation::label)
                .one(
                        field,
                        given,
                        List.of(
                                () -> Lookup.id(given)
                                        .map(id -> by(tx, "id = :value", id))
                                        .orElse(List.of()),
                                () -> Lookup.number("BIZ", given)
                                        .map(number -> by(tx, "number = :value", number))
                                        .orElse(List.of()),
                                () -> standing(tx, text).stream().toList(),
                                () -> by(tx, "lower(business_name) = lower(:value)", text),
                                () -> by(tx, "starts_with(lower(business_name), lower(:value) || ' ')", text)),
                        () -> list(tx, null, new PageWanted(5, null)).items());
    }

    Page<Activation> list(Tx tx, @Nullable ActivationState state, PageWanted wanted) {
        var filter = new Filter().where("state = :state", "state", state);
        return NEWEST.read(tx, SELECT + filter.sql(), filter::bindTo, wanted, (row, _) -> read(tx, row));
    }

    long count(Tx tx, @Nullable ActivationState state) {
        var filter = new Filter().where("state = :state", "state", state);
        return filter.bindTo(tx.sql().createQuery("SELECT count(*) FROM activation " + filter.sql()))
                .mapTo(Long.class)
                .one();
    }

    private static List<Activation> by(Tx tx, String condition, Object value) {
        return tx.sql()
                .createQuery(SELECT + "WHERE " + condition + " ORDER BY number LIMIT 20")
                .bind("value", value)
                .map((row, _) -> read(tx, row))
                .list();
    }

    private static Activation read(Tx tx, ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Activation(
                id,
                row.getInt("number"),
                row.getString("request_key"),
                row.getObject("new_tenant", UUID.class),
                row.getBoolean("prepared"),
                Objects.requireNonNull(JSON.readValue(row.getString("profile"), Profile.class)),
                ActivationState.valueOf(row.getString("state")),
                Standing.valueOf(row.getString("standing")),
                steps(tx, id),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static List<Activation.Step> steps(Tx tx, UUID activation) {
        return tx.sql()
                .createQuery("""
                        SELECT position, name, state, attempts, detail, started_at, finished_at FROM activation_step
                        WHERE activation_id = :activation ORDER BY position
                        """)
                .bind("activation", activation)
                .map((row, _) -> new Activation.Step(
                        row.getInt("position"),
                        StepName.valueOf(row.getString("name")),
                        StepState.valueOf(row.getString("state")),
                        row.getInt("attempts"),
                        row.getString("detail"),
                        instant(row.getTimestamp("started_at")),
                        instant(row.getTimestamp("finished_at"))))
                .list();
    }

    /** The first steps of a new activation. */
    static List<Activation.Step> pending() {
        return Arrays.stream(StepName.values())
                .map(step -> new Activation.Step(step.position(), step, StepState.PENDING, 0, null, null, null))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
