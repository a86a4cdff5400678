package dev.bac.tools.mcp.oauth;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads fields of metadata documents. */
final class Json {
    private static final int MAX_ITEMS = 200;

    private Json() {}

    static Optional<String> text(JsonNode object, String name) {
        var value = object.path(name);
        return value.isString() && !value.asString().isBlank() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** Empty where the field is absent, which in OAuth is not the same as an empty list. */
    static Optional<List<String>> texts(JsonNode object, String name) {
        if (!object.path(name).isArray()) {
            return Optional.empty();
        }
        var values = new ArrayList<String>();
        for (var value : object.path(name)) {
            if (value.isString() && values.size() < MAX_ITEMS) {
                values.add(value.asString());
            }
        }
        return Optional.of(List.copyOf(values));
    }

    static Optional<URI> uri(JsonNode object, String name) {
        return text(object, name).map(Json::uri);
    }

    static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException wrong) {
            throw new OauthFailure("not an address: " + text, wrong);
        }
    }
}
