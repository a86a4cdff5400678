package dev.bac.mcp.wire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An argument that is mirrored in a header (specification 2026-07-28, streamable HTTP, "Custom Headers from Tool
 * Parameters").
 *
 * @param header its whole name, such as {@code Mcp-Param-Region}
 * @param path of properties that leads to the argument
 */
public record ParamHeader(String header, List<String> path) {
    /** The keyword in a tool's input schema that names the header. */
    public static final String KEYWORD = "x-mcp-header";

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final Set<String> TYPES = Set.of("string", "integer", "boolean");
    private static final int DEEPEST = 32;
    private static final BigDecimal SAFE = BigDecimal.valueOf((1L << 53) - 1);

    public ParamHeader {
        path = List.copyOf(path);
    }

    /**
     * What a schema mirrors, in its order.
     *
     * @throws RpcException when the schema breaks a rule of the specification: such a tool must not be offered
     */
    public static List<ParamHeader> in(JsonNode inputSchema) {
        var found = new ArrayList<ParamHeader>();
        var seen = new HashSet<String>();
        collect(inputSchema, List.of(), found, seen);
        if (found.size() != count(inputSchema, 0)) {
            throw invalid("is where no argument can be read");
        }
        return List.copyOf(found);
    }

    private static void collect(JsonNode schema, List<String> path, List<ParamHeader> found, Set<String> seen) {
        if (path.size() > DEEPEST) {
            throw invalid("is too deep");
        }
        schema.path("properties").forEachEntry((name, property) -> {
            var here = new ArrayList<>(path);
            here.add(name);
            var wanted = property.path(KEYWORD);
            if (!wanted.isMissingNode()) {
                if (!wanted.isString() || !TOKEN.matcher(wanted.stringValue()).matches()) {
                    throw invalid("is no name of a header");
                }
                if (!TYPES.contains(property.path("type").asString(""))) {
                    throw invalid("is on an argument that is no text, whole number or truth value");
                }
                if (!seen.add(wanted.stringValue().toLowerCase(Locale.ROOT))) {
                    throw invalid("is there twice");
                }
                found.add(new ParamHeader(Protocol.PARAM_HEADER + wanted.stringValue(), here));
            }
            collect(property, here, found, seen);
        });
    }

    /** How often the keyword stands anywhere as a keyword; a property of that name is none. */
    private static int count(JsonNode schema, int depth) {
        if (depth > 2 * DEEPEST) {
            throw invalid("is too deep");
        }
        int count = schema.isObject() && schema.has(KEYWORD) ? 1 : 0;
        if (schema.isObject()) {
            for (var entry : schema.properties()) {
                count += switch (entry.getKey()) {
                    case "properties", "patternProperties", "$defs", "definitions", "dependentSchemas" ->
                        entry.getValue()
                                .valueStream()
                                .mapToInt(one -> count(one, depth + 1))
                                .sum();
                    case "default", "const", "enum", "examples" -> 0;
                    default -> count(entry.getValue(), depth + 1);
                };
            }
        } else if (schema.isArray()) {
            for (var one : schema) {
                count += count(one, depth + 1);
            }
        }
        return count;
    }

    /** The header's value for a call, not yet encoded; empty when the argument is absent or null. */
    public Optional<String> valueIn(JsonNode arguments) {
        var value = arguments;
        for (String step : path) {
            value = value.path(step);
        }
        return value.isMissingNode() || value.isNull() || value.isContainer()
                ? Optional.empty()
                : Optional.of(value.asString());
    }

    /** Whether a header's value, as it came, is the argument's. Whole numbers are compared as numbers. */
    public boolean matches(String value, JsonNode arguments) {
        var decoded = HeaderValue.decode(value);
        var wanted = valueIn(arguments);
        if (decoded.isEmpty() || wanted.isEmpty()) {
            return false;
        }
        if (decoded.get().equals(wanted.get())) {
            return true;
        }
        return sameNumber(decoded.get(), wanted.get());
    }

    private static boolean sameNumber(String one, String other) {
        if (one.length() > 40 || other.length() > 40) {
            return false;
        }
        try {
            var number = new BigDecimal(one);
            return number.abs().compareTo(SAFE) <= 0 && number.compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static RpcException invalid(String why) {
        return new RpcException(RpcError.INVALID_PARAMS, KEYWORD + " " + why);
    }
}
