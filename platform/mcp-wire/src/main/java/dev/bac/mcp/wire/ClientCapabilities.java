package dev.bac.mcp.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client can do, said on every request. Unknown capabilities are kept and mean nothing. */
public record ClientCapabilities(@JsonValue ObjectNode json) {

    /** Nothing. */
    public static ClientCapabilities none() {
        return new ClientCapabilities(WireJson.object());
    }

    /** @throws RpcException with {@link RpcError#INVALID_PARAMS} when it is no object of objects */
    @JsonCreator
    public static ClientCapabilities of(JsonNode json) {
        if (!(json instanceof ObjectNode object) || object.valueStream().anyMatch(one -> !one.isObject())) {
            throw new RpcException(
                    RpcError.INVALID_PARAMS, "params._meta[\"" + Protocol.CAPABILITIES_KEY + "\"] must be an object");
        }
        return new ClientCapabilities(object);
    }

    /** These and elicitation by form. */
    public ClientCapabilities withForms() {
        var more = json.deepCopy();
        more.withObjectProperty("elicitation").putObject("form");
        return new ClientCapabilities(more);
    }

    /** These and elicitation by address. */
    public ClientCapabilities withUrls() {
        var more = json.deepCopy();
        more.withObjectProperty("elicitation").putObject("url");
        return new ClientCapabilities(more);
    }

    /** These and a capability that has no settings, such as {@code sampling} or {@code roots}. */
    public ClientCapabilities with(String capability) {
        var more = json.deepCopy();
        more.withObjectProperty(capability);
        return new ClientCapabilities(more);
    }

    /** These and an extension. */
    public ClientCapabilities withExtension(String extension) {
        var more = json.deepCopy();
        more.withObjectProperty("extensions").putObject(extension);
        return new ClientCapabilities(more);
    }

    /** Whether a person can be shown a form. An elicitation capability that names no mode means forms. */
    public boolean forms() {
        var elicitation = json.path("elicitation");
        return elicitation.has("form") || (elicitation.isObject() && !elicitation.has("url"));
    }

    /** Whether a person can be sent to an address. */
    public boolean urls() {
        return json.path("elicitation").has("url");
    }

    public boolean sampling() {
        return json.has("sampling");
    }

    public boolean roots() {
        return json.has("roots");
    }

    public boolean extension(String name) {
        return json.path("extensions").has(name);
    }

    /** Whether a request of the server can be answered. */
    public boolean can(InputRequest request) {
        return switch (request) {
            case InputRequest.Form _ -> forms();
            case InputRequest.Url _ -> urls();
            case InputRequest.Sampling _ -> sampling();
            case InputRequest.Roots _ -> roots();
        };
    }
}
