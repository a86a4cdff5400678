package dev.bac.mcp.wire;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person answered to a form or an address.
 *
 * @param content what was filled in; absent unless accepted
 */
public record ElicitAnswer(Action action, @Nullable ObjectNode content) {

    public enum Action {
        ACCEPT,
        /** No, on purpose. */
        DECLINE,
        /** Closed without a choice. */
        CANCEL
    }

    /** Empty when the client sent something else. */
    public static Optional<ElicitAnswer> of(JsonNode json) {
        var content = json.path("content");
        if (!content.isMissingNode() && !content.isNull() && !content.isObject()) {
            return Optional.empty();
        }
        for (var action : Action.values()) {
            if (action.name()
                    .toLowerCase(Locale.ROOT)
                    .equals(json.path("action").asString(""))) {
                return Optional.of(new ElicitAnswer(action, content instanceof ObjectNode object ? object : null));
            }
        }
        return Optional.empty();
    }

    public ObjectNode json() {
        return WireJson.tree(this);
    }
}
