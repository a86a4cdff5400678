package dev.bac.store.journal;

import dev.bac.store.StoreException;
import dev.bac.store.Tx;
import dev.bac.store.journal.Progress.Done;
import dev.bac.store.journal.Progress.Fresh;
import dev.bac.store.journal.Progress.Parked;
import dev.bac.store.journal.Progress.Pending;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * What a run intends and what came of it, in rows that are only added: INTENT before the effect, RESULT after it, or
 * UNKNOWN when nobody can tell. All of it happens under the fence of the run's lease.
 */
public final class Journal {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String SELECT =
            "SELECT step, kind, key, request_hash, epoch, body::text AS body FROM journal WHERE run = :run ";

    private Journal() {}

    private record Row(
            Step step, String kind, long epoch, @Nullable JsonNode body) {}

    /**
     * Says what is about to happen; to be committed before the effect.
     *
     * @return {@link Fresh} the first time, else how far an earlier holder came
     * @throws FenceLost when another node has taken over
     * @throws StoreException.KeyReused when the step was intended with another request
     */
    public static Progress intend(Tx tx, Fence fence, Step step) {
        fence.check(tx.sql());
        if (add(tx, fence, step, "INTENT", null)) {
            return new Fresh(step);
        }
        Progress earlier = of(tx, step.run(), Optional.of(step.step())).getFirst();
        if (!earlier.step().requestHash().equals(step.requestHash())) {
            throw new StoreException.KeyReused(step.key());
        }
        return earlier;
    }

    /** Records what the effect answered; the first record stands. @throws FenceLost when another node has taken over */
    public static void complete(Tx tx, Fence fence, Step step, JsonNode result) {
        fence.check(tx.sql());
        add(tx, fence, step, "RESULT", result);
    }

    /** Leaves the step to a person. @throws FenceLost when another node has taken over */
    public static void park(Tx tx, Fence fence, Step step, String reason) {
        fence.check(tx.sql());
        add(tx, fence, step, "UNKNOWN", StringNode.valueOf(reason));
    }

    /** Every step of a run, in the order in which they were intended. */
    public static List<Progress> of(Tx tx, String run) {
        return of(tx, run, Optional.empty());
    }

    private static List<Progress> of(Tx tx, String run, Optional<String> step) {
        String sql = SELECT + (step.isPresent() ? "AND step = :step " : "") + "ORDER BY seq";
        try (var query = tx.sql().createQuery(sql).bind("run", run)) {
            step.ifPresent(name -> query.bind("step", name));
            return progress(query.map((row, _) -> row(run, row)).list());
        }
    }

    private static List<Progress> progress(List<Row> rows) {
        Map<String, List<Row>> steps = new LinkedHashMap<>();
        rows.forEach(row ->
                steps.computeIfAbsent(row.step().step(), _ -> new ArrayList<>()).add(row));
        return steps.values().stream().map(Journal::furthest).toList();
    }

    private static Progress furthest(List<Row> rows) {
        Row first = rows.getFirst();
        Progress reached = new Pending(first.step(), first.epoch());
        for (Row row : rows) {
            if (row.body() != null && !(reached instanceof Done)) {
                reached = row.kind().equals("RESULT")
                        ? new Done(row.step(), row.body())
                        : new Parked(row.step(), row.body().asString());
            }
        }
        return reached;
    }

    private static Row row(String run, ResultSet row) throws SQLException {
        String body = row.getString("body");
        return new Row(
                new Step(run, row.getString("step"), row.getString("key"), row.getString("request_hash")),
                row.getString("kind"),
                row.getLong("epoch"),
                body == null ? null : MAPPER.readTree(body));
    }

    private static boolean add(Tx tx, Fence fence, Step step, String kind, @Nullable JsonNode body) {
        return tx.sql()
                        .createUpdate("""
                                INSERT INTO journal (run, step, kind, key, request_hash, epoch, body)
                                VALUES (:run, :step, :kind, :key, :hash, :epoch, CAST(:body AS json))
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("run", step.run())
                        .bind("step", step.step())
                        .bind("kind", kind)
                        .bind("key", step.key())
                        .bind("hash", step.requestHash())
                        .bind("epoch", fence.epoch())
                        .bind("body", body == null ? null : body.toString())
                        .execute()
                == 1;
    }
}
