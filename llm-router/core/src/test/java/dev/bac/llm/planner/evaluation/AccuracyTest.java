package dev.bac.llm.planner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.retrieval.Embedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Floors under the accuracies that PlannerBench prints, so that a change that costs some is seen. */
class AccuracyTest {

    /** {@code ./mvnw -pl llm-router/core -am test -Dtest=AccuracyTest -Dbac.bench=true} prints every figure. */
    @Test
    void printsEveryFigureWhenAsked() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Boolean.getBoolean("bac.bench"), "only with -Dbac.bench=true");
        PlannerBench.main(new String[0]);
    }

    @Test
    void understandsACompanysSentences() throws IOException, InterruptedException {
        var bench = new Bench(PlannerBench.loaded(), PlannerBench.CLOCK, CompanySet.caller(), false);
        var tuning = bench.run("tuning", CompanySet.read("tuning"));
        var holdout = bench.run("holdout", CompanySet.read("holdout"));
        assertThat(tuning.fullShare()).as(tuning.toString()).isGreaterThanOrEqualTo(0.85);
        assertThat(holdout.toolShare()).as(holdout.toString()).isGreaterThanOrEqualTo(0.80);
    }

    @Test
    void understandsMostOfThemByWordingAlone() throws IOException {
        var bench = new Bench(Embedder.none(), PlannerBench.CLOCK, CompanySet.caller(), false);
        var all = Stream.concat(CompanySet.read("tuning").stream(), CompanySet.read("holdout").stream())
                .toList();
        var score = bench.run("by wording", all);
        assertThat(score.toolShare()).as(score.toString()).isGreaterThanOrEqualTo(0.7);
    }

    @Test
    void keepsItsHandsOffQuestionsThatNoToolAnswers() throws IOException {
        var folder = Path.of(System.getProperty("bac.shared", "../shared"), "data", "planner");
        Assumptions.assumeTrue(Files.isDirectory(folder), folder + " is not there");
        var bench = new Bench(Embedder.none(), PlannerBench.CLOCK, CompanySet.caller(), false);
        var score = bench.run("foreign", CompanySet.foreign(Bfcl.read(folder, "BFCL_v4_simple_python")));
        assertThat(score.toolShare()).as(score.toString()).isGreaterThanOrEqualTo(0.9);
    }
}
