package dev.bac.llm.resilience;

import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.util.Optional;

/** What tokens cost. */
@FunctionalInterface
public interface Prices {
    /**
     * In US dollars; empty when the price is not known.
     *
     * @param id {@code provider/model}
     */
    Optional<BigDecimal> of(String id, Usage usage);
}
