package dev.bac.llm.store.routing;

import dev.bac.llm.routing.choice.Expected;
import dev.bac.llm.routing.choice.KeptDecision;
import dev.bac.llm.routing.choice.Option;
import dev.bac.llm.routing.quality.Lesson;
import dev.bac.llm.routing.task.Surface;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The statements on decisions and outcomes. */
final class DecisionRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Most lines of a report of what was saved. */
    private static final int MOST_KEYS = 4_000;

    private DecisionRows() {}

    /** What an outcome is about: who answered, and what of the request was kept. */
    record Kept(String model, Surface surface, Optional<float[]> meaning) {}

    static Optional<Kept> find(Tx tx, UUID decision) {
        return tx.sql()
                .createQuery(
                        "SELECT coalesce(answered_by, chosen) AS model, surface, meaning FROM routing_decision WHERE id = :id")
                .bind("id", decision)
                .map((row, _) -> kept(row))
                .findOne();
    }

    /** A second word of the same source and person takes the place of the first. */
    static void outcome(Tx tx, Outcome outcome, String model) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO routing_outcome (id, decision, model, source, score, said_by, at)
                        VALUES (:id, :decision, :model, :source, :score, :by, :now)
                        ON CONFLICT (tenant_id, decision, source, said_by) DO UPDATE SET score = excluded.score, at = excluded.at
                        """)
                .bind("id", tx.newId())
                .bind("decision", outcome.decision())
                .bind("model", model)
                .bind("source", outcome.source().name())
                .bind("score", outcome.score())
                .bind("by", outcome.by().value())
                .bind("now", tx.now())
                .execute();
    }

    static List<Lesson> lessons(Tx tx, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT o.model, o.score, d.surface, d.meaning FROM routing_outcome o
                        JOIN routing_decision d ON d.id = o.decision ORDER BY o.at DESC, o.id DESC LIMIT :most
                        """)
                .bind("most", most)
                .map((row, _) -> {
                    Kept kept = kept(row);
                    return new Lesson(kept.model, kept.surface, kept.meaning, row.getDouble("score"));
                })
                .list();
    }

    static List<KeptDecision> latest(Tx tx, int most) {
        return tx.sql()
                .createQuery("""
                        SELECT d.id, d.at, d.policy, d.chosen, d.answered_by, d.why, d.options, d.cost, d.took_ms,
                               (SELECT avg(score) FROM routing_outcome o WHERE o.decision = d.id) AS score
                        FROM routing_decision d ORDER BY d.at DESC, d.id DESC LIMIT :most
                        """)
                .bind("most", most)
                .map((row, _) -> new KeptDecision(
                        row.getObject("id", UUID.class),
                        row.getTimestamp("at").toInstant(),
                        row.getString("policy"),
                        Optional.ofNullable(row.getString("answered_by")).orElse(row.getString("chosen")),
                        row.getString("why"),
                        read(row.getString("options")),
                        Optional.ofNullable(row.getBigDecimal("cost")),
                        Optional.ofNullable(row.getObject("took_ms", Long.class))
                                .map(Duration::ofMillis),
                        Optional.ofNullable(row.getObject("score", Double.class))))
                .list();
    }

    /** What the dearest model that could have answered was expected to cost, less what the one that did was. */
    static Map<String, BigDecimal> saved(Tx tx, Instant from, Instant to, SavedBy by) {
        return tx.sql()
                .createQuery("SELECT " + key(by) + """
                         AS key, trim_scale(sum(greatest(dearest.cost - chosen.cost, 0))) AS saved
                        FROM routing_decision d
                        CROSS JOIN LATERAL (
                            SELECT max((o ->> 'cost')::numeric) AS cost FROM jsonb_array_elements(d.options) o
                            WHERE o -> 'leftOut' IS NULL) dearest
                        CROSS JOIN LATERAL (
                            SELECT (o ->> 'cost')::numeric AS cost FROM jsonb_array_elements(d.options) o
                            WHERE o ->> 'model' = d.answered_by LIMIT 1) chosen
                        WHERE d.at >= :from AND d.at < :to GROUP BY 1 ORDER BY 1 LIMIT :most
                        """)
                .bind("from", from)
                .bind("to", to)
                .bind("most", MOST_KEYS)
                .map((row, _) -> Map.entry(
                        row.getString("key"),
                        Optional.ofNullable(row.getBigDecimal("saved")).orElse(BigDecimal.ZERO)))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** No text of a request gets here. */
    private static String key(SavedBy by) {
        return switch (by) {
            case ALL -> "'all'";
            case DAY -> "to_char(d.at AT TIME ZONE 'UTC', 'YYYY-MM-DD')";
            case MODEL -> "d.answered_by";
            case AGENT -> "coalesce(d.agent, '(none)')";
            case USER -> "coalesce(d.requester, '(none)')";
        };
    }

    /** The oldest decisions beyond their time, with their outcomes; few at once, for it happens beside the writing. */
    static int forget(Tx tx, int days, int most) {
        return tx.sql()
                .createUpdate("""
                        DELETE FROM routing_decision WHERE id IN (
                            SELECT id FROM routing_decision WHERE at < :before ORDER BY at LIMIT :most)
                        """)
                .bind("before", tx.now().minus(Duration.ofDays(days)))
                .bind("most", most)
                .execute();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        Double[] boxed = (Double[]) row.getArray("surface").getArray();
        var figures = new double[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            figures[i] = boxed[i];
        }
        return new Kept(row.getString("model"), Surface.of(figures), floats(row.getBytes("meaning")));
    }

    private static List<Option> read(String json) {
        var options = new ArrayList<Option>();
        for (JsonNode node : JSON.readTree(json)) {
            var expected = new Expected(
                    node.path("cost").asDouble(),
                    node.path("wholeCost").asDouble(),
                    node.path("seconds").asDouble(),
                    node.path("slowSeconds").asDouble(),
                    node.path("quality").asDouble(),
                    node.path("unsure").asDouble(),
                    node.path("learned").asBoolean(),
                    node.path("warm").asDouble());
            options.add(new Option(
                    node.path("model").asString(),
                    expected,
                    node.path("loss").asDouble(),
                    node.has("leftOut") ? Optional.of(node.path("leftOut").asString()) : Optional.empty(),
                    node.path("never").asBoolean()));
        }
        return options;
    }

    private static Optional<float[]> floats(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return Optional.of(vector);
    }
}
