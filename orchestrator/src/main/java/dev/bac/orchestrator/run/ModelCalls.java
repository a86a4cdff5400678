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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /** A call that belongs to no run. */
    public record Direct(Caller caller, Used used) {}

    /**
     * Where in a run a model was asked.
     *
     * @param ask the talk between agents it belongs to; empty for the agent that answers the person
     */
    public record Place(UUID run, UUID conversation, String agent, Optional<String> ask) {}

    /** A row to be. */
    private record Row(Caller caller, Optional<Place> place, Used used) {}

    /** Writes down what one model call of a run used. */
    public int add(Tx tx, Caller caller, Place place, Used used) {
        return insert(tx, List.of(new Row(caller, Optional.of(place), used)));
    }

    /** Writes down what model calls used that belong to no run. */
    public void addDirect(Tx tx, List<Direct> some) {
        insert(
                tx,
                some.stream()
                        .map(one -> new Row(one.caller(), Optional.empty(), one.used()))
                        .toList());
    }

    private static int insert(Tx tx, List<Row> rows) {
        return tx.sql()
                .createUpdate("""
                        INSERT INTO model_call (id, run, conversation, requester, requester_name, agent, model, why,
                                                input, cached, output, cost, saved, ms, ask, at)
                        SELECT one.*, :now
                        FROM unnest(:ids, :runs, :conversations, :requesters, :names, :agents, :models, :whys,
                                    :inputs, :cacheds, :outputs, :costs, :saveds, :mss, :asks) AS one
                        """)
                .bind("now", tx.now())
                .bindArray("ids", UUID.class, all(rows, _ -> tx.newId()))
                .bindArray("runs", UUID.class, all(rows, row -> ofPlace(row, Place::run)))
                .bindArray("conversations", UUID.class, all(rows, row -> ofPlace(row, Place::conversation)))
                .bindArray("requesters", UUID.class, all(rows, row -> row.caller()
                        .user()
                        .value()))
                .bindArray("names", String.class, all(rows, row -> row.caller().name()))
                .bindArray("agents", String.class, all(rows, row -> ofPlace(row, Place::agent)))
                .bindArray("models", String.class, all(rows, row -> row.used().model()))
                .bindArray("whys", String.class, all(rows, row -> row.used().why()))
                .bindArray("inputs", Long.class, all(rows, row -> row.used()
                        .usage()
                        .input()))
                .bindArray("cacheds", Long.class, all(rows, row -> row.used()
                        .usage()
                        .cached()))
                .bindArray("outputs", Long.class, all(rows, row -> row.used()
                        .usage()
                        .output()))
                .bindArray(
                        "costs",
                        BigDecimal.class,
                        all(rows, row -> row.used().usage().cost().orElse(null)))
                .bindArray("saveds", BigDecimal.class, all(rows, row -> row.used()
                        .saved()
                        .orElse(null)))
                .bindArray("asks", String.class, all(rows, row -> row.place()
                        .flatMap(Place::ask)
                        .orElse(null)))
                .bindArray("mss", Long.class, all(rows, row -> row.used().took().toMillis()))
                .execute();
    }

    private static <T> @Nullable T ofPlace(Row row, Function<Place, T> field) {
        return row.place().map(field).orElse(null);
    }

    private static Object[] all(List<Row> rows, Function<Row, @Nullable Object> field) {
        return rows.stream().map(field).toArray();
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
