package dev.bac.orchestrator.config;

import java.util.Optional;

/**
 * Which PostgreSQL.
 *
 * @param url an external one, such as {@code postgresql://bac:secret@db.example:5432/bac}; empty: the embedded one
 */
public record DatabaseSettings(Optional<String> url) {

    static DatabaseSettings read(Section section) {
        var read = new DatabaseSettings(section.text("url"));
        section.done();
        return read;
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return url.isPresent() ? "DatabaseSettings[external]" : "DatabaseSettings[embedded]";
    }
}
