package dev.bac.mcp;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
 * @param more how it is listed and what else is read with it
 */
public record RecordResource(
        String uriTemplate,
        String name,
        String title,
        String description,
        String tool,
        String argument,
        @Nullable Search search,
        More more) {
    private static final String VARIABLE = "{id}";

    /**
     * How names are completed.
     *
     * @param tool that lists records under {@code items}
     * @param argument of the tool that takes what was typed
     * @param field of an item that names it to {@link RecordResource#tool}
     */
    public record Search(String tool, String argument, String field) {}

    /**
     * How records of a kind are listed and what is read with one.
     *
     * @param listing the tool that lists the most useful ones; null when they are not listed
     * @param single true when {@link RecordResource#tool} finds several, of which the one of that id is meant
     * @param parts what else is read with it
     * @param file what it is when it is no record; null for a record, which is JSON
     */
    public record More(
            @Nullable Listing listing,
            boolean single,
            List<Part> parts,
            @Nullable File file) {
        static final More NOTHING = new More(null, false, List.of(), null);

        public More {
            parts = List.copyOf(parts);
        }
    }

    /**
     * @param tool that lists records under {@code items}, without arguments the most useful first
     * @param id the field of an item that stands in its address
     * @param names fields of an item that say what it is
     */
    public record Listing(String tool, String id, List<String> names) {
        public Listing {
            names = List.copyOf(names);
        }
    }

    /**
     * Records of another kind that belong to one.
     *
     * @param field under which they stand
     * @param tool that lists them under {@code items}
     * @param argument of the tool that takes the record's number, or else its name
     */
    public record Part(String field, String tool, String argument) {}

    /**
     * A file: a result of another tool that has its address under {@code uri} comes with a link to it.
     *
     * @param type such as {@code text/csv}
     * @param field of the reading tool's result that holds its text
     */
    public record File(String type, String field) {}

    /** A kind that is not listed, of which the tool shows one. */
    public RecordResource(
            String uriTemplate,
            String name,
            String title,
            String description,
            String tool,
            String argument,
            @Nullable Search search) {
        this(uriTemplate, name, title, description, tool, argument, search, More.NOTHING);
    }

    /** This kind with the records that a tool lists. */
    public RecordResource listed(String by, String id, String... names) {
        return with(new More(new Listing(by, id, List.of(names)), more.single(), more.parts(), more.file()));
    }

    /** This kind, whose tool finds several by words: the one of that id is meant. */
    public RecordResource single() {
        return with(new More(more.listing(), true, more.parts(), more.file()));
    }

    /** This kind with records of another kind that belong to one. */
    public RecordResource with(String field, String by, String takes) {
        var parts = new ArrayList<>(more.parts());
        parts.add(new Part(field, by, takes));
        return with(new More(more.listing(), more.single(), parts, more.file()));
    }

    /** This kind as files of a type, whose text the tool's result has in {@code field}. */
    public RecordResource file(String type, String field) {
        return with(new More(more.listing(), more.single(), more.parts(), new File(type, field)));
    }

    /** What reading one answers. */
    public String mimeType() {
        return more.file() == null ? "application/json" : more.file().type();
    }

    private RecordResource with(More other) {
        return new RecordResource(uriTemplate, name, title, description, tool, argument, search, other);
    }

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
