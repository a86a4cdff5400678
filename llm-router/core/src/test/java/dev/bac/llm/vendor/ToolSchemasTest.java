package dev.bac.llm.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.contract.Requests;
import org.junit.jupiter.api.Test;

class ToolSchemasTest {

    @Test
    void ourKeywordsAreTakenOutAtEveryDepthAndAPropertyOfThatNameStays() {
        var schema = Requests.json("""
                {"type": "object", "x-a": 1,
                 "properties": {"x-rate": {"type": "number", "x-ref": "rate"},
                                "properties": {"type": "object", "properties": {"x-y": {"x-ref": "deep", "type": "string"}}}},
                 "anyOf": [{"x-b": 2, "type": "object"}],
                 "$defs": {"x-d": {"x-c": 3, "enum": ["x-z"]}}}
                """);

        assertThat(ToolSchemas.withoutOurs(schema)).isEqualTo(Requests.json("""
                {"type": "object",
                 "properties": {"x-rate": {"type": "number"},
                                "properties": {"type": "object", "properties": {"x-y": {"type": "string"}}}},
                 "anyOf": [{"type": "object"}],
                 "$defs": {"x-d": {"enum": ["x-z"]}}}
                """));
        assertThat(schema.has("x-a")).as("the given schema is not touched").isTrue();
    }
}
