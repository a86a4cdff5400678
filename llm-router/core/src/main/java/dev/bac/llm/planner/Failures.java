package dev.bac.llm.planner;

import dev.bac.retrieval.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Reads a tool's refusal: which argument it is about, and what it says would work instead. */
final class Failures {
    private static final Pattern FIELD = Pattern.compile("(?:^|\\s|`|\")([a-zA-Z][\\w]{1,40})[`\"]?:\\s");
    private static final Pattern MEND =
            Pattern.compile("[Dd]id you mean [\"“`']?([^\"”`'?;\\n]{1,120})[\"”`']?\\s?\\?");
    private static final Pattern DECLINED = Pattern.compile(
            "\\b(declined|rejected|not approved|denied by|approval was refused)\\b", Pattern.CASE_INSENSITIVE);

    private static final double ALIKE = 0.4;

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

    /** The one value that a refusal proposes, if it is like what was given: "Acmee" may be Acme, "money" is nobody. */
    static Optional<String> mend(String text, String given) {
        var matcher = MEND.matcher(text);
        return matcher.find()
                ? Optional.of(matcher.group(1).strip()).filter(value -> alike(value, given) >= ALIKE)
                : Optional.empty();
    }

    /** Dice's coefficient of the pairs of letters: 1 for the same, 0 for nothing in common. */
    private static double alike(String one, String other) {
        var mine = pairs(one);
        var theirs = pairs(other);
        int all = mine.size() + theirs.size();
        int before = theirs.size();
        mine.forEach(theirs::remove);
        return all == 0 ? 0 : 2.0 * (before - theirs.size()) / all;
    }

    private static List<String> pairs(String text) {
        var folded = Wording.fold(text);
        var pairs = new ArrayList<String>();
        for (int i = 0; i + 1 < folded.length(); i++) {
            pairs.add(folded.substring(i, i + 2));
        }
        return pairs;
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
