package dev.bac.llm.routing.check;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody else's prices, in the form of genai-prices' {@code data.json}: providers, each with models, each with a rule that
 * says which names are that model's.
 */
public final class PriceList {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** In bytes; the list had 350 KB in 2026. */
    private static final long LONGEST = 50L << 20;

    private final JsonNode providers;

    private PriceList(JsonNode providers) {
        this.providers = providers;
    }

    /**
     * What the list says of a model. A figure is empty when the list has none.
     *
     * @param provider the list's name of who sells it
     * @param id the list's name of the model
     */
    public record Entry(
            String provider,
            String id,
            Optional<BigDecimal> input,
            Optional<BigDecimal> cached,
            Optional<BigDecimal> cacheWrite,
            Optional<BigDecimal> output,
            Optional<Long> context) {}

    /** @throws IllegalArgumentException when the file has another form */
    public static PriceList read(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new IllegalArgumentException(file + " is longer than " + LONGEST + " bytes");
        }
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            if (!root.isArray() || !root.path(0).path("models").isArray()) {
                throw new IllegalArgumentException(
                        file + " is no list of providers with models, as genai-prices has it");
            }
            return new PriceList(root);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(file + " is not JSON");
        }
    }

    /** What one provider asks for the model of this name on a day; empty when the list does not know it. */
    public Optional<Entry> find(String provider, String name, LocalDate day) {
        for (JsonNode each : providers) {
            if (each.path("id").asString().equals(provider)) {
                for (JsonNode model : each.path("models")) {
                    if (fits(model.path("match"), name) && !prices(model, day).isEmpty()) {
                        return Optional.of(entry(provider, model, prices(model, day)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Entry entry(String provider, JsonNode model, JsonNode prices) {
        return new Entry(
                provider,
                model.path("id").asString(),
                figure(prices, "input_mtok"),
                figure(prices, "cache_read_mtok"),
                figure(prices, "cache_write_mtok"),
                figure(prices, "output_mtok"),
                model.has("context_window")
                        ? Optional.of(model.path("context_window").asLong())
                        : Optional.empty());
    }

    /** One price, or several of which the last whose day has come holds. */
    private static JsonNode prices(JsonNode model, LocalDate day) {
        JsonNode prices = model.path("prices");
        if (!prices.isArray()) {
            return prices;
        }
        JsonNode holds = prices.path(0).path("prices");
        for (JsonNode row : prices) {
            String from = row.path("constraint").path("start_date").asString("");
            if (from.isEmpty() || !LocalDate.parse(from).isAfter(day)) {
                holds = row.path("prices");
            }
        }
        return holds;
    }

    private static Optional<BigDecimal> figure(JsonNode prices, String field) {
        JsonNode figure = prices.path(field).isObject() ? prices.path(field).path("base") : prices.path(field);
        return figure.isNumber() ? Optional.of(figure.asDecimal()) : Optional.empty();
    }

    private static boolean fits(JsonNode rule, String name) {
        if (rule.has("or")) {
            return all(rule.path("or")).stream().anyMatch(each -> fits(each, name));
        }
        if (rule.has("and")) {
            return all(rule.path("and")).stream().allMatch(each -> fits(each, name));
        }
        return rule.path("equals").asString("\0").equals(name)
                || rule.has("starts_with")
                        && name.startsWith(rule.path("starts_with").asString())
                || rule.has("ends_with") && name.endsWith(rule.path("ends_with").asString())
                || rule.has("contains") && name.contains(rule.path("contains").asString())
                || rule.has("regex")
                        && Pattern.compile(rule.path("regex").asString())
                                .matcher(name)
                                .find();
    }

    private static List<JsonNode> all(JsonNode list) {
        var all = new ArrayList<JsonNode>();
        list.forEach(all::add);
        return all;
    }
}
