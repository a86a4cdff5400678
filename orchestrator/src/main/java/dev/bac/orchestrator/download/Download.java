package dev.bac.orchestrator.download;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A file. */
public final class Download {
    private static final Set<String> KINDS = Set.of("application/pdf", "application/xml", "text/csv");
    private static final int MOST_CHARS = 8 << 20;

    private final String name;
    private final String mediaType;
    private final byte[] bytes;

    private Download(String name, String mediaType, byte[] bytes) {
        this.name = name;
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    /** For the person's disk: letters, digits, dots, dashes and underscores. */
    public String name() {
        return name;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What is in it, to be read from the beginning. */
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    /** The rows of a tool's result, for a spreadsheet; empty when it has none. */
    public static Optional<Download> rows(String tool, JsonNode content) {
        return Rows.of(content)
                .map(rows -> new Download(
                        tool + ".csv", "text/csv; charset=utf-8", rows.csv().getBytes(StandardCharsets.UTF_8)));
    }

    /** The file that a tool's result holds in base64; empty when it holds none, or one of a kind that is not given out. */
    public static Optional<Download> file(JsonNode content) {
        String kind = content.path("mimeType").asString("");
        String text = content.path("content").asString("");
        if (!KINDS.contains(kind) || text.isEmpty() || text.length() > MOST_CHARS) {
            return Optional.empty();
        }
        try {
            String name = content.path("fileName").asString("file").replaceAll("[^A-Za-z0-9._-]", "_");
            return Optional.of(new Download(name, kind, Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
