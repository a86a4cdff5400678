package dev.bac.agents.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bac.prompts.PromptLibrary;
import dev.bac.prompts.TextFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentFileTest {
    private static final String ORDER_DESK =
            TextFolder.read(Path.of("library"), ".yaml").get("warehouse/order-desk.yaml");
    private final AgentFile reader = new AgentFile(PromptLibrary.shipped());

    private List<Problem> problems(String yaml) {
        var thrown = catchThrowableOfType(FormatException.class, () -> reader.parse(yaml, "a.yaml"));
        assertThat(thrown).as("problems").isNotNull();
        return thrown.problems();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    starters:            | starterz:              | unknown key "starterz"; did you mean "starters"?
                    maturity: live       | maturity: life         | metadata.maturity must be one of draft, pilot, live, retired, not "life"; did you mean "live"?
                    apiVersion: bac/v1   | apiVersion: bac/v2     | apiVersion must be bac/v1, not "bac/v2"
                    name: order-desk     | name: Order Desk       | metadata.name must be a name of a-z
                    ref: agents/specialist@1 | ref: agents/specialist@2 | no prompt "agents/specialist@2"; did you mean "agents/specialist@1"?
                    today: {from: today} | today: {from: now}     | variables.today.from must be one of tenant.name
                    "{{company}}"        | "{{compny}}"           | {{compny}} is no variable of this agent; did you mean "company"?
                    expires: 24h         | expires: 24            | tools.approval.expires must be a duration
                    args.quantity >= 100 | args.quantity >=       | tools.approval.when is not a condition
                    tools: [erp_order_create] | tools: [erp_order_creat] | approval names erp_order_creat, which is not allowed here; did you mean "erp_order_create"?
                    - erp_order_list     | - crm_order_list       | "crm_order_list" is no tool of server erp
                    owner: platform      | owner: [platform]      | metadata.owner must be text
                    starters:            | triggers:              | triggers is not supported yet
                    starters:            | limits: {time: 2 days, cost: 5 EUR}\\nstarters: | limits.time must be a duration
                    """)
    void saysWhatIsWrongAndWhere(String good, String bad, String message) {
        var yaml = ORDER_DESK.replaceFirst(
                java.util.regex.Pattern.quote(good),
                java.util.regex.Matcher.quoteReplacement(bad.replace("\\n", "\n")));
        assertThat(yaml).isNotEqualTo(ORDER_DESK);
        var found = problems(yaml);
        assertThat(found).anySatisfy(problem -> assertThat(problem.message()).startsWith(message));
        var line = (int) yaml.substring(0, yaml.indexOf(bad.replace("\\n", "\n").split("\n")[0]))
                .lines()
                .count();
        assertThat(found.getFirst().line()).isBetween(line - 1, line + 2);
    }

    @Test
    void refusesBombsAndGiants() {
        assertThat(problems("a: &a [1,1]\nb: [*a,*a]\n").getFirst().message()).contains("anchors");
        assertThat(problems("a: &a {b: *a}\n").getFirst().message()).contains("anchors");
        assertThat(problems("kind: !!java.net.URL [\"http://x\"]\n").getFirst())
                .satisfies(tag -> assertThat(tag.message()).contains("tags"))
                .satisfies(tag -> assertThat(tag.line()).isEqualTo(1));
        assertThat(problems("x: " + "y".repeat(10_000_000)).getFirst().message())
                .contains("1 MiB");
        assertThat(problems("[".repeat(5_000)).getFirst().message()).contains("nested deeper");
        assertThat(problems("x: " + "y".repeat(1_100_000)).getFirst().message()).contains("1 MiB");
        assertThat(problems("").getFirst().message()).contains("empty");
        assertThat(problems("kind: Agent\nkind: Agent\n").getFirst().message()).contains("twice");
        assertThat(problems("kind: Agent\n---\nkind: Agent\n").getFirst().message())
                .contains("one document");
        assertThat(problems("- a\n").getFirst().message()).contains("mapping");
    }

    @Test
    void answersEveryMutationWithAPlaceAndAMessageOrAnAgent() {
        var random = new Random(20261121);
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            var yaml = mutated(ORDER_DESK, random);
            try {
                reader.parse(yaml, "a.yaml");
            } catch (FormatException clear) {
                refused++;
                assertThat(clear.problems()).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.line()).isBetween(1, (int) yaml.lines().count() + 1);
                    assertThat(problem.message()).isNotBlank().doesNotContain("Exception");
                });
            }
        }
        assertThat(refused).as("mutations refused, seed 20261121").isGreaterThan(500);
    }

    private static String mutated(String yaml, Random random) {
        var lines = new java.util.ArrayList<>(yaml.lines().toList());
        int at = 1 + random.nextInt(lines.size() - 1);
        var line = lines.get(at);
        int place = random.nextInt(Math.max(1, line.length()));
        switch (random.nextInt(12)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.set(at, line.replaceFirst("(\\w)(\\w)", "$2$1"));
            case 2 -> lines.set(at, line.substring(0, place));
            case 3 -> lines.set(at, " " + line);
            case 4 ->
                lines.set(
                        at,
                        line.substring(0, place)
                                + "{}[]:&*!|>\u0000%@`\"'".charAt(random.nextInt(16))
                                + line.substring(place));
            case 5 -> lines.set(at, line.replaceFirst(":.*", ": [1, {a: b}]"));
            case 6 -> lines.set(at, line.replaceFirst(": ?", ": !!java.lang.Runtime "));
            case 7 -> lines.set(at, line.replaceFirst(": ?", ": &a [*a, *a] "));
            case 8 -> lines.set(at, line.replaceFirst(":.*", ": 1e999999999"));
            case 9 -> lines.set(at, line + "z".repeat(random.nextInt(2_000_000)));
            case 10 -> lines.set(at, line.replaceFirst(":.*", ": " + "[".repeat(random.nextInt(200))));
            default -> lines.add(at, line);
        }
        return String.join("\n", lines) + "\n";
    }

    @Test
    void refusesTwoAgentsOfOneNameAndTakesNothing() {
        assertThatThrownBy(() -> Fleet.read(
                        java.util.Map.of("a.yaml", ORDER_DESK, "b.yaml", ORDER_DESK), PromptLibrary.shipped()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("order-desk");
    }
}
