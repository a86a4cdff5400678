package dev.bac.mcp.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * How messages are written: absent fields are left out, decimals stay decimal, nothing is coerced, no key comes twice,
 * nothing follows the message's end.
 */
public final class WireJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .withCoercionConfig(LogicalType.Textual, textual -> {
                textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                textual.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                textual.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .build();

    private WireJson() {}

    /** The mapper of every message. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** An object with nothing in it. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * Bytes as JSON: strictly UTF-8 (RFC 8259, section 8.1).
     *
     * @throws RpcException with {@link RpcError#PARSE} when they are none
     */
    public static JsonNode parse(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return MAPPER.readTree(text);
        } catch (CharacterCodingException e) {
            throw new RpcException(RpcError.PARSE, "the message is not valid UTF-8");
        } catch (JacksonException e) {
            throw new RpcException(RpcError.PARSE, "the message is not valid JSON");
        }
    }

    /** A record as a tree of its own. */
    public static ObjectNode tree(Object record) {
        return MAPPER.valueToTree(record);
    }

    /**
     * A tree as a record.
     *
     * @param what is named in the error, such as {@code params}
     * @throws RpcException with {@link RpcError#INVALID_PARAMS} when it is none
     */
    public static <T> T read(JsonNode tree, Class<T> type, String what) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new RpcException(RpcError.INVALID_PARAMS, what + at(e) + " is missing or has the wrong type");
        }
    }

    private static String at(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            String name = step.getPropertyName();
            if (path.length() < 100) {
                path.append(name == null ? "[" + step.getIndex() + "]" : "." + name);
            }
        }
        return path.toString();
    }
}
