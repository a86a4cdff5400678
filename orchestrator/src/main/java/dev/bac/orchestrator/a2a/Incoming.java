package dev.bac.orchestrator.a2a;

import dev.bac.orchestrator.a2a.A2aError.Kind;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A message that comes in, checked (A2A 1.0, sections 3.1.1 and 4.1.4).
 *
 * @param text what its parts say
 * @param context the conversation it belongs to; empty for a new one
 * @param task the task it goes on with
 * @param waits whether its sender wants the answer to wait for the end of the work
 * @param history how many messages of the task are wanted at most; negative for all
 */
record Incoming(String text, Optional<UUID> context, Optional<UUID> task, boolean waits, int history) {
    private static final int LONGEST = 100_000;
    private static final int MOST_PARTS = 50;

    static Incoming of(JsonNode params) {
        var message = params.path("message");
        if (!message.isObject()) {
            throw A2aError.wrong("message", "is missing.");
        }
        if (message.path("messageId").asString("").isBlank()) {
            throw A2aError.wrong("message.messageId", "is missing.");
        }
        if (!message.path("role").asString("").equals("ROLE_USER")) {
            throw A2aError.wrong("message.role", "must be ROLE_USER.");
        }
        var modes = params.at("/configuration/acceptedOutputModes");
        if (modes.isArray()
                && !modes.isEmpty()
                && modes.valueStream().map(mode -> mode.asString("")).noneMatch(Incoming::readable)) {
            throw new A2aError(Kind.CONTENT_TYPE_NOT_SUPPORTED, "Answers are text/markdown.");
        }
        return new Incoming(
                text(message.path("parts")),
                id(message, "message.contextId", "contextId"),
                id(message, "message.taskId", "taskId"),
                !params.at("/configuration/returnImmediately").asBoolean(false),
                history(params.path("configuration")));
    }

    /** How many messages are wanted. */
    static int history(JsonNode params) {
        var length = params.path("historyLength");
        if (length.isMissingNode() || length.isNull()) {
            return -1;
        }
        if (!length.isIntegralNumber() || length.asInt(-1) < 0) {
            throw A2aError.wrong("historyLength", "must be a whole number from 0 on.");
        }
        return length.asInt();
    }

    static Optional<UUID> id(JsonNode object, String field, String key) {
        var text = object.path(key).asString("");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notOurs) {
            if (key.equals("contextId")) {
                throw A2aError.wrong(field, "is not one that was given here; leave it out to begin a new one.");
            }
            throw new A2aError(Kind.TASK_NOT_FOUND, "There is no such task.");
        }
    }

    private static boolean readable(String mode) {
        return mode.startsWith("text/") || mode.equals("*/*");
    }

    private static String text(JsonNode parts) {
        if (!parts.isArray() || parts.isEmpty() || parts.size() > MOST_PARTS) {
            throw A2aError.wrong("message.parts", "must have 1 to " + MOST_PARTS + " parts.");
        }
        var text = parts.valueStream()
                .map(Incoming::part)
                .collect(Collectors.joining("\n\n"))
                .strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw A2aError.wrong("message.parts", "must have 1 to " + LONGEST + " characters of text.");
        }
        return text;
    }

    private static String part(JsonNode part) {
        if (part.path("text").isString()) {
            return part.path("text").stringValue();
        }
        if (part.has("data")) {
            return part.path("data").toString();
        }
        throw new A2aError(Kind.CONTENT_TYPE_NOT_SUPPORTED, "Parts are text or data; files are not taken here.");
    }
}
