package dev.bac.llm.routing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads a model's entry of {@code models.yaml}. */
record CardReader(LocalDate today) {

    ModelCard read(JsonNode model) {
        String provider = model.required("provider").asString();
        var prices = new ArrayList<ModelCard.Dated>();
        model.required("prices").forEach(row -> prices.add(dated(row)));
        return new ModelCard(
                provider + "/" + model.required("id").asString(),
                provider,
                today,
                prices,
                count(model, "context"),
                count(model, "max-output"),
                features(model),
                new ModelCard.Life(day(model, "released"), day(model, "retires"), text(model, "replacement")),
                new ModelCard.Facts(
                        List.copyOf(texts(model.path("facts"))), List.copyOf(texts(model.path("unsourced")))),
                model.path("auto").asBoolean(false));
    }

    private static ModelCard.Dated dated(JsonNode row) {
        var tiers = new ArrayList<ModelCard.Tier>();
        row.path("tiers")
                .forEach(tier ->
                        tiers.add(new ModelCard.Tier(tier.required("above").asLong(), price(tier))));
        return new ModelCard.Dated(
                day(row, "from").orElse(LocalDate.MIN),
                price(row),
                tiers,
                row.required("source").asString());
    }

    private static ModelCard.Features features(JsonNode model) {
        JsonNode tools = model.required("tools");
        boolean calls = tools.required("calls").asString().equals("yes");
        return new ModelCard.Features(
                texts(model.required("inputs")),
                calls,
                calls && tools.required("parallel").asBoolean(),
                tools.required("strict").asBoolean(),
                calls && tools.required("forced").asBoolean(),
                model.required("thinking").asString(),
                texts(model.required("parameters")),
                count(model, "cache-minimum"));
    }

    private static Price price(JsonNode node) {
        BigDecimal input = node.required("input").asDecimal();
        return new Price(
                input,
                node.has("cached") ? node.required("cached").asDecimal() : input,
                node.has("cache-write")
                        ? Optional.of(node.required("cache-write").asDecimal())
                        : Optional.empty(),
                node.required("output").asDecimal());
    }

    private static Optional<Long> count(JsonNode node, String field) {
        return node.has(field) ? Optional.of(node.required(field).asLong()) : Optional.empty();
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.has(field) ? Optional.of(node.required(field).asString()) : Optional.empty();
    }

    private static Optional<LocalDate> day(JsonNode node, String field) {
        return text(node, field).map(LocalDate::parse);
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new LinkedHashSet<String>();
        list.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
