package dev.bac.orchestrator.access;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** People's names: rules name approvers by them, so that no two may look alike. */
final class Names {
    private static final int LONGEST = 100;

    private Names() {}

    /** What is wrong with a new person's name, by itself. */
    static Optional<String> problem(String name) {
        if (name.isBlank() || name.length() > LONGEST) {
            return Optional.of("a name has 1 to " + LONGEST + " characters");
        }
        if (!name.strip().equals(name) || space(name.codePointAt(0)) || space(name.codePointBefore(name.length()))) {
            return Optional.of("a name has no spaces at its ends");
        }
        if (name.codePoints().anyMatch(Names::unseen)) {
            return Optional.of("a name has no control or invisible characters");
        }
        if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            return Optional.of("a name is written in Unicode's composed form (NFC)");
        }
        return Optional.empty();
    }

    /** The same for names that people would take for one another. */
    static String looks(String name) {
        var folded = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        var bare = new StringBuilder();
        folded.codePoints().filter(point -> !space(point) && !unseen(point)).forEach(bare::appendCodePoint);
        return bare.toString();
    }

    private static boolean space(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    private static boolean unseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
