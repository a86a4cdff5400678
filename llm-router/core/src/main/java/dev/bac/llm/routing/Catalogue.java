package dev.bac.llm.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Models and prices that we know of, from {@code models.yaml}. Measured figures are kept apart from these facts. */
public final class Catalogue {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Map<String, ModelCard> cards;
    private final Map<String, String> defaults;
    private final Map<String, Source> sources;
    private final List<Decided> decided;

    /** Names that stand for a card's, or for none: every call looks some up several times. */
    private final Cache<String, Optional<ModelCard>> fitting =
            Caffeine.newBuilder().maximumSize(1_000).executor(Runnable::run).build();

    private Catalogue(
            Map<String, ModelCard> cards,
            Map<String, String> defaults,
            Map<String, Source> sources,
            List<Decided> decided) {
        this.cards = cards;
        this.defaults = defaults;
        this.sources = sources;
        this.decided = List.copyOf(decided);
    }

    /**
     * Where a figure was read.
     *
     * @param at an address
     * @param date when it was read there, or how old what was read is
     */
    public record Source(String at, LocalDate date) {}

    /**
     * A disagreement with another list that somebody has looked into.
     *
     * @param at who says so there
     * @param theirs their figures, by name
     * @param why ours stands
     */
    public record Decided(String model, String at, Map<String, BigDecimal> theirs, String why) {
        public Decided {
            theirs = Map.copyOf(theirs);
        }
    }

    /** The one that ships, with the prices of the day it was made. */
    public static Catalogue shipped() {
        return shipped(Optional.empty());
    }

    /** The one that ships, with the prices of this day. */
    public static Catalogue shipped(LocalDate today) {
        return shipped(Optional.of(today));
    }

    private static Catalogue shipped(Optional<LocalDate> today) {
        try (InputStream in = Catalogue.class.getResourceAsStream("models.yaml")) {
            if (in == null) {
                throw new IOException("models.yaml is missing");
            }
            return read(YAML.readTree(in), today);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Catalogue read(JsonNode root, Optional<LocalDate> today) {
        var reader = new CardReader(
                today.orElseGet(() -> LocalDate.parse(root.required("date").asString())));
        var cards = new LinkedHashMap<String, ModelCard>();
        for (JsonNode model : root.required("models")) {
            ModelCard card = reader.read(model);
            cards.put(card.id(), card);
        }
        var defaults = new LinkedHashMap<String, String>();
        root.required("defaults")
                .properties()
                .forEach(entry -> defaults.put(entry.getKey(), entry.getValue().asString()));
        var sources = new LinkedHashMap<String, Source>();
        root.required("sources")
                .properties()
                .forEach(entry -> sources.put(
                        entry.getKey(),
                        new Source(
                                entry.getValue().required("url").asString(),
                                LocalDate.parse(
                                        entry.getValue().required("date").asString()))));
        var decided = new ArrayList<Decided>();
        root.required("decided").forEach(row -> decided.add(decided(row)));
        return new Catalogue(cards, defaults, sources, decided);
    }

    private static Decided decided(JsonNode row) {
        var theirs = new LinkedHashMap<String, BigDecimal>();
        row.required("theirs")
                .properties()
                .forEach(entry -> theirs.put(entry.getKey(), entry.getValue().asDecimal()));
        return new Decided(
                row.required("model").asString(),
                row.required("at").asString(),
                theirs,
                row.required("why").asString());
    }

    /** Every model, by provider. */
    public List<ModelCard> all() {
        return List.copyOf(cards.values());
    }

    /** What other lists say that was looked into. */
    public List<Decided> decided() {
        return decided;
    }

    /** Where figures were read, by the keys that cards name. */
    public Map<String, Source> sources() {
        return Map.copyOf(sources);
    }

    /**
     * By {@code provider/model}; a name with a date or version, or at Ollama a size, behind it is its model's, the longest
     * that fits.
     */
    public Optional<ModelCard> find(String id) {
        ModelCard exact = cards.get(id);
        return exact != null ? Optional.of(exact) : fitting.get(id, this::longest);
    }

    private Optional<ModelCard> longest(String id) {
        return cards.values().stream().filter(card -> fits(id, card.id())).max(Comparator.comparingInt(card -> card.id()
                .length()));
    }

    private static boolean fits(String id, String card) {
        return id.startsWith(card + ":")
                || id.startsWith(card + "-") && id.substring(card.length() + 1).matches("[0-9-]+|latest");
    }

    public List<ModelCard> of(String provider) {
        return cards.values().stream()
                .filter(card -> card.provider().equals(provider))
                .toList();
    }

    /** The model asked when a provider is configured and none is named. */
    public Optional<String> defaultModel(String provider) {
        return Optional.ofNullable(defaults.get(provider));
    }
}
