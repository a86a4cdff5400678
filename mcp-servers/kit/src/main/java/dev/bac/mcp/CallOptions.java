package dev.bac.mcp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every tool takes beside its own arguments: one that writes a key and whether to try only, one that reads how to
 * write the result.
 *
 * @param arguments the tool's own
 */
record CallOptions(ObjectNode arguments, Optional<String> key, boolean dryRun, ResponseFormat format) {
    static final String KEY = "idempotency_key";
    static final String DRY_RUN = "dry_run";
    static final String FORMAT = "response_format";
    private static final int LONGEST_KEY = 200;

    static ObjectNode addTo(Tool<?, ?> tool, ObjectNode schema) {
        if (schema.path("properties") instanceof ObjectNode properties) {
            if (tool.effect() == Effect.READ) {
                addFormat(properties);
            } else {
                addKeyAndDryRun(properties);
            }
        }
        return schema;
    }

    private static void addFormat(ObjectNode properties) {
        var format = properties.putObject(FORMAT).put("type", "string");
        format.putArray("enum").add("concise").add("detailed");
        format.put("description", "concise names the columns of rows once and leaves out ids that a name replaces.");
    }

    private static void addKeyAndDryRun(ObjectNode properties) {
        properties
                .putObject(KEY)
                .put("type", "string")
                .put("maxLength", LONGEST_KEY)
                .put("description", "Any text of your own for this one call. Repeat it to repeat safely.");
        properties
                .putObject(DRY_RUN)
                .put("type", "boolean")
                .put("description", "true shows what would happen and changes nothing.");
    }

    /** @throws ToolRefusal when one of the options has the wrong type */
    static CallOptions takeFrom(Tool<?, ?> tool, ToolInvocation invocation) {
        var own = invocation.arguments().deepCopy();
        if (tool.effect() == Effect.READ) {
            ResponseFormat format = format(own.remove(FORMAT));
            return new CallOptions(own, Optional.empty(), false, format);
        }
        JsonNode key = own.remove(KEY);
        JsonNode dryRun = own.remove(DRY_RUN);
        return new CallOptions(
                own,
                invocation.key().or(() -> key(key)).map(CallOptions::checked),
                invocation.dryRun() || truth(dryRun),
                ResponseFormat.FITTING);
    }

    private static ResponseFormat format(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return ResponseFormat.FITTING;
        }
        return switch (given.asString("")) {
            case "concise" -> ResponseFormat.CONCISE;
            case "detailed" -> ResponseFormat.DETAILED;
            default -> throw ToolRefusal.invalid(FORMAT, "wants concise or detailed.");
        };
    }

    private static Optional<String> key(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return Optional.empty();
        }
        if (!given.isString()) {
            throw ToolRefusal.invalid(KEY, "wants text, got " + ScalarReader.kind(given) + ". Put it in quotes.");
        }
        return Optional.of(given.stringValue());
    }

    private static String checked(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY || key.indexOf('\0') >= 0) {
            throw ToolRefusal.invalid(KEY, "wants 1 to " + LONGEST_KEY + " characters. Choose another.");
        }
        return key;
    }

    private static boolean truth(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return false;
        }
        if (!given.isBoolean()) {
            throw ToolRefusal.invalid(DRY_RUN, "wants true or false, got " + ScalarReader.kind(given) + ".");
        }
        return given.booleanValue();
    }
}
