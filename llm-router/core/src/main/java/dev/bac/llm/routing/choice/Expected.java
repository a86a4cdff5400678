package dev.bac.llm.routing.choice;

/**
 * What is expected of one model for one request.
 *
 * @param cost of this call, in US dollars
 * @param wholeCost of this call and, because a warm prompt cache is worth something only then, of the conversation's
 *     further calls beyond what they cost at the cheapest: equal to {@code cost} when no further one is expected
 * @param seconds to the whole answer, the median
 * @param slowSeconds what 19 of 20 answers keep
 * @param quality expected score, 0 to 1
 * @param unsure about the score, 0 to about 1
 * @param learned true when outcomes, not the guess alone, speak for the quality
 * @param warm how likely the vendor still has the prompt's beginning cached, 0 to 1
 */
public record Expected(
        double cost,
        double wholeCost,
        double seconds,
        double slowSeconds,
        double quality,
        double unsure,
        boolean learned,
        double warm) {}
