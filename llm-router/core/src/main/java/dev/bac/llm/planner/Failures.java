package dev.bac.llm.planner;

import dev.bac.retrieval.Wording;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** Reads a tool's refusal: which argument it is about, and what it says would work instead. */
final class Failures {
    private static final Pattern FIELD = Pattern.compile("(?:^|\\s|`|\")([a-zA-Z][\\w]{1,40})[`\"]?:\\s");
    private static final Pattern MEND =
            Pattern.compile("[Dd]id you mean [\"“`']?([^\"”`'?;\\n]{1,120})[\"”`']?\\s?\\?");
    private static final Pattern DECLINED = Pattern.compile(
            "\\b(declined|rejected|not approved|denied by|approval was refused)\\b", Pattern.CASE_INSENSITIVE);

    private static final int LETTERS_A_SLIP = 4;

    private Failures() {}

    /** The argument of the call that a refusal names. */
    static Optional<String> field(String text, ObjectNode arguments) {
        for (var matcher = FIELD.matcher(text); matcher.find(); ) {
            if (arguments.has(matcher.group(1))) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    /** The one value that a refusal proposes, if it is what was given: "Acmee" is Acme, "Lumitech Supply" not Initech. */
    static Optional<String> mend(String text, String given) {
        var matcher = MEND.matcher(text);
        return matcher.find()
                ? Optional.of(matcher.group(1).strip()).filter(value -> same(value, given))
                : Optional.empty();
    }

    /** The same name: but for one slip of the pen in four letters, or with words left out, as "Acme" for "Acme Ltd". */
    private static boolean same(String proposed, String given) {
        var theirs = Wording.fold(proposed).strip();
        var mine = Wording.fold(given).strip();
        var words = Set.of(theirs.split("\\W+"));
        boolean shorter = mine.length() > 2 && words.containsAll(Set.of(mine.split("\\W+")));
        return shorter || slips(theirs, mine) <= Math.min(theirs.length(), mine.length()) / LETTERS_A_SLIP;
    }

    /** How many letters must be put in, left out or changed to make one text the other. */
    private static int slips(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    static boolean declined(String text) {
        return DECLINED.matcher(text).find();
    }

    /** True when it lists several records of which the person must choose one. */
    static boolean ambiguous(String text) {
        return text.toLowerCase(java.util.Locale.ROOT)
                .matches("(?s).*\\b(ambiguous|several|more than one|which one|candidates)\\b.*");
    }
}
