package dev.bac.orchestrator.approval;

import dev.bac.orchestrator.problem.Refusal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds what a person filled in against the form (MCP 2026-07-28, client/elicitation: flat, of texts, numbers, yes or no,
 * and choices). A stranger's patterns are not run.
 */
public final class FilledForm {
    private static final int MOST_FIELDS = 50;
    private static final int LONGEST = 10_000;

    private FilledForm() {}

    /** False for a form that no person can be shown: nested, too long, or of unknown types. */
    public static boolean canBeShown(ObjectNode schema) {
        var fields = schema.path("properties");
        return fields.size() <= MOST_FIELDS
                && fields.valueStream().allMatch(field -> switch (type(field)) {
                    case "string", "number", "integer", "boolean" -> true;
                    case "array" -> !choices(field.path("items")).isEmpty();
                    default -> false;
                });
    }

    /** @throws Refusal naming the first field that does not fit */
    public static void check(ObjectNode schema, ObjectNode answers) {
        var fields = schema.path("properties");
        for (var answer : answers.properties()) {
            if (!fields.has(answer.getKey())) {
                throw wrong(answer.getKey(), "There is no such field in the form.");
            }
            complaint(fields.path(answer.getKey()), answer.getValue()).ifPresent(text -> {
                throw wrong(answer.getKey(), text);
            });
        }
        for (var name : schema.path("required")) {
            boolean usual = fields.path(name.asString("")).has("default");
            if (!usual && !answers.has(name.asString(""))) {
                throw wrong(name.asString(""), "It must be filled in.");
            }
        }
    }

    private static Refusal wrong(String field, String text) {
        return Refusal.invalid("answers." + field, field + ": " + text);
    }

    private static Optional<String> complaint(JsonNode field, JsonNode answer) {
        return switch (type(field)) {
            case "string" -> answer.isString() ? text(field, answer.stringValue()) : Optional.of("It must be a text.");
            case "integer" ->
                answer.isIntegralNumber() ? number(field, answer) : Optional.of("It must be a whole number.");
            case "number" -> answer.isNumber() ? number(field, answer) : Optional.of("It must be a number.");
            case "boolean" -> answer.isBoolean() ? Optional.empty() : Optional.of("It must be true or false.");
            default -> answer.isArray() ? several(field, answer) : Optional.of("It must be a list.");
        };
    }

    private static Optional<String> text(JsonNode field, String answer) {
        var choices = choices(field);
        if (!choices.isEmpty()) {
            return choices.contains(answer)
                    ? Optional.empty()
                    : Optional.of("It must be one of " + String.join(", ", choices) + ".");
        }
        int least = field.path("minLength").asInt(0);
        int most = Math.min(field.path("maxLength").asInt(LONGEST), LONGEST);
        int length = answer.codePointCount(0, answer.length());
        if (length < least || length > most) {
            return Optional.of("It must have %d to %d characters.".formatted(least, most));
        }
        return switch (field.path("format").asString("")) {
            case "email" ->
                answer.matches("[^@\\s]+@[^@\\s]+") ? Optional.empty() : Optional.of("It must be an e-mail address.");
            case "uri" ->
                answer.matches("[A-Za-z][A-Za-z0-9+.-]*:\\S+")
                        ? Optional.empty()
                        : Optional.of("It must be an address.");
            case "date" -> parsed(() -> LocalDate.parse(answer), "It must be a day, such as 2026-11-21.");
            case "date-time" ->
                parsed(() -> OffsetDateTime.parse(answer), "It must be a time, such as 2026-11-21T10:00:00Z.");
            default -> Optional.empty();
        };
    }

    private static Optional<String> parsed(Runnable parse, String otherwise) {
        try {
            parse.run();
            return Optional.empty();
        } catch (DateTimeParseException wrong) {
            return Optional.of(otherwise);
        }
    }

    private static Optional<String> number(JsonNode field, JsonNode answer) {
        var least = field.path("minimum");
        var most = field.path("maximum");
        boolean low = least.isNumber() && answer.decimalValue().compareTo(least.decimalValue()) < 0;
        boolean high = most.isNumber() && answer.decimalValue().compareTo(most.decimalValue()) > 0;
        return low
                ? Optional.of("It must be at least " + least + ".")
                : high ? Optional.of("It must be at most " + most + ".") : Optional.empty();
    }

    private static Optional<String> several(JsonNode field, JsonNode answer) {
        var choices = choices(field.path("items"));
        int least = field.path("minItems").asInt(0);
        int most = field.path("maxItems").asInt(choices.size());
        if (answer.size() < least || answer.size() > most) {
            return Optional.of("It must have %d to %d entries.".formatted(least, most));
        }
        return answer.valueStream().allMatch(one -> one.isString() && choices.contains(one.stringValue()))
                ? Optional.empty()
                : Optional.of("Its entries must be of " + String.join(", ", choices) + ".");
    }

    private static String type(JsonNode field) {
        return field.path("type").asString("");
    }

    private static List<String> choices(JsonNode field) {
        var titled = field.has("oneOf") ? field.path("oneOf") : field.path("anyOf");
        return Stream.concat(
                        field.path("enum").valueStream().map(one -> one.asString("")),
                        titled.valueStream().map(one -> one.path("const").asString("")))
                .toList();
    }
}
