package dev.bac.llm.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
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

    private Catalogue(Map<String, ModelCard> cards, Map<String, String> defaults) {
        this.cards = cards;
        this.defaults = defaults;
    }

    /** The one that ships. */
    public static Catalogue shipped() {
        try (InputStream in = Catalogue.class.getResourceAsStream("models.yaml")) {
            if (in == null) {
                throw new IOException("models.yaml is missing");
            }
            return read(YAML.readTree(in));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Catalogue read(JsonNode root) {
        var cards = new LinkedHashMap<String, ModelCard>();
        for (JsonNode model : root.required("models")) {
            ModelCard card = card(model);
            cards.put(card.id(), card);
        }
        var defaults = new LinkedHashMap<String, String>();
        root.required("defaults")
                .properties()
                .forEach(entry -> defaults.put(entry.getKey(), entry.getValue().asString()));
        return new Catalogue(cards, defaults);
    }

    private static ModelCard card(JsonNode model) {
        String provider = model.required("provider").asString();
        var tiers = new ArrayList<ModelCard.Tier>();
        model.path("tiers")
                .forEach(tier ->
                        tiers.add(new ModelCard.Tier(tier.required("above").asLong(), price(tier))));
        return new ModelCard(
                provider + "/" + model.required("id").asString(),
                provider,
                price(model),
                tiers,
                count(model, "context"),
                count(model, "max-output"));
    }

    private static Price price(JsonNode node) {
        BigDecimal input = node.required("input").asDecimal();
        BigDecimal cached = node.has("cached") ? node.required("cached").asDecimal() : input;
        return new Price(input, cached, node.required("output").asDecimal());
    }

    private static Optional<Long> count(JsonNode node, String field) {
        return node.has(field) ? Optional.of(node.required(field).asLong()) : Optional.empty();
    }

    /** By {@code provider/model}; a name with a date or version behind it is its model's, the longest that fits. */
    public Optional<ModelCard> find(String id) {
        ModelCard exact = cards.get(id);
        return exact != null
                ? Optional.of(exact)
                : cards.values().stream()
                        .filter(card -> id.startsWith(card.id() + "-")
                                && id.substring(card.id().length() + 1).matches("[0-9-]+|latest"))
                        .max(java.util.Comparator.comparingInt(card -> card.id().length()));
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
