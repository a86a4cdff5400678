package dev.bac.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PromptLibraryTest {
    private static final Map<String, String> SAMPLES = Map.of(
            "company",
            "Acme Trading",
            "user",
            "Ann",
            "today",
            "2026-11-21",
            "job",
            "You keep the stock right.",
            "answer",
            "One table, the largest first.",
            "never",
            "You promise no delivery.");
    private static final String GREETING = """
            ---
            name: greet
            version: 2
            parameters:
              who: {type: text}
              times: {type: integer, about: how often}
            ---
            Greet {{who}} {{ times }} times.
            """;

    @Test
    void rendersEveryShippedPromptAsItsGoldenFile() throws IOException {
        for (var ref : PromptLibrary.shipped().refs()) {
            var prompt = PromptLibrary.shipped().find(ref).orElseThrow();
            var values = new TreeMap<>(SAMPLES);
            values.keySet().retainAll(prompt.template().places());
            var golden = Path.of("src/test/resources/golden", ref.replace('/', '-') + ".txt");
            if (Boolean.getBoolean("golden.write")) {
                Files.writeString(golden, prompt.render(values) + "\n");
            }
            assertThat(golden).hasContent(prompt.render(values));
        }
    }

    @Test
    void refusesAMissingASpareAndAMistypedParameter() {
        var prompt =
                PromptLibrary.read(Map.of("greet.md", GREETING)).find("greet@2").orElseThrow();
        assertThat(prompt.render(Map.of("who", "Ann", "times", "3"))).isEqualTo("Greet Ann 3 times.");
        assertThatThrownBy(() -> prompt.render(Map.of("who", "Ann"))).hasMessageContaining("needs times (integer)");
        assertThatThrownBy(() -> prompt.render(Map.of("who", "Ann", "times", "3", "x", "y")))
                .hasMessageContaining("no parameter x");
        assertThatThrownBy(() -> prompt.render(Map.of("who", "Ann", "times", "often")))
                .hasMessageContaining("times must be integer");
    }

    @Test
    void doesNotFillPlacesInsideAValue() {
        var prompt =
                PromptLibrary.read(Map.of("greet.md", GREETING)).find("greet@2").orElseThrow();
        assertThat(prompt.render(Map.of("who", "{{times}} $1", "times", "3"))).isEqualTo("Greet {{times}} $1 3 times.");
    }

    @Test
    void refusesAPlaceThatIsNotDeclaredAndAKeyThatIsNotKnown() {
        assertThatThrownBy(() -> PromptLibrary.read(Map.of("a.md", GREETING.replace("{{who}}", "{{whom}}"))))
                .hasMessageContaining("whom");
        assertThatThrownBy(() -> PromptLibrary.read(Map.of("a.md", GREETING.replace("version", "verison"))))
                .hasMessageContaining("a.md:3")
                .hasMessageContaining("verison");
        assertThatThrownBy(() -> PromptLibrary.read(Map.of("a.md", "no front matter")))
                .hasMessageContaining("a.md:1");
    }
}
