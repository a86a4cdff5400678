package dev.bac.llm.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AlikeEventsTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String EVENT =
            "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]%s}";

    private static String event(String text, String more) {
        return EVENT.formatted(text, more);
    }

    private static AlikeEvents knows(String event, String text) {
        var alike = new AlikeEvents("content");
        alike.learn(event, text);
        return alike;
    }

    @Test
    void tellsTheTextOfAnEventThatDiffersInNothingElse() {
        var alike = knows(event("one", ""), "one");
        assertThat(alike.text(event(" twenty-two, “ä”", ""))).contains(" twenty-two, “ä”");
        var padded = knows(event("one", ",\"obfuscation\":\"aX\""), "one");
        assertThat(padded.text(event("two", ",\"obfuscation\":\"aXbYc\""))).contains("two");
        var spaced = knows(event("one", "").replace(":", ": "), "one");
        assertThat(spaced.text(event("two", "").replace(":", ": "))).contains("two");
    }

    @Test
    void leavesToBeReadWhateverDiffersInAnotherPlaceOrHasAnEscapeOrIsCut() {
        String first = event("one", "");
        var alike = knows(first, "one");
        for (String other : new String[] {
            event("two", "").replace("\"c\"", "\"d\""),
            event("two", "").replace("null", "\"stop\""),
            event("two", ",\"usage\":{\"prompt_tokens\":1}"),
            event("two\",\"refusal\":\"no", ""),
            event("a\\nb", ""),
            event("", ""),
            event("two", "") + " ",
            event("two", "").substring(0, 40),
            "[DONE]"
        }) {
            assertThat(alike.text(other)).as(other).isEmpty();
        }
    }

    @Test
    void learnsNothingWhereTheTextsPlaceIsNotCertain() {
        String twice = "{\"logprobs\":{\"content\":[]},\"delta\":{\"content\":\"one\"}}";
        assertThat(knows(twice, "one").text(twice)).isEmpty();
        assertThat(knows(event("o\\u006ee", ""), "one").text(event("two", ""))).isEmpty();
        assertThat(knows(event("", ""), "").text(event("two", ""))).isEmpty();
    }

    /** Whatever is taken for alike reads the same as JSON, but for its text and the padding. */
    @Test
    void neverTakesForAlikeWhatReadsOtherwise() {
        long seed = 20261121;
        var random = new Random(seed);
        String first = event("one", ",\"obfuscation\":\"pad\"");
        var alike = knows(first, "one");
        JsonNode known = bare(JSON.readTree(first));
        int recognised = 0;
        for (int round = 0; round < 30_000; round++) {
            String other = mutated(event(word(random), ",\"obfuscation\":\"" + word(random) + "\""), random);
            var text = alike.text(other);
            if (text.isPresent()) {
                recognised++;
                JsonNode read = JSON.readTree(other);
                assertThat(read.at("/choices/0/delta/content").asString())
                        .as("seed %d, round %d: %s", seed, round, other)
                        .isEqualTo(text.get());
                assertThat(bare(read))
                        .as("seed %d, round %d: %s", seed, round, other)
                        .isEqualTo(known);
            }
        }
        assertThat(recognised).isGreaterThan(5_000);
    }

    private static JsonNode bare(JsonNode event) {
        ((ObjectNode) event).remove("obfuscation");
        ((ObjectNode) event.at("/choices/0/delta")).remove("content");
        return event;
    }

    private static String word(Random random) {
        var word = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            word.append("ab{}:,[] é".charAt(random.nextInt(10)));
        }
        return word.toString();
    }

    /** Half of them as they are; in the others a letter is changed, left out or doubled. */
    private static String mutated(String event, Random random) {
        int at = random.nextInt(event.length());
        return switch (random.nextInt(6)) {
            case 0 -> event.substring(0, at) + "\"\\,}x0".charAt(random.nextInt(6)) + event.substring(at + 1);
            case 1 -> event.substring(0, at) + event.substring(at + 1);
            case 2 -> event.substring(0, at) + event.charAt(at) + event.substring(at);
            default -> event;
        };
    }
}
