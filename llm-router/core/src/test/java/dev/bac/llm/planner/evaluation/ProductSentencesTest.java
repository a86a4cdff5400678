package dev.bac.llm.planner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ToolDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What business users say, against the declarations of the product's own tools. Three sets were tuned on; unseen-b was
 * written apart and scored once before it was kept: right tool 87.5 %, all arguments 76.3 %. {@code ./mvnw -pl llm-router/core -am test -Dtest=ProductSentencesTest} prints both figures, and with
 * {@code -Dbac.bench=true} each miss.
 */
class ProductSentencesTest {

    @Test
    void choosesTheRightToolForNineSentencesInTen() throws IOException, InterruptedException {
        var root = root();
        Assumptions.assumeTrue(root != null, "the tools' snapshots are not there");
        var tools = tools(root);
        var bench = new Bench(
                PlannerBench.loaded(), PlannerBench.CLOCK, CompanySet.caller(), Boolean.getBoolean("bac.bench"));
        var tuning = bench.run("product, tuned on", CompanySet.read("business-tuning", tools, false));
        var heldOut = bench.run("product, held out", CompanySet.read("business-heldout", tools, false));
        var late = bench.run("product, late", CompanySet.read("business-unseen-a", tools, false));
        var unseen = bench.run("product, unseen", CompanySet.read("business-unseen-b", tools, false));
        var fresh = bench.run("product, first try", CompanySet.read("business-fresh", tools, false));
        var newest = bench.run("product, unseen, newest", CompanySet.read("business-unseen-c", tools, false));
        var pharmacy = bench.run("product, a pharmacy", CompanySet.read("business-pharmacy", tools, true));
        var tax = bench.run("product, tax", CompanySet.read("business-tax", tools, false));
        var owed = bench.run(
                "product, tax owed",
                CompanySet.read("business-tax", tools, false).subList(0, 3));
        var mistaken = bench.run("product, once mistaken", CompanySet.read("business-mistaken", tools, true));
        List.of(tuning, heldOut, late, unseen, fresh, newest, pharmacy, tax, owed, mistaken)
                .forEach(System.out::println);
        assertThat(tuning.toolShare()).as(tuning.toString()).isGreaterThanOrEqualTo(0.9);
        assertThat(heldOut.toolShare()).as(heldOut.toString()).isGreaterThanOrEqualTo(0.9);
        assertThat(late.toolShare()).as(late.toString()).isGreaterThanOrEqualTo(0.9);
        assertThat(pharmacy.fullShare()).as(pharmacy.toString()).isEqualTo(1);
        assertThat(mistaken.fullShare()).as(mistaken.toString()).isEqualTo(1);
        assertThat(tax.fullShare()).as(tax.toString()).isGreaterThanOrEqualTo(0.85);
        assertThat(owed.fullShare()).as(owed.toString()).isEqualTo(1);
        assertThat(unseen.toolShare()).as(unseen.toString()).isGreaterThanOrEqualTo(0.85);
    }

    /** Tools without examples are for the platform's own workflows: no agent offers them. */
    private static List<ToolDefinition> tools(Path root) throws IOException {
        return Snapshots.tools(root).stream()
                .filter(tool -> !tool.examples().isEmpty())
                .toList();
    }

    private static @org.jspecify.annotations.Nullable Path root() {
        var folder = Path.of("").toAbsolutePath();
        for (int up = 0; up < 3 && folder != null; up++) {
            if (Files.isDirectory(folder.resolve("mcp-servers/crm/src/test/resources/tools"))) {
                return folder;
            }
            folder = folder.getParent();
        }
        return null;
    }
}
