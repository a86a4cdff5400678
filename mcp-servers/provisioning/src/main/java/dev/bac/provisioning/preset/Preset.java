package dev.bac.provisioning.preset;

import dev.bac.provisioning.feature.Feature;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a business of an industry starts with.
 *
 * @param id such as {@code pharmacy}
 * @param alsoCalled other words for the industry
 * @param accounts what it has in its books beside any chart of accounts
 * @param agents names of agents in the library that fit
 * @param workflows names of workflows in the library that run from the start
 * @param features what is on or off for the industry, by key
 * @param compliance tags of rules the business is under
 */
public record Preset(
        String id,
        String title,
        List<String> alsoCalled,
        String description,
        List<PipelineStage> pipeline,
        List<OwnAccount> accounts,
        List<CatalogueItem> items,
        List<MessageTemplate> templates,
        List<String> agents,
        List<String> workflows,
        Map<String, Boolean> features,
        List<String> compliance) {
    public Preset {
        alsoCalled = List.copyOf(alsoCalled);
        pipeline = List.copyOf(pipeline);
        accounts = List.copyOf(accounts);
        items = List.copyOf(items);
        templates = List.copyOf(templates);
        agents = List.copyOf(agents);
        workflows = List.copyOf(workflows);
        features = Map.copyOf(features);
        compliance = List.copyOf(compliance);
    }

    /** A stage of the sales pipeline; {@code stage} is the CRM's own name for it, the probability in percent. */
    public record PipelineStage(String stage, String title, int probability) {}

    /** An account of the industry; its number depends on the chart. */
    public record OwnAccount(AccountGroup group, String name) {}

    /** Something the business buys, sells or keeps; prices are its own affair. */
    public record CatalogueItem(String sku, String name, String unit, String category) {}

    /** A message with gaps like {@code {{name}}}; {@code channel} is SMS or EMAIL. */
    public record MessageTemplate(
            String name, String channel, @Nullable String subject, String body) {}

    /**
     * A tax as the books of a country name it.
     *
     * @param parts in the order in which they are reckoned
     */
    public record TaxCode(String code, String name, List<TaxPart> parts) {
        public TaxCode {
            parts = List.copyOf(parts);
        }
    }

    /** A part of a tax: its rate in percent, and STANDARD, COMPOUND, REVERSE_CHARGE or WITHHOLDING. */
    public record TaxPart(String name, BigDecimal rate, String mode) {}

    /** What the industry's preset says of features. */
    public Map<Feature, Boolean> toggles() {
        var toggles = new EnumMap<Feature, Boolean>(Feature.class);
        features.forEach((key, on) -> toggles.put(Feature.of(key).orElseThrow(), on));
        return toggles;
    }

    Preset with(List<OwnAccount> otherAccounts, List<MessageTemplate> otherTemplates, List<String> otherAgents) {
        return new Preset(
                id,
                title,
                alsoCalled,
                description,
                pipeline,
                otherAccounts,
                items,
                otherTemplates,
                otherAgents,
                workflows,
                features,
                compliance);
    }

    boolean goesBy(String folded) {
        return id.equals(folded)
                || title.toLowerCase(Locale.ROOT).equals(folded)
                || alsoCalled.stream().anyMatch(folded::equals);
    }
}
