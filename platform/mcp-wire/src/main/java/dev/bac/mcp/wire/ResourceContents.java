package dev.bac.mcp.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a resource holds: text or bytes.
 *
 * @param text absent for bytes
 * @param blob in Base64; absent for text
 */
public record ResourceContents(
        String uri,
        @Nullable String mimeType,
        @Nullable String text,
        @Nullable String blob) {

    public ResourceContents {
        Wanted.here(uri, "uri");
        if ((text == null) == (blob == null)) {
            throw new IllegalArgumentException("a resource holds either text or bytes");
        }
    }

    public static ResourceContents text(String uri, String mimeType, String text) {
        return new ResourceContents(uri, mimeType, text, null);
    }

    public static ResourceContents blob(String uri, String mimeType, String base64) {
        return new ResourceContents(uri, mimeType, null, base64);
    }
}
