package dev.bac.llm.routing;

import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A vendor's facts about a model.
 *
 * @param id {@code provider/model}
 * @param price for prompts up to the first tier
 * @param tiers dearer prices of longer prompts, shortest first
 * @param context longest prompt with its answer, in tokens
 * @param maxOutput longest answer, in tokens
 */
public record ModelCard(
        String id, String provider, Price price, List<Tier> tiers, Optional<Long> context, Optional<Long> maxOutput) {
    public ModelCard {
        tiers = List.copyOf(tiers);
    }

    /** The price of a whole call whose prompt is longer than {@code above} tokens. */
    public record Tier(long above, Price price) {}

    /** In US dollars. */
    public BigDecimal cost(Usage usage) {
        Price fits = price;
        for (Tier tier : tiers) {
            if (usage.input() > tier.above) {
                fits = tier.price;
            }
        }
        return fits.of(usage);
    }
}
