package dev.bac.llm.cache;

import java.time.Duration;

/**
 * How much is kept, and how long.
 *
 * @param bytes that the answers in this process may take
 * @param answerCharacters longest answer that is kept, as JSON
 * @param age after which an answer is not served any more
 */
public record CacheLimits(long bytes, int answerCharacters, Duration age) {
    public static final CacheLimits USUAL = new CacheLimits(64L << 20, 256 << 10, Duration.ofHours(1));
}
