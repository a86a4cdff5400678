package dev.bac.provisioning.profile;

import dev.bac.mcp.ToolRefusal;
import dev.bac.provisioning.preset.Country;
import dev.bac.provisioning.preset.Presets;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the country of a business from whatever was said of where it is: people call a city a region and the like. */
final class Place {
    private final Presets presets;

    Place(Presets presets) {
        this.presets = presets;
    }

    Country country(@Nullable String country, @Nullable String city, @Nullable String region) {
        if (country != null) {
            return named(country)
                    .orElseThrow(() -> ToolRefusal.invalid(
                            "country", "\"" + country + "\" is no country we know; write it like NG or Nigeria"));
        }
        return Stream.of(city, region)
                .filter(Objects::nonNull)
                .map(this::named)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> ToolRefusal.invalid(
                        "country",
                        "is needed" + (city == null ? "" : ": we do not know where " + city + " is")
                                + "; write it like NG or Nigeria"));
    }

    private Optional<Country> named(String text) {
        return presets.country(text).or(() -> presets.countryOf(text)).or(() -> other(text));
    }

    /** A country without data of its own: its currency is known to the JDK, its taxes are left to its people. */
    private static Optional<Country> other(String text) {
        return Arrays.stream(Locale.getISOCountries())
                .map(code -> Locale.of("en", code))
                .filter(one -> one.getCountry().equalsIgnoreCase(text)
                        || one.getDisplayCountry(Locale.ENGLISH).equalsIgnoreCase(text))
                .findFirst()
                .flatMap(one -> Optional.ofNullable(Currency.getInstance(one))
                        .map(currency -> new Country(
                                one.getCountry(),
                                one.getDisplayCountry(Locale.ENGLISH),
                                List.of(),
                                "",
                                currency.getCurrencyCode(),
                                "UTC",
                                one.toLanguageTag(),
                                List.of(),
                                "GENERAL",
                                List.of())));
    }
}
