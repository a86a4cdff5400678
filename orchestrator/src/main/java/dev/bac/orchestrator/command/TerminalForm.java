package dev.bac.orchestrator.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks on the terminal what a server wants to know while its tool runs. */
record TerminalForm(BufferedReader terminal) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What was filled in; empty when the person declines. */
    Optional<ObjectNode> fill(JsonNode approval) throws IOException {
        var form = approval.path("form");
        System.err.println(approval.path("title").asString("") + ": "
                + approval.path("text").asString(""));
        if (form.path("url").isString()) {
            System.err.println("  " + form.path("url").asString());
        }
        String verb = form.path("url").isString() ? "Done there? [y/N] " : "Answer it? [y/N] ";
        if (!ask(verb).toLowerCase(Locale.ROOT).startsWith("y")) {
            return Optional.empty();
        }
        var answers = JsonNodeFactory.instance.objectNode();
        for (var field : form.path("schema").path("properties").properties()) {
            var said =
                    ask("  " + field.getValue().path("title").asString(field.getKey()) + hint(field.getValue()) + ": ");
            if (!said.isEmpty()) {
                answers.set(field.getKey(), value(field.getValue().path("type").asString(""), said));
            }
        }
        return Optional.of(answers);
    }

    private static String hint(JsonNode field) {
        var choices = field.path("enum");
        return choices.isEmpty() ? "" : " " + choices;
    }

    /** As its type wants it, or as it was said: the instance says what is wrong with it. */
    private static JsonNode value(String type, String said) {
        try {
            return switch (type) {
                case "number", "integer" -> JSON.readTree(said);
                case "boolean" ->
                    JsonNodeFactory.instance.booleanNode(
                            said.toLowerCase(Locale.ROOT).startsWith("y") || said.equals("true"));
                case "array" -> JSON.valueToTree(said.split("\\s*,\\s*", -1));
                default -> JsonNodeFactory.instance.stringNode(said);
            };
        } catch (JacksonException noNumber) {
            return JsonNodeFactory.instance.stringNode(said);
        }
    }

    private String ask(String text) throws IOException {
        System.err.print(text);
        System.err.flush();
        return Optional.ofNullable(terminal.readLine()).orElse("").strip();
    }
}
