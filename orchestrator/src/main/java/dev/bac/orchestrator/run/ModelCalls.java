package dev.bac.orchestrator.run;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.llm.Usage;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What each model call used and cost. */
public final class ModelCalls {
    /** Most rows of a report. */
    private static final int MOST = 200;

    /** What a report may be summed by, with its expression. */
    private static final Map<String, String> BY = Map.of(
            "day", "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
            "model", "model",
            "user", "requester_name",
            "agent", "coalesce(agent, '(none)')",
            "tenant", "(SELECT name FROM tenant)");

    /** Stands where a model's name does when an answer was given again. */
    public static final String SERVED_AGAIN = "answer-cache";

    private final Store store;

    public ModelCalls(Store store) {
        this.store = store;
    }

    /** One line of a report: models' calls, and answers that were given again with what that saved, in US dollars. */
    public record Sum(
            String key,
            long calls,
            long input,
            long cached,
            long output,
            Optional<BigDecimal> cost,
            long again,
            BigDecimal saved) {}

    /** What one model call used; {@code saved} is there when no model was called, for an answer was given again. */
    public record Used(Usage usage, String model, String why, Duration took, Optional<BigDecimal> saved) {
        public Used(Usage usage, String model, String why, Duration took) {
            this(usage, model, why, took, Optional.empty());
        }
    }

    /** One model call of a conversation. */
    public record Made(
            UUID run,
            String model,
            String why,
            long input,
            long cached,
            long output,
            Optional<BigDecimal> cost,
            long millis) {}

    /** Writes down what one model call of a run used. */
    public int add(Tx tx, Caller caller, UUID run, UUID conversation, String agent, Used used) {
        return insert(tx, caller, Optional.of(new Place(run, conversation, agent)), used);
    }

    /** Writes down what a model call used that belongs to no run. */
    public int addDirect(Tx tx, Caller caller, Used used) {
        return insert(tx, caller, Optional.empty(), used);
    }

    private record Place(UUID run, UUID conversation, String agent) {}

    private static int insert(Tx tx, Caller caller, Optional<Place> place, Used used) {
        return tx.sql()
                .createUpdate("""
                        INSERT INTO model_call (id, run, conversation, requester, requester_name, agent, model, why,
                                                input, cached, output, cost, saved, ms, at)
                        VALUES (:id, CAST(:run AS uuid), CAST(:conversation AS uuid), :requester, :name, :agent, :model, :why,
                                :input, :cached, :output, :cost, :saved, :ms, :now)
                        """)
                .bind("id", tx.newId())
                .bind("run", place.map(Place::run).orElse(null))
                .bind("conversation", place.map(Place::conversation).orElse(null))
                .bind("requester", caller.user().value())
                .bind("name", caller.name())
                .bind("agent", place.map(Place::agent).orElse(null))
                .bind("model", used.model())
                .bind("why", used.why())
                .bind("input", used.usage().input())
                .bind("cached", used.usage().cached())
                .bind("output", used.usage().output())
                .bind("cost", used.usage().cost().orElse(null))
                .bind("saved", used.saved().orElse(null))
                .bind("ms", used.took().toMillis())
                .bind("now", tx.now())
                .execute();
    }

    /** True when a report can be summed by this. */
    public static boolean sums(String by) {
        return BY.containsKey(by);
    }

    /** Sums from the first to the last day, UTC, both included; at most 200 lines. */
    public List<Sum> report(Caller caller, LocalDate from, LocalDate to, String by) {
        String key = Optional.ofNullable(BY.get(by)).orElseThrow(() -> new IllegalArgumentException(by));
        return store.read(caller.tenant(), tx -> tx.sql()
                .createQuery("SELECT " + key + """
                         AS key, count(*) FILTER (WHERE saved IS NULL) AS calls, sum(input) AS input, sum(cached) AS cached, sum(output) AS output,
                         CASE WHEN count(*) FILTER (WHERE cost IS NULL) = 0 THEN sum(cost) END AS cost,
                         count(saved) AS again, coalesce(sum(saved), 0) AS saved
                        FROM model_call WHERE at >= :from AND at < :to GROUP BY 1 ORDER BY 1 LIMIT :most
                        """)
                .bind("from", from.atStartOfDay(ZoneOffset.UTC).toInstant())
                .bind("to", to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .bind("most", MOST)
                .map((row, _) -> sum(row))
                .list());
    }

    /** What the answers that were given again would have cost, from one moment, included, to another. In US dollars. */
    public BigDecimal saved(TenantId tenant, Instant from, Instant to) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("SELECT coalesce(sum(saved), 0) FROM model_call WHERE at >= :from AND at < :to")
                .bind("from", from)
                .bind("to", to)
                .mapTo(BigDecimal.class)
                .one());
    }

    /** Median time of a whole answer by model, in milliseconds, over the last seven days; at most 200 models. */
    public Map<String, Long> medians(TenantId tenant) {
        return store.read(tenant, tx -> tx.sql()
                .createQuery("""
                        SELECT model, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::bigint AS median
                        FROM model_call WHERE at >= :from AND saved IS NULL GROUP BY model ORDER BY model LIMIT :most
                        """)
                .bind("from", tx.now().minus(Duration.ofDays(7)))
                .bind("most", MOST)
                .map((row, _) -> Map.entry(row.getString("model"), row.getLong("median")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The model calls of a conversation, oldest first. */
    public List<Made> ofConversation(Tx tx, UUID conversation) {
        return tx.sql()
                .createQuery("SELECT * FROM model_call WHERE conversation = :conversation ORDER BY id LIMIT 2000")
                .bind("conversation", conversation)
                .map((row, _) -> new Made(
                        row.getObject("run", UUID.class),
                        row.getString("model"),
                        row.getString("why"),
                        row.getLong("input"),
                        row.getLong("cached"),
                        row.getLong("output"),
                        Optional.ofNullable(row.getBigDecimal("cost")),
                        row.getLong("ms")))
                .list();
    }

    private static Sum sum(ResultSet row) throws SQLException {
        return new Sum(
                row.getString("key"),
                row.getLong("calls"),
                row.getLong("input"),
                row.getLong("cached"),
                row.getLong("output"),
                Optional.ofNullable(row.getBigDecimal("cost")),
                row.getLong("again"),
                row.getBigDecimal("saved"));
    }
}
