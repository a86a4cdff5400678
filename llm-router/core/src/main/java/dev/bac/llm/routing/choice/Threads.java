package dev.bac.llm.routing.choice;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Who answered in each conversation lately, so that what vendors have cached of it can be priced. On this node only. */
final class Threads {
    private static final int MOST = 20_000;

    /** Anthropic's cache lives 5 minutes from its last use, OpenAI's 5 to 10, Gemini's implicit one is not said. */
    private static final Duration SURE = Duration.ofMinutes(5);

    private static final Duration MAYBE = Duration.ofMinutes(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Talk> threads = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Talk> eldest) {
            return size() > MOST;
        }
    };

    /** What a model has seen of the conversation. */
    private record Seen(Instant at, long tokens) {}

    private record Talk(Decision last, String model, Map<String, Seen> seen) {}

    /** The prompt's beginning that a model has read before, and how likely it is still cached. */
    record Warmth(long tokens, double likely) {
        static final Warmth COLD = new Warmth(0, 0);
    }

    /** @param tokens of the prompt and the answer together */
    void answered(String conversation, Decision decision, String model, long tokens, Instant now) {
        lock.lock();
        try {
            Talk before = threads.get(conversation);
            var seen = new HashMap<String, Seen>(before == null ? Map.of() : before.seen);
            seen.put(model, new Seen(now, tokens));
            threads.put(conversation, new Talk(decision, model, Map.copyOf(seen)));
        } finally {
            lock.unlock();
        }
    }

    /** Who answered last. */
    Optional<String> model(String conversation) {
        return thread(conversation).map(Talk::model);
    }

    /** The decision that the last answer came from. */
    Optional<Decision> decision(String conversation) {
        return thread(conversation).map(Talk::last);
    }

    Warmth warmth(String conversation, String model, Instant now) {
        return thread(conversation)
                .map(thread -> thread.seen.get(model))
                .map(seen -> {
                    Duration age = Duration.between(seen.at, now);
                    return new Warmth(
                            seen.tokens, age.compareTo(SURE) <= 0 ? 0.95 : age.compareTo(MAYBE) <= 0 ? 0.25 : 0);
                })
                .orElse(Warmth.COLD);
    }

    private Optional<Talk> thread(String conversation) {
        lock.lock();
        try {
            return Optional.ofNullable(threads.get(conversation));
        } finally {
            lock.unlock();
        }
    }
}
