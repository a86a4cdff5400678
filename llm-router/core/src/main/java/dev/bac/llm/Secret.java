package dev.bac.llm;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A key. It prints as dots, so that no log, record or exception can tell it; {@link #reveal()} is for the one line that
 * sends it.
 */
public final class Secret {
    /** No key: for endpoints that want none. */
    public static final Secret NONE = new Secret("");

    private final String value;

    public Secret(String value) {
        this.value = value.strip();
    }

    public String reveal() {
        return value;
    }

    public boolean isPresent() {
        return !value.isEmpty();
    }

    /** Several keys, written with commas between them; none of a secret that is not present. */
    public List<Secret> each() {
        return Stream.of(value.split(","))
                .map(Secret::new)
                .filter(Secret::isPresent)
                .distinct()
                .toList();
    }

    /** The text without this key, for what a vendor says back to us. */
    public String redact(String text) {
        return isPresent() ? text.replace(value, "…") : text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return isPresent() ? "•••" : "(none)";
    }
}
