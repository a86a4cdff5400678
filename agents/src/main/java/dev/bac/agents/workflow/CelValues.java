package dev.bac.agents.workflow;

import com.google.protobuf.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * JSON as CEL sees it, and back. Whole numbers are CEL's integers; a number with a fraction becomes its decimal text,
 * because CEL knows only binary fractions and money must come out as it went in.
 */
final class CelValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONG_DIGITS = 18;

    private CelValues() {}

    static Object of(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                json.properties().forEach(entry -> map.put(entry.getKey(), of(entry.getValue())));
                yield map;
            }
            case ARRAY -> {
                var list = new ArrayList<Object>();
                json.forEach(item -> list.add(of(item)));
                yield list;
            }
            case NUMBER -> number(json.decimalValue());
            case BOOLEAN -> json.booleanValue();
            case STRING -> json.stringValue();
            case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
        };
    }

    private static Object number(BigDecimal number) {
        var plain = number.stripTrailingZeros();
        return plain.scale() <= 0 && plain.precision() - plain.scale() <= LONG_DIGITS
                ? (Object) plain.longValueExact()
                : number.toPlainString();
    }

    static JsonNode json(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case NullValue _ -> JSON.nullNode();
            case Boolean truth -> JSON.booleanNode(truth);
            case Long number -> JSON.numberNode(number);
            case Integer number -> JSON.numberNode(number.longValue());
            case Double number -> JSON.numberNode(new BigDecimal(number.toString()));
            case BigInteger number -> JSON.numberNode(number);
            case Map<?, ?> map -> {
                var object = JSON.objectNode();
                map.forEach((key, inner) -> object.set(String.valueOf(key), json(inner)));
                yield object;
            }
            case List<?> list -> {
                var array = JSON.arrayNode();
                list.forEach(inner -> array.add(json(inner)));
                yield array;
            }
            default -> JSON.stringNode(String.valueOf(value));
        };
    }
}
