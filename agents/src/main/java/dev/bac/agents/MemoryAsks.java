package dev.bac.agents;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Talks that are kept as long as the process lives. */
public final class MemoryAsks implements Asks {
    private final Map<String, Transcript> talks = new ConcurrentHashMap<>();

    @Override
    public Talk open(Question question) {
        return new Talk(talks.computeIfAbsent(question.key(), _ -> Transcript.of(question.text())), Allowance.FRESH);
    }

    @Override
    public void ended(String key, Run outcome) {
        // The transcript says it all.
    }
}
