package dev.bac.knowledge.note;

import java.time.Instant;
import java.util.UUID;

/**
 * Something to remember.
 *
 * @param owner the user's id, the agent's name, or empty for the company
 * @param agent the agent that kept it; empty when a person did
 */
public record Note(
        UUID id,
        Audience audience,
        String owner,
        String text,
        Source source,
        String createdBy,
        String agent,
        Instant createdAt,
        Instant expiresAt) {

    /** Its first words. */
    String label() {
        return "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
    }
}
