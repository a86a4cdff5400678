package dev.bac.llm.vendor;

import java.time.Duration;

/**
 * How long a vendor may say nothing. A comment or a ping is nothing: they come from proxies too, behind which the model
 * may hang.
 *
 * @param first until the first event of an answer
 * @param between from one event to the next
 */
public record Silence(Duration first, Duration between) {
    /** Thinking models take their time before the first word, and none in the middle of a sentence. */
    public static final Silence USUAL = new Silence(Duration.ofSeconds(60), Duration.ofSeconds(30));
}
