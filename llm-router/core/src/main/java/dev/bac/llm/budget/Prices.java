package dev.bac.llm.budget;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.Usage;
import java.math.BigDecimal;
import java.util.List;

/** What a request would cost, at whichever model may answer it. */
@FunctionalInterface
public interface Prices {
    /** Nothing has a price. */
    Prices NONE = (_, _) -> List.of();

    /**
     * One that may answer.
     *
     * @param model {@code provider/model}
     * @param cost in US dollars
     */
    record Offer(String model, BigDecimal cost) {}

    /** Those that have a price, dearest first. */
    List<Offer> offers(ChatRequest request, Usage worst);
}
