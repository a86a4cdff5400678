package dev.bac.mcp;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records of one kind that a client may read by address, such as {@code crm://accounts/{id}}. Reading one calls a tool
 * that only reads, so whoever may not call the tool may not read the record.
 *
 * @param uriTemplate with one variable, {@code {id}}
 * @param name of the kind, such as {@code account}
 * @param tool that reads one
 * @param argument of the tool that takes the id
 * @param search finds some by the beginning of a name; absent when there is no such tool
 */
public record RecordResource(
        String uriTemplate,
        String name,
        String title,
        String description,
        String tool,
        String argument,
        @Nullable Search search) {
    private static final String VARIABLE = "{id}";

    /**
     * How names are completed.
     *
     * @param tool that lists records under {@code items}
     * @param argument of the tool that takes what was typed
     * @param field of an item that names it to {@link RecordResource#tool}
     */
    public record Search(String tool, String argument, String field) {}

    public RecordResource {
        if (!uriTemplate.contains("://") || !uriTemplate.contains(VARIABLE)) {
            throw new IllegalArgumentException("a template is wanted, such as crm://accounts/{id}: " + uriTemplate);
        }
    }

    /** The id in an address of this kind. */
    public Optional<String> idIn(String uri) {
        int at = uriTemplate.indexOf(VARIABLE);
        String before = uriTemplate.substring(0, at);
        String after = uriTemplate.substring(at + VARIABLE.length());
        if (!uri.startsWith(before) || !uri.endsWith(after) || uri.length() <= before.length() + after.length()) {
            return Optional.empty();
        }
        String id = uri.substring(before.length(), uri.length() - after.length());
        if (id.indexOf('/') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The address of a record. */
    public String uriOf(String id) {
        return uriTemplate.replace(
                VARIABLE, URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
