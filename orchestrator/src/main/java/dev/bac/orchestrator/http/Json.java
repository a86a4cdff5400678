package dev.bac.orchestrator.http;

import java.util.Optional;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** How this API writes and reads JSON. */
final class Json {
    /** Deepest nesting read from outside. */
    private static final int DEPTH = 64;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .withCoercionConfig(
                    LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    /** How JSON writes the character that PostgreSQL cannot keep. */
    private static final String ESCAPED_NUL = "\\u0000";

    private Json() {}

    /** Where a NUL character is written in JSON that can be read, such as {@code arguments.name}. */
    static Optional<String> nul(String json) {
        if (!json.contains(ESCAPED_NUL)) {
            return Optional.empty();
        }
        try (var parser = MAPPER.createParser(json)) {
            while (parser.nextToken() != null) {
                boolean text = parser.hasToken(JsonToken.VALUE_STRING) || parser.hasToken(JsonToken.PROPERTY_NAME);
                if (text && parser.getString().indexOf('\0') >= 0) {
                    return Optional.of(parser.streamReadContext()
                            .pathAsPointer()
                            .toString()
                            .replaceFirst("^/", "")
                            .replace('/', '.')
                            .replace("\0", ESCAPED_NUL));
                }
            }
        }
        return Optional.empty();
    }
}
