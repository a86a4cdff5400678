package dev.bac.llm;

import tools.jackson.databind.node.ObjectNode;

/** The form of an answer's text. */
public sealed interface AnswerFormat {
    AnswerFormat TEXT = new Text();

    record Text() implements AnswerFormat {}

    /** Any JSON object. */
    record JsonObject() implements AnswerFormat {}

    /**
     * JSON that fits a schema.
     *
     * @param name what the caller calls it
     * @param schema JSON Schema 2020-12
     * @param strict true when an answer that does not fit is worth nothing
     */
    record JsonSchema(String name, ObjectNode schema, boolean strict) implements AnswerFormat {}
}
