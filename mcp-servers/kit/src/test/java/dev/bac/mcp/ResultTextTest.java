package dev.bac.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A result is written within a token budget (reference: at most 5,000 tokens by default, never above 20,000). */
class ResultTextTest {

    @Test
    void aShortResultKeepsTheNamesInEveryRow() {
        assertThat(ResultText.of("Three.", rows(3, "x"), ResponseFormat.FITTING))
                .startsWith("Three.\n{\"items\":[{\"name\":\"n0\",\"note\":\"x\"},{\"name\":\"n1\"},");
    }

    @Test
    void aLongResultNamesItsColumnsOnce() {
        String text = ResultText.of("Many.", rows(800, "some words on it"), ResponseFormat.FITTING);

        assertThat(text)
                .startsWith(
                        "Many.\n{\"items\":{\"columns\":[\"name\",\"note\"],\"rows\":[[\"n0\",\"some words on it\"],"
                                + "[\"n1\",null],");
        assertThat(text.length())
                .isLessThan(ResultText.of("Many.", rows(800, "some words on it"), ResponseFormat.DETAILED)
                        .length());
    }

    @Test
    void theCallerChooses() {
        assertThat(ResultText.of("Three.", rows(3, "x"), ResponseFormat.CONCISE))
                .contains("\"columns\"");
        assertThat(ResultText.of("Many.", rows(800, "words"), ResponseFormat.DETAILED))
                .doesNotContain("\"columns\"");
    }

    @Test
    void idsThatANumberOrNameReplacesAreLeftOut() {
        var content = ToolJson.mapper().createObjectNode();
        var items = content.putArray("items");
        for (int i = 0; i < 3; i++) {
            items.addObject()
                    .put("id", "u" + i)
                    .put("number", "N" + i)
                    .put("customerId", "c")
                    .put("customer", "Acme");
        }

        assertThat(ResultText.of("Three.", content, ResponseFormat.CONCISE))
                .startsWith("Three.\n{\"items\":{\"columns\":[\"number\",\"customer\"],");
    }

    @Test
    void whatIsTooLongToReadIsNotSent() {
        assertThat(ResultText.of("All.", rows(4_000, "some words on it"), ResponseFormat.FITTING))
                .isEqualTo("All.\n(The whole result is too long to read. Ask for fewer rows or a narrower question.)");
    }

    /** Every second row has a note. */
    private static ObjectNode rows(int count, String note) {
        var content = ToolJson.mapper().createObjectNode().put("summary", "left out");
        var items = content.putArray("items");
        for (int i = 0; i < count; i++) {
            var item = items.addObject().put("name", "n" + i);
            if (i % 2 == 0) {
                item.put("note", note);
            }
        }
        return content;
    }
}
