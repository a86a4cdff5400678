package dev.bac.orchestrator.usage;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatResponse;
import dev.bac.orchestrator.run.ModelCalls;
import dev.bac.store.LaterWrites;
import dev.bac.store.Store;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Writes down what calls used that belong to no run, in batches beside them: an answer does not wait for a commit. A node
 * that is killed loses what it had not written yet, a fifth of a second at most; budgets lose nothing by that.
 */
public final class DirectCalls implements AutoCloseable {
    private static final int ROOM = 10_000;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final InstantSource clock;
    private final LaterWrites<ModelCalls.Direct> writes;

    public DirectCalls(Store store, ModelCalls calls, InstantSource clock) {
        this.clock = clock;
        this.writes = new LaterWrites<>("direct-calls", store, PAUSE, ROOM, calls::addDirect);
    }

    /** The model, with its answers written down. */
    public ChatModel recorded(ChatModel model) {
        return (caller, request, onText) -> {
            var start = clock.instant();
            ChatResponse answer = model.chat(caller, request, onText);
            var used = new ModelCalls.Used(
                    answer.usage(),
                    answer.model(),
                    answer.why(),
                    Duration.between(start, clock.instant()),
                    answer.usage().saved());
            writes.add(caller.tenant(), new ModelCalls.Direct(caller, used));
            return answer;
        };
    }

    /** Writes what is waiting. */
    @Override
    public void close() {
        writes.close();
    }
}
