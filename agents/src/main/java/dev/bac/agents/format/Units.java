package dev.bac.agents.format;

import dev.bac.agents.Approvers;
import dev.bac.identity.Role;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Values with a unit, as files write them. */
final class Units {
    private Units() {}

    static Optional<Integer> whole(String text, int least, int most) {
        if (!text.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(text);
        return number < least || number > most ? Optional.empty() : Optional.of(number);
    }

    /** {@code 90s}, {@code 2m}, {@code 24h}, {@code 3d} or ISO 8601; more than nothing and at most the limit. */
    static Optional<Duration> duration(String text, Duration most) {
        var written = text.toUpperCase(Locale.ROOT);
        var iso =
                written.matches("\\d{1,9}[SMH]") ? "PT" + written : written.matches("\\d{1,6}D") ? "P" + written : text;
        try {
            var duration = Duration.parse(iso);
            return duration.isPositive() && duration.compareTo(most) <= 0 ? Optional.of(duration) : Optional.empty();
        } catch (DateTimeException | ArithmeticException wrong) {
            return Optional.empty();
        }
    }

    static Optional<BigDecimal> dollars(String text) {
        return text.matches("\\d{1,6}(\\.\\d{1,4})? USD")
                ? Optional.of(new BigDecimal(text.substring(0, text.length() - " USD".length())))
                : Optional.empty();
    }

    /** From 0 to 1. */
    static Optional<Double> share(String text) {
        return text.matches("0|1|1\\.0{1,4}|0?\\.\\d{1,4}") ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }

    /** Labels of roles. */
    static List<String> roles(Fields fields, String key) {
        return names(fields, key, _ -> false, "");
    }

    /** Labels of roles, and people by name. */
    static Approvers approvers(Fields fields, String key) {
        return Approvers.of(names(fields, key, Approvers::isPerson, ", people are person:NAME"));
    }

    private static List<String> names(Fields fields, String key, Predicate<String> others, String rest) {
        var labels = Arrays.stream(Role.values()).map(Role::label).toList();
        var roles = fields.texts(key);
        for (var role : roles) {
            if (!labels.contains(role) && !others.test(role)) {
                fields.problem(
                        key,
                        "%s: no role \"%s\"; roles are %s%s%s"
                                .formatted(
                                        fields.path(key),
                                        role,
                                        String.join(", ", labels),
                                        rest,
                                        Suggestion.among(role, labels)));
            }
        }
        return roles;
    }
}
