package dev.bac.llm.planner;

import dev.bac.llm.planner.spans.Span;
import dev.bac.llm.planner.spans.Value;
import java.util.List;
import java.util.stream.Collectors;

/** What was said and changed nothing: a list that is longer than what was asked for must not look like the answer. */
final class Unheeded {
    private Unheeded() {}

    /** A sentence on the amounts, days and codes that no tool took, or nothing. */
    static String words(List<Choice> choices) {
        var left = choices.stream()
                .filter(choice -> choice instanceof Choice.Call call
                        && call.shape().tool().readOnly())
                .flatMap(choice -> ((Choice.Call) choice).left().stream())
                .filter(span -> narrows(span.value()))
                .map(Span::text)
                .distinct()
                .collect(Collectors.joining("\", \"", "\"", "\""));
        return left.equals("\"\"") ? "" : "\n\nThis is not narrowed down by " + left + ".";
    }

    private static boolean narrows(Value value) {
        return value instanceof Value.Amount || value instanceof Value.Days || value instanceof Value.Code;
    }
}
