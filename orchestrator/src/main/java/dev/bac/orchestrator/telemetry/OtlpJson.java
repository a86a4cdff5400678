package dev.bac.orchestrator.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Spans in OTLP's JSON: opentelemetry-proto {@code trace/v1}, ids in hexadecimal, 64-bit numbers as text. */
final class OtlpJson {
    private OtlpJson() {}

    /** All of them are of this process, and so of one resource. */
    static ObjectNode of(Collection<SpanData> spans) {
        var body = JsonNodeFactory.instance.objectNode();
        ObjectNode resource = body.putArray("resourceSpans").addObject();
        spans.stream().findFirst().ifPresent(first -> resource.putObject("resource")
                .set("attributes", attributes(first.getResource().getAttributes())));
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "dev.bac");
        ArrayNode list = scope.putArray("spans");
        spans.forEach(span -> list.add(span(span)));
        return body;
    }

    private static ObjectNode span(SpanData span) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("traceId", span.getTraceId())
                .put("spanId", span.getSpanId())
                .put("name", span.getName())
                .put("kind", kind(span.getKind()))
                .put("startTimeUnixNano", Long.toString(span.getStartEpochNanos()))
                .put("endTimeUnixNano", Long.toString(span.getEndEpochNanos()));
        if (SpanId.isValid(span.getParentSpanId())) {
            json.put("parentSpanId", span.getParentSpanId());
        }
        json.set("attributes", attributes(span.getAttributes()));
        if (span.getStatus().getStatusCode() == StatusCode.ERROR) {
            json.putObject("status").put("code", 2);
        }
        return json;
    }

    private static int kind(SpanKind kind) {
        return switch (kind) {
            case INTERNAL -> 1;
            case SERVER -> 2;
            case CLIENT -> 3;
            case PRODUCER -> 4;
            case CONSUMER -> 5;
        };
    }

    private static ArrayNode attributes(Attributes attributes) {
        var list = JsonNodeFactory.instance.arrayNode();
        attributes.forEach(
                (key, value) -> list.addObject().put("key", key.getKey()).set("value", value(value)));
        return list;
    }

    private static ObjectNode value(Object value) {
        var json = JsonNodeFactory.instance.objectNode();
        return switch (value) {
            case Boolean flag -> json.put("boolValue", flag);
            case Long number -> json.put("intValue", number.toString());
            case Double number -> json.put("doubleValue", number);
            case List<?> several -> {
                ArrayNode values = json.putObject("arrayValue").putArray("values");
                several.forEach(one -> values.add(value(one)));
                yield json;
            }
            default -> json.put("stringValue", value.toString());
        };
    }
}
