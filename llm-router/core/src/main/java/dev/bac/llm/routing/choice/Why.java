package dev.bac.llm.routing.choice;

import dev.bac.llm.routing.task.Task;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A decision in one line. */
final class Why {
    private Why() {}

    /** @param ordered the chosen one first */
    static String line(Policy policy, List<Option> ordered, Optional<String> held, Task task) {
        Option chosen = ordered.getFirst();
        if (held.filter(chosen.model()::startsWith).isPresent()) {
            return chosen.model() + ": stays with the model that "
                    + (task.toolsPending() ? "called the tools" : "signed its thinking");
        }
        var line = new StringBuilder(chosen.model()).append(": ").append(reason(policy));
        line.append(" (").append(figures(chosen)).append(')');
        if (chosen.expected().warm() > 0) {
            line.append(", its cache is warm");
        }
        chosen.leftOut().ifPresent(broken -> line.append("; no model keeps the limits: it ")
                .append(broken));
        if (ordered.size() > 1) {
            line.append("; next ")
                    .append(ordered.get(1).model())
                    .append(" (")
                    .append(figures(ordered.get(1)))
                    .append(')');
        }
        return line.toString();
    }

    private static String reason(Policy policy) {
        return "least expected loss of " + policy.name();
    }

    private static String figures(Option option) {
        Expected expected = option.expected();
        return String.format(
                Locale.ROOT,
                "$%.5f, %.1f s, quality %.2f %s",
                expected.cost(),
                expected.seconds(),
                expected.quality(),
                expected.learned() ? "learned" : "guessed");
    }
}
