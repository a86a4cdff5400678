package dev.bac.knowledge.document;

import dev.bac.knowledge.file.FileFormat;
import java.time.Instant;
import java.util.UUID;

/**
 * A document in a collection.
 *
 * @param digest SHA-256 of the file
 * @param passages how many it was cut into
 */
public record Document(
        UUID id,
        UUID collection,
        String collectionName,
        String title,
        FileFormat format,
        String digest,
        int passages,
        String createdBy,
        Instant createdAt) {

    /** {@code "Returns policy" (policies)}. */
    public String label() {
        return "\"" + title + "\" (" + collectionName + ")";
    }
}
