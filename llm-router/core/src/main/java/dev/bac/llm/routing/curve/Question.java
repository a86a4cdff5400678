package dev.bac.llm.routing.curve;

import java.math.BigDecimal;

/**
 * A question that both models answered.
 *
 * @param weak 1 when the weak model was right
 * @param strong 1 when the strong model was right
 * @param weakCost of its answer, in US dollars; 0 when not known
 * @param strongCost of its answer, in US dollars; 1 when not known, so that cost counts calls
 */
public record Question(String text, double weak, double strong, BigDecimal weakCost, BigDecimal strongCost) {}
