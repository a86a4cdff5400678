package dev.bac.llm.planner.slots;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells a country from a city, by the names the platform's locale data knows. */
public final class Countries {
    private static final Map<String, String> SHORT = Map.of(
            "usa",
            "US",
            "us",
            "US",
            "uk",
            "GB",
            "u.s.",
            "US",
            "u.s",
            "US",
            "england",
            "GB",
            "holland",
            "NL",
            "great britain",
            "GB");
    private static final Map<String, String> CODES = Stream.concat(
                    Arrays.stream(Locale.getISOCountries())
                            .map(code -> Map.entry(
                                    Locale.of("", code)
                                            .getDisplayCountry(Locale.ENGLISH)
                                            .toLowerCase(Locale.ROOT),
                                    code)),
                    SHORT.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue, (first, _) -> first));

    private Countries() {}

    /** A country's name as the code that an argument of ISO 3166 codes wants; all else as it stands. */
    static String written(Param param, String text) {
        var about = param.description();
        if (!param.stems().contains("countri") || !about.contains("3166") || about.contains("name")) {
            return text;
        }
        return code(text).orElse(text);
    }

    /** The ISO 3166 code of a country's English name. */
    public static Optional<String> code(String text) {
        return Optional.ofNullable(CODES.get(text.toLowerCase(Locale.ROOT).replaceFirst("^the ", "")));
    }

    /** How much the text being a country, or not, speaks for an argument that is a place. */
    static double likely(Param param, String text) {
        var name = text.toLowerCase(Locale.ROOT);
        boolean country = CODES.containsKey(name.replaceFirst("^the ", ""));
        if (param.stems().contains("countri")) {
            return country ? 1.2 : -1.2;
        }
        if (param.stems().contains("region")) {
            return -0.5;
        }
        return country && param.stems().contains("citi") ? -1.2 : 0;
    }
}
