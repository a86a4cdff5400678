package dev.bac.provisioning.preset;

import dev.bac.provisioning.feature.Feature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The industries and countries we know, read from the data files beside this class.
 *
 * @param kits what features bring beside their tools; most bring nothing
 */
public record Presets(
        List<Preset> industries, List<Country> countries, AccountNumbers numbers, Map<Feature, FeatureKit> kits) {
    private static final List<String> FILES = List.of(
            "agency",
            "agriculture",
            "clinic",
            "construction",
            "consulting",
            "ecommerce",
            "education",
            "hospitality",
            "logistics",
            "manufacturing",
            "non_profit",
            "pharmacy",
            "real_estate",
            "restaurant",
            "retail",
            "salon");
    private static final String FOLDER = "/dev/bac/provisioning/";

    public Presets {
        industries = List.copyOf(industries);
        countries = List.copyOf(countries);
        kits = Map.copyOf(kits);
    }

    private record CountryFile(List<Country> countries) {}

    /** Reads the files; {@link IllegalStateException} when the program was packed without one. */
    public static Presets load() {
        var json = JsonMapper.builder().build();
        var industries = FILES.stream()
                .map(name -> read(json, "presets/" + name + ".json", Preset.class))
                .toList();
        return new Presets(
                industries,
                read(json, "countries.json", CountryFile.class).countries(),
                new AccountNumbers(read(json, "account-numbers.json", new TypeReference<>() {})),
                kits(read(json, "feature-kits.json", new TypeReference<>() {})));
    }

    private static Map<Feature, FeatureKit> kits(Map<String, FeatureKit> byKey) {
        var kits = new EnumMap<Feature, FeatureKit>(Feature.class);
        byKey.forEach((key, kit) -> kits.put(Feature.of(key).orElseThrow(), kit));
        return kits;
    }

    /** What a business begins with: its industry's own, and what the features bring that are on. */
    public Preset of(Preset industry, Predicate<Feature> on) {
        var all = industry;
        for (Feature feature : Feature.values()) {
            var kit = kits.get(feature);
            if (kit != null && on.test(feature)) {
                all = kit.beside(all);
            }
        }
        return all;
    }

    /**
     * What a business of the industry gets when its features change; empty when nothing new brings anything.
     *
     * @param before what was on
     * @param after what is on then
     * @param chart the business's chart of accounts
     */
    public Optional<Brought> brought(
            Preset industry, Predicate<Feature> before, Predicate<Feature> after, String chart) {
        Predicate<Feature> fresh = after.and(before.negate());
        var kits = Arrays.stream(Feature.values())
                .filter(fresh)
                .flatMap(feature -> Optional.ofNullable(this.kits.get(feature)).stream())
                .toList();
        if (kits.isEmpty()) {
            return Optional.empty();
        }
        var names = kits.stream()
                .flatMap(kit -> kit.accounts().stream())
                .map(Preset.OwnAccount::name)
                .collect(Collectors.toSet());
        return Optional.of(new Brought(
                Arrays.stream(Feature.values())
                        .filter(fresh)
                        .filter(this.kits::containsKey)
                        .map(Feature::key)
                        .toList(),
                told(fresh),
                numbers.in(chart, of(industry, after).accounts()).stream()
                        .filter(account -> names.contains(account.name()))
                        .toList(),
                kits.stream().flatMap(kit -> kit.templates().stream()).toList(),
                kits.stream().flatMap(kit -> kit.agents().stream()).distinct().toList()));
    }

    /** What the features that are on bring, in words; empty when none brings anything. */
    public String told(Predicate<Feature> on) {
        return Arrays.stream(Feature.values())
                .filter(kits::containsKey)
                .filter(on)
                .map(feature -> feature.key() + ": "
                        + Objects.requireNonNull(kits.get(feature)).told())
                .collect(Collectors.joining("; "));
    }

    /** The industry that goes by that name, in any case: {@code pharmacy}, {@code Pharmacy}, {@code chemist}. */
    public Optional<Preset> industry(String given) {
        String folded = given.strip().toLowerCase(Locale.ROOT);
        return industries.stream().filter(one -> one.goesBy(folded)).findFirst().or(() -> industries.stream()
                .filter(one -> List.of(folded.split("[^\\p{L}]+")).stream().anyMatch(one::goesBy))
                .findFirst());
    }

    /** The country of that name or code. */
    public Optional<Country> country(String given) {
        String folded = given.strip().toLowerCase(Locale.ROOT);
        return countries.stream().filter(one -> one.goesBy(folded)).findFirst();
    }

    /** The country a city is in, for the larger cities of the countries we know. */
    public Optional<Country> countryOf(String city) {
        String folded = city.strip().toLowerCase(Locale.ROOT);
        return countries.stream().filter(one -> one.holds(folded)).findFirst();
    }

    private static <T> T read(JsonMapper json, String file, Class<T> type) {
        return read(json, file, new TypeReference<T>() {
            @Override
            public java.lang.reflect.Type getType() {
                return type;
            }
        });
    }

    private static <T> T read(JsonMapper json, String file, TypeReference<T> type) {
        try (InputStream in = Presets.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the data file " + FOLDER + file + " is missing");
            }
            return Objects.requireNonNull(json.readValue(in, type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
