package dev.bac.llm.planner;

import dev.bac.llm.Part;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * "And in Munich?", "only the overdue ones", "what about Globex?": the last question once more, with what is said now in
 * place of what was said then. Only questions are repeated, never what changes something.
 */
final class FollowUp {
    private static final int WORDS = 8;
    private static final Pattern LEANS = Pattern.compile(
            "(?is)^(?:(?:and|ok|so|now)[, ]+)?(?:what about|how about|only|just|the same)\\b.*|^and (?!then\\b|also\\b).*|.*\\b(?:ones)\\b.*");

    private FollowUp() {}

    static Optional<Choice> of(Planner planner, Conversation before, String said) {
        var text = said.strip();
        int user = before.lastUser();
        boolean leans = LEANS.matcher(text).matches() && text.split("\\s+").length <= WORDS;
        if (!leans || user < 0) {
            return Optional.empty();
        }
        var calls = before.calls(user);
        return calls.isEmpty() ? Optional.empty() : again(planner, calls.getLast(), text);
    }

    private static Optional<Choice> again(Planner planner, Part.ToolCall call, String said) {
        return planner.texts().shapes().stream()
                .filter(shape ->
                        shape.tool().name().equals(call.tool()) && shape.tool().readOnly())
                .findFirst()
                .flatMap(shape -> {
                    var now = planner.said(shape, said);
                    if (now.isEmpty()) {
                        return Optional.empty();
                    }
                    var arguments = call.arguments().deepCopy();
                    arguments.setAll(now);
                    return Optional.of(new Choice.Call(shape, arguments));
                });
    }
}
