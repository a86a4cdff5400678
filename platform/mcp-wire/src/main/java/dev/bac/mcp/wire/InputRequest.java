package dev.bac.mcp.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a server wants from the client before it can go on (specification 2026-07-28, basic/patterns/mrtr). */
public sealed interface InputRequest {

    /**
     * A form for a person.
     *
     * @param schema a flat object of primitive properties
     */
    record Form(String message, ObjectNode schema) implements InputRequest {}

    /** An address where a person does what must not pass through the client. */
    record Url(String message, String url) implements InputRequest {}

    /** A question to the client's model. Deprecated by the specification. */
    record Sampling(ObjectNode params) implements InputRequest {}

    /** Which folders the client works in. Deprecated by the specification. */
    record Roots() implements InputRequest {}

    /** As it stands in {@code inputRequests}. */
    @JsonValue
    default ObjectNode json() {
        var json = WireJson.object();
        switch (this) {
            case Form form -> {
                json.put("method", "elicitation/create");
                json.putObject("params")
                        .put("mode", "form")
                        .put("message", form.message())
                        .set("requestedSchema", form.schema());
            }
            case Url url -> {
                json.put("method", "elicitation/create");
                json.putObject("params")
                        .put("mode", "url")
                        .put("message", url.message())
                        .put("url", url.url());
            }
            case Sampling sampling ->
                json.put("method", "sampling/createMessage").set("params", sampling.params());
            case Roots _ -> json.put("method", "roots/list");
        }
        return json;
    }

    /** @throws RpcException when it is none that this revision knows */
    @JsonCreator
    static InputRequest of(ObjectNode json) {
        var params = json.path("params");
        @Nullable InputRequest request =
                switch (json.path("method").asString("")) {
                    case "elicitation/create" -> elicitation(params);
                    case "sampling/createMessage" -> params instanceof ObjectNode object ? new Sampling(object) : null;
                    case "roots/list" -> new Roots();
                    default -> null;
                };
        if (request == null) {
            throw new RpcException(RpcError.INVALID_PARAMS, "an input request is none of this revision");
        }
        return request;
    }

    private static @Nullable InputRequest elicitation(JsonNode params) {
        String message = params.path("message").asString("");
        String mode = params.path("mode").asString("form");
        if (mode.equals("form") && params.path("requestedSchema") instanceof ObjectNode schema) {
            return new Form(message, schema);
        }
        return mode.equals("url") && params.path("url").isString()
                ? new Url(message, params.path("url").stringValue())
                : null;
    }
}
