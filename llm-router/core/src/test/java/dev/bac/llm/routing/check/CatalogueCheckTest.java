package dev.bac.llm.routing.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bac.llm.routing.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueCheckTest {
    private static final Path SHARED =
            Path.of(System.getProperty("bac.shared", "../shared"), "data", "llm", "model-prices.json");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    private final Catalogue catalogue = Catalogue.shipped(DAY);

    @TempDir
    Path folder;

    @Test
    void agreesWithASecondSourceOrSaysWhyNot() throws IOException {
        assumeTrue(Files.exists(SHARED), "../shared/data/llm is not there");

        var report = CatalogueCheck.compare(catalogue, PriceList.read(SHARED), DAY);

        assertThat(report.agreed()).isGreaterThan(150);
        assertThat(report.conflicts()).as("nobody has looked into them").isEmpty();
        assertThat(report.decided()).as("each explains something").isEqualTo(catalogue.decided());
        assertThat(report.unknown()).contains("anthropic/claude-opus-5-5").doesNotContain("anthropic/claude-opus-5");
    }

    @Test
    void whatWasDecidedIsAConflictAgainOnceTheListSaysSomethingElse() throws IOException {
        Path file = folder.resolve("list.json");
        Files.writeString(file, """
                [{"id": "openai", "models": [{"id": "gpt-5.6-luna", "match": {"equals": "gpt-5.6-luna"},
                  "prices": {"input_mtok": 1, "output_mtok": 1.3}}]}]
                """);

        var report = CatalogueCheck.compare(catalogue, PriceList.read(file), DAY);

        assertThat(report.conflicts())
                .singleElement()
                .hasToString("openai/gpt-5.6-luna output: 1.2 here (openai-luna, 2026-09-24), 1.3 at openai");
        assertThat(report.decided()).singleElement().satisfies(one -> assertThat(one.why())
                .contains("OpenAI's own page"));
    }

    @Test
    void findsAWrongFigure() throws IOException {
        var report = CatalogueCheck.compare(catalogue, PriceList.read(list("0.2", "7.77")), DAY);

        assertThat(report.conflicts())
                .singleElement()
                .hasToString("openai/gpt-5.4-nano output: 1.25 here (genai, 2026-08-31), 7.77 at openai");
        assertThat(report.agreed()).isEqualTo(1);
        assertThat(report.unknown()).contains("openai/gpt-5.4").doesNotContain("openai/gpt-5.4-nano");
    }

    @Test
    void refusesAnotherForm() throws IOException {
        Path file = folder.resolve("other.json");
        Files.writeString(file, "{\"models\": []}");

        assertThatThrownBy(() -> PriceList.read(file)).hasMessageContaining("is no list of providers");
    }

    private Path list(String input, String output) throws IOException {
        Path file = folder.resolve("list.json");
        Files.writeString(file, """
                [{"id": "openai", "models": [
                  {"id": "old", "match": {"equals": "gpt-5.4-nano-old"}, "prices": {"input_mtok": 1}},
                  {"id": "nano", "match": {"or": [{"equals": "gpt-5.4-nano"}]}, "prices": [
                    {"prices": {"input_mtok": 99, "output_mtok": 99}},
                    {"constraint": {"start_date": "2026-05-01"}, "prices": {"input_mtok": %s, "output_mtok": {"base": %s}}}
                  ]}]}]
                """.formatted(input, output));
        return file;
    }
}
