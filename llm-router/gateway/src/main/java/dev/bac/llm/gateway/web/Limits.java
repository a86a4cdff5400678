package dev.bac.llm.gateway.web;

import java.time.Duration;

/**
 * Limits of the gateway.
 *
 * @param bodyBytes longest body of a request
 * @param callTime longest call, its whole stream included
 * @param answerTokens longest answer when the request names none
 * @param embeddings most texts of one request for embeddings
 * @param storedBytes memory for answers that a later request may go on from, roughly
 * @param storedFor how long such an answer is kept
 */
public record Limits(
        long bodyBytes, Duration callTime, int answerTokens, int embeddings, long storedBytes, Duration storedFor) {
    public static final Limits USUAL =
            new Limits(32L << 20, Duration.ofMinutes(10), 8_192, 256, 64L << 20, Duration.ofHours(1));
}
