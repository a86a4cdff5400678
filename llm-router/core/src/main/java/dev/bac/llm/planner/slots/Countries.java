package dev.bac.llm.planner.slots;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a country from a city, by the names the platform's locale data knows. */
final class Countries {
    private static final Set<String> NAMES = Arrays.stream(Locale.getISOCountries())
            .map(code -> Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> ALSO =
            Set.of("usa", "us", "uk", "u.s.", "u.s", "england", "holland", "the netherlands");

    private Countries() {}

    /** How much the text being a country, or not, speaks for an argument that is a place. */
    static double likely(Param param, String text) {
        var name = text.toLowerCase(Locale.ROOT);
        boolean country = NAMES.contains(name) || ALSO.contains(name);
        if (param.stems().contains("countri")) {
            return country ? 1.2 : -0.6;
        }
        if (param.stems().contains("region")) {
            return -0.5;
        }
        return country && param.stems().contains("citi") ? -1.2 : 0;
    }
}
