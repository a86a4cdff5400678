package dev.bac.orchestrator.config;

import java.time.Duration;

/**
 * Giving answers again.
 *
 * @param cache false to ask the agent anew every time
 * @param memory most characters of answers kept, in all
 * @param longest after which an answer is asked for anew even if nothing it read has changed
 */
public record AnswerSettings(boolean cache, long memory, Duration longest) {

    public static final AnswerSettings DEFAULT = new AnswerSettings(true, 64L << 20, Duration.ofHours(24));

    static AnswerSettings read(Section section) {
        var read = new AnswerSettings(
                section.flag("cache", DEFAULT.cache),
                section.size("memory", DEFAULT.memory),
                section.duration("longest", DEFAULT.longest));
        section.done();
        return read;
    }
}
