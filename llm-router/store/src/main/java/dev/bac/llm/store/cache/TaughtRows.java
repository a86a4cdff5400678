package dev.bac.llm.store.cache;

import dev.bac.llm.cache.Taught;
import dev.bac.llm.cache.TaughtLog.Kept;
import dev.bac.llm.store.cache.PostgresTaughtLog.Row;
import dev.bac.store.Tx;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements on what was learned. */
final class TaughtRows {
    private static final int LONGEST_FIGURES = 1_000;
    private static final int LONGEST_GROUP = 64;

    private TaughtRows() {}

    static boolean fits(Taught taught) {
        return taught.figures().length() <= LONGEST_FIGURES && taught.group().length() <= LONGEST_GROUP;
    }

    static void insert(Tx tx, List<Row> some, Instant now) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO cache_taught (id, partition, at, vector, figures, said, proposed, evidence, as_if_new, weight, served)
                VALUES (:id, :partition, :at, :vector, :figures, :said, :proposed, :evidence, :new, :weight, :served)
                ON CONFLICT DO NOTHING
                """);
        for (var row : some) {
            var taught = row.taught();
            var trial = taught.trial();
            batch.bind("id", UUID.fromString(taught.id()))
                    .bind("partition", row.partition().digest())
                    .bind("at", now)
                    .bind("vector", bytes(taught.vector()))
                    .bind("figures", taught.figures())
                    .bind("said", taught.group())
                    .bind("proposed", trial.map(Taught.Trial::proposed).orElse(null))
                    .bind("evidence", trial.map(Taught.Trial::evidence).orElse(null))
                    .bind("new", trial.flatMap(Taught.Trial::asIfNew).orElse(null))
                    .bind("weight", trial.map(Taught.Trial::weight).orElse(null))
                    .bind("served", trial.map(Taught.Trial::served).orElse(null))
                    .add();
        }
        batch.execute();
    }

    static List<Kept> since(Tx tx, String partition, long number, Instant oldest, int most) {
        var latest = new ArrayList<>(tx.sql()
                .createQuery("""
                        SELECT * FROM cache_taught WHERE partition = :partition AND number > :number AND at > :oldest
                        ORDER BY number DESC LIMIT :most
                        """)
                .bind("partition", partition)
                .bind("number", number)
                .bind("oldest", oldest)
                .bind("most", most)
                .map((row, _) -> kept(row))
                .list());
        Collections.reverse(latest);
        return latest;
    }

    static int clear(Tx tx, Instant oldest, int most) {
        int old = tx.sql()
                .createUpdate("DELETE FROM cache_taught WHERE at <= :oldest")
                .bind("oldest", oldest)
                .execute();
        return old + tx.sql().createUpdate("""
                        DELETE FROM cache_taught WHERE number <= (
                            SELECT number FROM cache_taught ORDER BY number DESC OFFSET :most LIMIT 1)
                        """).bind("most", most).execute();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        String proposed = row.getString("proposed");
        Optional<Taught.Trial> trial = proposed == null
                ? Optional.empty()
                : Optional.of(new Taught.Trial(
                        proposed,
                        doubles(row.getArray("evidence")).orElseThrow(),
                        doubles(row.getArray("as_if_new")),
                        row.getDouble("weight"),
                        row.getBoolean("served")));
        return new Kept(
                row.getLong("number"),
                new Taught(
                        row.getString("id"),
                        floats(row.getBytes("vector")),
                        row.getString("figures"),
                        row.getString("said"),
                        trial));
    }

    private static Optional<double[]> doubles(@Nullable Array array) throws SQLException {
        return array == null
                ? Optional.empty()
                : Optional.of(Arrays.stream((Double[]) array.getArray())
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    private static byte[] bytes(float[] vector) {
        var buffer = ByteBuffer.allocate(vector.length * Float.BYTES);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    private static float[] floats(byte[] bytes) {
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }
}
