package dev.bac.llm.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultsTest {

    @Test
    void foldedRowsAreRecordsAgain() {
        String folded = """
                Two invoices.
                {"items":{"columns":["number","open.amount"],"rows":[["INV-1","20.00"],["INV-2",null]]},"total":2}""";

        assertThat(Results.json(folded).orElseThrow())
                .hasToString(
                        "{\"items\":[{\"number\":\"INV-1\",\"open\":{\"amount\":\"20.00\"}},{\"number\":\"INV-2\"}],\"total\":2}");
        assertThat(Results.words(folded)).isEqualTo("Two invoices.");
    }
}
