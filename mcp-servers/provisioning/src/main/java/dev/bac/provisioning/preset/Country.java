package dev.bac.provisioning.preset;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a business is, and what follows from that.
 *
 * @param code ISO 3166-1 alpha-2
 * @param region such as Africa
 * @param currency ISO 4217
 * @param zone IANA time zone of its capital or largest market
 * @param locale BCP 47
 * @param chart the chart of accounts that is usual there: IFRS, US_GAAP, SKR03, SYSCOHADA or GENERAL
 * @param taxes taxes that documents name, the usual one first
 */
public record Country(
        String code,
        String name,
        List<String> aliases,
        String region,
        String currency,
        String zone,
        String locale,
        List<String> cities,
        String chart,
        List<Preset.TaxCode> taxes) {
    public Country {
        aliases = List.copyOf(aliases);
        cities = List.copyOf(cities);
        taxes = List.copyOf(taxes);
    }

    boolean goesBy(String folded) {
        return Stream.concat(Stream.of(code, name), aliases.stream())
                .anyMatch(one -> one.toLowerCase(Locale.ROOT).equals(folded));
    }

    boolean holds(String city) {
        return cities.stream().anyMatch(one -> one.toLowerCase(Locale.ROOT).equals(city));
    }
}
