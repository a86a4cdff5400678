package dev.bac.llm.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The vendors' own schemas, where they are at hand. */
final class Shared {
    private Shared() {}

    static Optional<String> file(String name) {
        Path path = Path.of(System.getProperty("bac.shared", "../shared"), "data", "llm", name);
        try {
            return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
