package dev.bac.llm.planner.evaluation;

import dev.bac.identity.Caller;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.onnx.BgeEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Prints the planner's accuracy on every set of sentences there is.
 *
 * <p>Arguments: {@code -v} prints each miss, {@code -w} goes by wording alone, names of sets run only those.
 */
public final class PlannerBench {
    /** A Monday; sentences with dates are written for it. */
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-16T09:00:00Z"));

    private PlannerBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var wanted = List.of(arguments).stream()
                .filter(argument -> !argument.startsWith("-"))
                .toList();
        var embedder = List.of(arguments).contains("-w") ? Embedder.none() : loaded();
        var bench = new Bench(embedder, CLOCK, caller(), List.of(arguments).contains("-v"));
        var folder = Path.of(System.getProperty("bac.shared", "../shared"), "data", "planner");
        for (var set : List.of("BFCL_v4_simple_python", "BFCL_v4_multiple", "BFCL_v4_irrelevance")) {
            boolean asked = wanted.isEmpty() || wanted.stream().anyMatch(set::contains);
            if (asked && Files.exists(folder.resolve(set + ".json"))) {
                System.out.println(bench.run(set, Bfcl.read(folder, set)));
            } else if (asked) {
                System.out.println(set + " skipped: " + folder + " is not there");
            }
        }
        var foreign = folder.resolve("BFCL_v4_simple_python.json");
        if ((wanted.isEmpty() || wanted.contains("foreign")) && Files.exists(foreign)) {
            System.out.println(bench.run(
                    "company, foreign questions", CompanySet.foreign(Bfcl.read(folder, "BFCL_v4_simple_python"))));
        }
        for (var set : List.of("tuning", "holdout")) {
            if (wanted.isEmpty() || wanted.contains(set)) {
                System.out.println(bench.run("company " + set, CompanySet.read(set)));
            }
        }
    }

    static Embedder loaded() throws InterruptedException {
        var embedder = BgeEmbedder.loading();
        embedder.await(Duration.ofSeconds(60));
        return embedder;
    }

    static Caller caller() {
        return CompanySet.caller();
    }
}
