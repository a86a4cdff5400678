package dev.bac.messaging.campaign;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** When, how fast and in which wording campaigns go, in PostgreSQL. */
final class PlanStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param tested when the last of the trial was written */
    record Plan(
            UUID id,
            String name,
            String by,
            UUID template,
            @Nullable UUID other,
            Purpose purpose,
            CampaignState state,
            @Nullable String reason,
            @Nullable Instant startsAt,
            @Nullable Integer perMinute,
            BigDecimal credit,
            @Nullable Instant creditedAt,
            @Nullable Metric metric,
            Duration decideAfter,
            @Nullable Instant tested,
            @Nullable String winner,
            Instant createdAt) {}

    /** What became of a recipient. */
    record Settled(
            int line,
            Outcome outcome,
            @Nullable String problem,
            @Nullable UUID message) {}

    void add(Tx tx, Plan plan, List<Recipient> recipients, List<@Nullable String> variants) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO campaign (id, name, template_id, purpose, state, created_by, created_at, updated_at,
                            starts_at, per_minute, other_template_id, metric, decide_after, own_pace)
                        VALUES (:id, :name, :template, :purposeCode, 'RUNNING', :by, :now, :now, :startsAt, :perMinute,
                            CAST(:other AS uuid), :metricCode, make_interval(secs => :decideSeconds), true)
                        """)
                .bind("id", plan.id())
                .bind("name", plan.name())
                .bind("template", plan.template())
                .bind("purposeCode", plan.purpose().name())
                .bind("by", plan.by())
                .bind("startsAt", plan.startsAt())
                .bind("perMinute", plan.perMinute())
                .bind("other", plan.other())
                .bind("metricCode", plan.metric() == null ? null : plan.metric().name())
                .bind("decideSeconds", plan.decideAfter().toSeconds())
                .bind("now", tx.now())
                .execute();
        tx.sql()
                .createUpdate("""
                        INSERT INTO campaign_recipient (campaign_id, line, address, gaps, outcome, problem, variant)
                        SELECT :id, line, address, CAST(gaps AS json),
                            CASE WHEN problem IS NULL THEN 'WAITING' ELSE 'FAILED' END, problem, variant
                        FROM unnest(CAST(:lines AS integer[]), CAST(:addresses AS text[]), CAST(:gaps AS text[]),
                            CAST(:problems AS text[]), CAST(:variants AS text[]))
                            AS given (line, address, gaps, problem, variant)
                        """)
                .bind("id", plan.id())
                .bindArray(
                        "lines",
                        Integer.class,
                        recipients.stream().map(Recipient::line).toList())
                .bindArray(
                        "addresses",
                        String.class,
                        recipients.stream().map(Recipient::address).toList())
                .bindArray(
                        "gaps",
                        String.class,
                        recipients.stream()
                                .map(one -> JSON.writeValueAsString(one.gaps()))
                                .toList())
                .bindArray(
                        "problems",
                        String.class,
                        recipients.stream().map(Recipient::problem).toArray())
                .bindArray("variants", String.class, variants.toArray())
                .execute();
    }

    /** Campaigns that go at their own pace and may go on now. */
    List<UUID> due(Tx tx) {
        return tx.sql().createQuery("""
                        SELECT id FROM campaign WHERE state = 'RUNNING' AND own_pace
                            AND (starts_at IS NULL OR starts_at <= :now) ORDER BY created_at LIMIT 100
                        """).bind("now", tx.now()).mapTo(UUID.class).list();
    }

    /** The plan, locked; empty when another is at work on it. */
    Optional<Plan> lock(Tx tx, UUID id) {
        return plan(tx, id, " FOR UPDATE SKIP LOCKED");
    }

    Optional<Plan> find(Tx tx, UUID id) {
        return plan(tx, id, "");
    }

    List<UUID> newest(Tx tx, int most) {
        return tx.sql()
                .createQuery("SELECT id FROM campaign ORDER BY created_at DESC, id LIMIT :most")
                .bind("most", most)
                .mapTo(UUID.class)
                .list();
    }

    Optional<UUID> named(Tx tx, String name) {
        return tx.sql()
                .createQuery(
                        "SELECT id FROM campaign WHERE lower(name) = lower(:name) ORDER BY created_at DESC LIMIT 1")
                .bind("name", name)
                .mapTo(UUID.class)
                .findOne();
    }

    private static Optional<Plan> plan(Tx tx, UUID id, String lock) {
        return tx.sql()
                .createQuery("""
                        SELECT *, extract(epoch FROM coalesce(decide_after, interval '0'))::bigint AS decide
                        FROM campaign WHERE id = :id
                        """ + lock)
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    private static Plan read(ResultSet row) throws SQLException {
        String metric = row.getString("metric");
        return new Plan(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("created_by"),
                row.getObject("template_id", UUID.class),
                row.getObject("other_template_id", UUID.class),
                Purpose.valueOf(row.getString("purpose")),
                CampaignState.valueOf(row.getString("state")),
                row.getString("reason"),
                moment(row, "starts_at"),
                row.getObject("per_minute", Integer.class),
                row.getBigDecimal("credit"),
                moment(row, "credited_at"),
                metric == null ? null : Metric.valueOf(metric),
                Duration.ofSeconds(row.getLong("decide")),
                moment(row, "tested_at"),
                row.getString("winner"),
                row.getTimestamp("created_at").toInstant());
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** @param variants whether those of the trial are meant, or those that get the winner */
    List<Waiting> waiting(Tx tx, UUID id, boolean variants, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT line, address, gaps, variant FROM campaign_recipient
                        WHERE campaign_id = :id AND outcome = 'WAITING' AND (variant IS NOT NULL) = :variants
                        ORDER BY line LIMIT :most
                        """)
                .bind("id", id)
                .bind("variants", variants)
                .bind("most", most)
                .map((row, _) -> new Waiting(
                        new Recipient(
                                row.getInt("line"),
                                row.getString("address"),
                                JSON.readValue(row.getString("gaps"), new TypeReference<Map<String, String>>() {}),
                                null),
                        row.getString("variant")))
                .list();
    }

    /** A recipient whose turn it is. */
    record Waiting(Recipient recipient, @Nullable String variant) {}

    void settle(Tx tx, UUID id, List<Settled> settled) {
        tx.sql()
                .createUpdate("""
                        UPDATE campaign_recipient r SET outcome = s.outcome, problem = s.problem, message_id = s.message
                        FROM unnest(CAST(:lines AS integer[]), CAST(:outcomes AS text[]), CAST(:problems AS text[]),
                            CAST(:messages AS uuid[])) AS s (line, outcome, problem, message)
                        WHERE r.campaign_id = :id AND r.line = s.line AND r.outcome = 'WAITING'
                        """)
                .bind("id", id)
                .bindArray(
                        "lines",
                        Integer.class,
                        settled.stream().map(Settled::line).toList())
                .bindArray(
                        "outcomes",
                        String.class,
                        settled.stream().map(one -> one.outcome().name()).toList())
                .bindArray(
                        "problems",
                        String.class,
                        settled.stream().map(Settled::problem).toArray())
                .bindArray(
                        "messages",
                        UUID.class,
                        settled.stream().map(Settled::message).toArray())
                .execute();
    }

    void credit(Tx tx, UUID id, BigDecimal left) {
        tx.sql()
                .createUpdate(
                        "UPDATE campaign SET credit = :left, credited_at = :now, updated_at = :now WHERE id = :id")
                .bind("left", left)
                .bind("now", tx.now())
                .bind("id", id)
                .execute();
    }

    void tested(Tx tx, UUID id) {
        set(tx, id, "tested_at = :now", null);
    }

    void won(Tx tx, UUID id, String winner) {
        set(tx, id, "winner = :value", winner);
    }

    void paused(Tx tx, UUID id, @Nullable String reason) {
        set(tx, id, "state = 'PAUSED', reason = :value", reason);
        reschedule(tx, id, "'infinity'");
    }

    void resumed(Tx tx, UUID id) {
        // The pause earns nothing: a throttled campaign goes on at its pace.
        set(tx, id, "state = 'RUNNING', reason = NULL, credited_at = :now", null);
        reschedule(tx, id, "m.not_before");
    }

    /** @param change of our own making, never from outside */
    private static void set(Tx tx, UUID id, String change, @Nullable String value) {
        var update = tx.sql()
                .createUpdate("UPDATE campaign SET updated_at = :now, " + change + " WHERE id = :id")
                .bind("now", tx.now())
                .bind("id", id);
        if (change.contains(":value")) {
            update.bind("value", value);
        }
        update.execute();
    }

    private static void reschedule(Tx tx, UUID id, String leaves) {
        tx.sql()
                .createUpdate("UPDATE message_queue q SET not_before = " + leaves
                        + " FROM message m WHERE m.campaign_id = :id AND q.message_id = m.id AND q.claimed_at IS NULL")
                .bind("id", id)
                .execute();
    }

    /** Of the messages of each wording that have gone out, the share that came to what counts; 0 for none. */
    Map<String, Double> shares(Tx tx, UUID id, Metric metric) {
        String counts =
                switch (metric) {
                    case DELIVERED -> "m.state IN ('DELIVERED', 'READ')";
                    case READ -> "m.state = 'READ'";
                    case REPLIED ->
                        "EXISTS (SELECT 1 FROM inbound i WHERE i.sender = m.recipient AND i.received_at >= m.created_at"
                                + " AND i.keyword IS DISTINCT FROM 'STOP')";
                };
        var shares = new java.util.HashMap<String, Double>();
        tx.sql()
                .createQuery("SELECT m.variant, avg(CASE WHEN " + counts
                        + " THEN 1.0 ELSE 0.0 END)::float8 AS share FROM message m"
                        + " WHERE m.campaign_id = :id AND m.variant IS NOT NULL GROUP BY m.variant")
                .bind("id", id)
                .map((row, _) -> Map.entry(row.getString("variant"), row.getDouble("share")))
                .forEach(one -> shares.put(one.getKey(), one.getValue()));
        return shares;
    }

    /** Of the last messages whose end is known: how many there are, and how many failed. */
    record Ends(int known, int failed) {}

    Ends ends(Tx tx, UUID id, int last) {
        return tx.sql()
                .createQuery("""
                        SELECT count(*)::int AS known,
                            count(*) FILTER (WHERE state NOT IN ('DELIVERED', 'READ'))::int AS failed
                        FROM (SELECT state FROM message WHERE campaign_id = :id
                            AND state IN ('DELIVERED', 'READ', 'FAILED', 'REJECTED', 'UNDELIVERED', 'EXPIRED')
                            ORDER BY updated_at DESC LIMIT :last) AS recent
                        """)
                .bind("id", id)
                .bind("last", last)
                .map((row, _) -> new Ends(row.getInt("known"), row.getInt("failed")))
                .one();
    }
}
