package dev.bac.llm.planner;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Reads a tool's refusal: which argument it is about, and what it says would work instead. */
final class Failures {
    private static final Pattern FIELD = Pattern.compile("(?:^|\\s|`|\")([a-zA-Z][\\w]{1,40})[`\"]?:\\s");
    private static final Pattern MEND = Pattern.compile("[Dd]id you mean [\"“`']?([^\"”`'?\\n]{1,120})[\"”`']?\\s?\\?");
    private static final Pattern DECLINED = Pattern.compile(
            "\\b(declined|rejected|not approved|denied by|approval was refused)\\b", Pattern.CASE_INSENSITIVE);

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

    /** The one value that a refusal proposes. */
    static Optional<String> mend(String text) {
        var matcher = MEND.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
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
