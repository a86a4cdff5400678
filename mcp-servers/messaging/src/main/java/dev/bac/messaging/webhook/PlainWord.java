package dev.bac.messaging.webhook;

import java.util.Set;

/**
 * What stands in for a signature where the vendor has none: a word in the address that nobody can guess, and the
 * addresses that the vendor calls from.
 *
 * @param word at least 24 characters
 * @param from addresses allowed; empty for any
 */
public record PlainWord(String word, Set<String> from) {
    private static final int SHORTEST = 24;

    public PlainWord {
        from = Set.copyOf(from);
        if (word.length() < SHORTEST) {
            throw new IllegalArgumentException("the word of a webhook has at least " + SHORTEST + " characters");
        }
    }

    boolean fits(Arrival arrival) {
        return Signatures.same(word, arrival.parameter("k").orElse(""))
                && (from.isEmpty() || from.contains(arrival.ip()));
    }

    @Override
    public String toString() {
        return "PlainWord";
    }
}
