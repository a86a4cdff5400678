package dev.bac.messaging.webhook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request of a vendor's, as it came.
 *
 * @param url the whole address by which the vendor called, query included
 * @param headers names in lower case
 * @param body as text; what is no UTF-8 is refused before, so that its bytes are the same again
 */
public record Arrival(String method, String url, Map<String, String> headers, String body, String ip) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_FIELDS = 200;

    public Arrival {
        var lower = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lower);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    boolean isForm() {
        return header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
    }

    /** The body's fields, by name. */
    SortedMap<String, List<String>> form() {
        return isForm() ? fields(body) : new TreeMap<>();
    }

    /** The address's parameters, by name. */
    public SortedMap<String, List<String>> query() {
        int mark = url.indexOf('?');
        return mark < 0 ? new TreeMap<>() : fields(url.substring(mark + 1));
    }

    /** One parameter of the address. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query().get(name)).map(List::getFirst);
    }

    /** The body as JSON; an empty object when it is none. */
    JsonNode json() {
        try {
            return Optional.ofNullable(JSON.readTree(body)).orElseGet(JSON::createObjectNode);
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }

    private static SortedMap<String, List<String>> fields(String encoded) {
        var fields = new TreeMap<String, List<String>>();
        for (String field : encoded.split("&", MOST_FIELDS)) {
            if (!field.isEmpty()) {
                String[] pair = field.split("=", 2);
                fields.computeIfAbsent(decoded(pair[0]), _ -> new ArrayList<>())
                        .add(pair.length == 1 ? "" : decoded(pair[1]));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
