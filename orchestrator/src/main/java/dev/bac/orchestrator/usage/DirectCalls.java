package dev.bac.orchestrator.usage;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatResponse;
import dev.bac.orchestrator.run.ModelCalls;
import dev.bac.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what calls used that belong to no run, in batches beside them: an answer does not wait for a commit. A node
 * that is killed loses what it had not written yet, a fifth of a second at most; budgets lose nothing by that.
 */
public final class DirectCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectCalls.class);
    private static final int WAITING = 10_000;
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private record Made(Caller caller, ModelCalls.Used used) {}

    private final Store store;
    private final ModelCalls calls;
    private final InstantSource clock;
    private final BlockingQueue<Made> waiting = new LinkedBlockingQueue<>(WAITING);
    private final Thread writer;
    private volatile boolean closed;

    public DirectCalls(Store store, ModelCalls calls, InstantSource clock) {
        this.store = store;
        this.calls = calls;
        this.clock = clock;
        this.writer = Thread.ofVirtual().name("direct-calls").start(this::run);
    }

    /** The model, with its answers written down. */
    public ChatModel recorded(ChatModel model) {
        return (caller, request, onText) -> {
            var start = clock.instant();
            ChatResponse answer = model.chat(caller, request, onText);
            var used = new ModelCalls.Used(
                    answer.usage(), answer.model(), answer.why(), Duration.between(start, clock.instant()));
            if (!waiting.offer(new Made(caller, used))) {
                LOG.warn("more calls than can be written down; the usage report lacks one");
            }
            return answer;
        };
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                Made first = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    var batch = new ArrayList<>(List.of(first));
                    waiting.drainTo(batch, BATCH);
                    batch.stream()
                            .collect(Collectors.groupingBy(made -> made.caller().tenant()))
                            .forEach(this::write);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(TenantId tenant, List<Made> batch) {
        try {
            store.write(tenant, tx -> {
                batch.forEach(made -> calls.addDirect(tx, made.caller(), made.used()));
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warn("{} calls could not be written down: {}", batch.size(), e.getMessage());
        }
    }

    /** Writes what is waiting. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
