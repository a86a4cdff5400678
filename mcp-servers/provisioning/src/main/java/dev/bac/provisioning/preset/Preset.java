package dev.bac.provisioning.preset;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a business of an industry starts with.
 *
 * @param id such as {@code pharmacy}
 * @param alsoCalled other words for the industry
 * @param agents names of agents in the library that fit
 * @param compliance tags of rules the business is under
 */
public record Preset(
        String id,
        String title,
        List<String> alsoCalled,
        String description,
        List<PipelineStage> pipeline,
        List<ChartAccount> chart,
        List<CatalogueItem> items,
        List<MessageTemplate> templates,
        List<String> agents,
        List<String> compliance) {
    public Preset {
        alsoCalled = List.copyOf(alsoCalled);
        pipeline = List.copyOf(pipeline);
        chart = List.copyOf(chart);
        items = List.copyOf(items);
        templates = List.copyOf(templates);
        agents = List.copyOf(agents);
        compliance = List.copyOf(compliance);
    }

    /** A stage of the sales pipeline; {@code stage} is the CRM's own name for it, the probability in percent. */
    public record PipelineStage(String stage, String title, int probability) {}

    /** An account of the books; {@code type} is ASSET, LIABILITY, EQUITY, INCOME or EXPENSE. */
    public record ChartAccount(String code, String name, String type) {}

    /** Something the business buys, sells or keeps; prices are its own affair. */
    public record CatalogueItem(String sku, String name, String unit, String category) {}

    /** A message with gaps like {@code {{name}}}; {@code channel} is SMS or EMAIL. */
    public record MessageTemplate(
            String name, String channel, @Nullable String subject, String body) {}

    /** A tax and its rate in percent. */
    public record TaxRate(String name, BigDecimal percent) {}

    boolean goesBy(String folded) {
        return id.equals(folded)
                || title.toLowerCase(Locale.ROOT).equals(folded)
                || alsoCalled.stream().anyMatch(folded::equals);
    }
}
