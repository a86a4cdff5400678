package dev.bac.agents;

import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A journal for runs that need not outlive their process: tests, and agents' own tests. */
public final class MemoryCallLog implements CallLog {
    private final Map<String, ToolOutcome> outcomes = new ConcurrentHashMap<>();

    @Override
    public Optional<ToolOutcome> outcome(String key) {
        return Optional.ofNullable(outcomes.get(key));
    }

    @Override
    public void intent(ToolCall call) {
        // Nobody reads intents after the process is gone.
    }

    @Override
    public void outcome(String key, ToolOutcome outcome) {
        outcomes.put(key, outcome);
    }
}
