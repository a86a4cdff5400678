package dev.bac.orchestrator.activation;

import dev.bac.store.Outbox;
import dev.bac.store.OutboxEvent;
import dev.bac.store.Store;
import dev.bac.store.journal.ScheduledCall;
import dev.bac.store.journal.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;

/** Turns requested activations into scheduled work; told of one twice, it is one. */
public final class ActivationRequests {
    private static final String CONSUMER = "orchestrator.activation";
    private static final int BATCH = 100;
    /** Longer than an activation usually takes. */
    private static final Duration AFTER = Duration.ofSeconds(10);

    private final Outbox provisioning;
    private final Store store;
    private final InstantSource clock;

    /** @param store the orchestrator's own, where the scheduler is */
    public ActivationRequests(Outbox provisioning, Store store, InstantSource clock) {
        this.provisioning = provisioning;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Takes up what was asked for since the last time.
     *
     * @param atOnce may begin it now; the scheduler has it in a moment in any case
     */
    public void takeUp(Scheduler scheduler, Consumer<ScheduledCall> atOnce) {
        provisioning.deliver(CONSUMER, BATCH, event -> schedule(scheduler, event, atOnce));
    }

    /** It is done: the scheduler need not. */
    void done(Scheduler scheduler, ScheduledCall call) {
        store.write(call.tenant(), tx -> scheduler.cancel(tx, ActivationWorkflow.TASK, call.instance()));
    }

    private void schedule(Scheduler scheduler, OutboxEvent event, Consumer<ScheduledCall> atOnce) {
        if (event.type().equals("provisioning.activation.requested")) {
            var payload = JsonNodeFactory.instance.objectNode().put("activation", event.subject());
            var later = clock.instant().plus(AFTER);
            store.write(
                    event.tenant(),
                    tx -> scheduler.schedule(tx, ActivationWorkflow.TASK, event.subject(), later, payload));
            atOnce.accept(new ScheduledCall(event.tenant(), event.subject(), payload));
        }
    }
}
