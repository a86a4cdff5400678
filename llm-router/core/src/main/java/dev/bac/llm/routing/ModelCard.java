package dev.bac.llm.routing;

import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A vendor's facts about a model.
 *
 * @param id {@code provider/model}
 * @param today the day whose prices count
 * @param prices oldest first, at least one
 * @param context longest prompt with its answer, in tokens
 * @param maxOutput longest answer, in tokens
 * @param auto true when {@code auto} may choose it without anybody naming it
 */
public record ModelCard(
        String id,
        String provider,
        LocalDate today,
        List<Dated> prices,
        Optional<Long> context,
        Optional<Long> maxOutput,
        Features features,
        Life life,
        Facts facts,
        boolean auto) {
    public ModelCard {
        prices = List.copyOf(prices);
    }

    /**
     * A price from a day on.
     *
     * @param from the first day the source shows it; {@link LocalDate#MIN} when it does not say
     * @param tiers dearer prices of longer prompts, shortest first
     * @param source a key of the catalogue's sources
     */
    public record Dated(LocalDate from, Price price, List<Tier> tiers, String source) {
        public Dated {
            tiers = List.copyOf(tiers);
        }
    }

    /** The price of a whole call whose prompt is longer than {@code above} tokens. */
    public record Tier(long above, Price price) {}

    /**
     * What it can do.
     *
     * @param inputs such as {@code text}, {@code image}
     * @param tools false too when the vendor takes tools in an interface only that we do not speak
     * @param parallelTools several calls in one answer
     * @param strictSchema answers by a JSON schema
     * @param forcedTools a call may be demanded
     * @param thinking how it is asked to think: {@code none}, {@code effort}, {@code budget}, {@code level}, {@code adaptive}
     * @param parameters those it accepts
     * @param cacheMinimum shortest prompt that the vendor's cache keeps, in tokens
     */
    public record Features(
            Set<String> inputs,
            boolean tools,
            boolean parallelTools,
            boolean strictSchema,
            boolean forcedTools,
            String thinking,
            Set<String> parameters,
            Optional<Long> cacheMinimum) {
        public Features {
            inputs = Set.copyOf(inputs);
            parameters = Set.copyOf(parameters);
        }
    }

    /** @param replacement the id of the model that the vendor names instead */
    public record Life(Optional<LocalDate> released, Optional<LocalDate> retires, Optional<String> replacement) {
        public boolean retired(LocalDate day) {
            return retires.filter(end -> !day.isBefore(end)).isPresent();
        }
    }

    /**
     * Where all this was read.
     *
     * @param sources keys of the catalogue's sources
     * @param unsourced names of fields that no source was found for
     */
    public record Facts(List<String> sources, List<String> unsourced) {
        public Facts {
            sources = List.copyOf(sources);
            unsourced = List.copyOf(unsourced);
        }
    }

    /** Today's, of a short prompt. */
    public Price price() {
        return price(0);
    }

    /** Today's, of a prompt of so many tokens. */
    public Price price(long prompt) {
        Dated dated = on(today);
        Price fits = dated.price;
        for (Tier tier : dated.tiers) {
            if (prompt > tier.above) {
                fits = tier.price;
            }
        }
        return fits;
    }

    /** Dearer prices of longer prompts, today. */
    public List<Tier> tiers() {
        return on(today).tiers;
    }

    /** The price in force on a day: the latest that began by then, or the first there is. */
    public Dated on(LocalDate day) {
        Dated fits = prices.getFirst();
        for (Dated dated : prices) {
            if (!dated.from.isAfter(day)) {
                fits = dated;
            }
        }
        return fits;
    }

    /** In US dollars, today. */
    public BigDecimal cost(Usage usage) {
        return price(usage.input()).of(usage);
    }

    /** Of a prompt too short for it, the vendor's cache keeps nothing. In tokens; a usual figure when it is not known. */
    public long cacheMinimum() {
        return features.cacheMinimum().orElse(1_024L);
    }
}
