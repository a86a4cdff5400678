package dev.bac.crm.opportunity;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tenant's pipelines: each has the six stages, with a title and a probability of winning of its own. */
public final class Pipelines {
    /** The pipeline that every tenant has. */
    public static final String STANDARD = "Standard";

    /** The most pipelines of a tenant. */
    public static final int MOST = 20;

    private static final int LONGEST = 40;

    /** A stage of a pipeline; {@code probability} is in percent. */
    public record Step(String pipeline, Stage stage, String title, int probability) {}

    /** The name of the pipeline that is meant; {@link #STANDARD} when none is given. */
    public String named(Tx tx, String field, @Nullable String given) {
        String wanted = Given.lineOrNull(field, given, LONGEST);
        if (wanted == null) {
            return STANDARD;
        }
        return find(tx, wanted)
                .orElseThrow(() -> ToolRefusal.notFound(
                        field, "pipeline", wanted, "There are: " + String.join(", ", names(tx)) + "."));
    }

    private static Optional<String> find(Tx tx, String name) {
        return tx.sql()
                .createQuery("SELECT DISTINCT pipeline FROM stage WHERE lower(pipeline) = lower(:name)")
                .bind("name", name)
                .mapTo(String.class)
                .findFirst();
    }

    /** All of them, in alphabetical order. */
    List<String> names(Tx tx) {
        return tx.sql()
                .createQuery("SELECT DISTINCT pipeline FROM stage ORDER BY pipeline")
                .mapTo(String.class)
                .list();
    }

    /** A pipeline's stages, from the first to the last. */
    public List<Step> steps(Tx tx, String pipeline) {
        return tx
                .sql()
                .createQuery("SELECT pipeline, code, title, probability FROM stage WHERE pipeline = :pipeline")
                .bind("pipeline", pipeline)
                .map((row, _) -> new Step(
                        row.getString("pipeline"),
                        Stage.valueOf(row.getString("code")),
                        row.getString("title"),
                        row.getInt("probability")))
                .stream()
                .sorted(Comparator.comparing(Step::stage))
                .toList();
    }

    /**
     * Gives a pipeline these titles and probabilities; a pipeline that is not there yet is added with the usual ones for
     * what is left out.
     *
     * @return its name as it is kept
     */
    public String save(Tx tx, String given, Map<Stage, Integer> probabilities, Map<Stage, String> titles) {
        String wanted = Given.line("pipeline", given, LONGEST);
        String name = find(tx, wanted).orElse(wanted);
        if (!names(tx).contains(name) && names(tx).size() >= MOST) {
            throw ToolRefusal.invalid("pipeline", "there are " + MOST + " already; change one of them");
        }
        var batch = tx.sql().prepareBatch("""
                INSERT INTO stage (pipeline, code, title, probability) VALUES (:pipeline, :code, :title, :probability)
                ON CONFLICT (tenant_id, pipeline, code) DO UPDATE
                SET title = excluded.title, probability = excluded.probability
                """);
        var old = steps(tx, name).stream().collect(Collectors.toMap(Step::stage, step -> step));
        for (Stage stage : Stage.values()) {
            var before = old.get(stage);
            batch.bind("pipeline", name)
                    .bind("code", stage.name())
                    .bind("title", titles.getOrDefault(stage, before == null ? stage.title() : before.title()))
                    .bind(
                            "probability",
                            probabilities.getOrDefault(
                                    stage, before == null ? stage.probability() : before.probability()))
                    .add();
        }
        batch.execute();
        return name;
    }
}
