package dev.bac.orchestrator.activation;

import dev.bac.store.Outbox;
import dev.bac.store.OutboxEvent;
import dev.bac.store.Store;
import dev.bac.store.journal.Scheduler;
import java.time.InstantSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Turns requested activations into scheduled work; told of one twice, it is one. */
public final class ActivationRequests {
    private static final String CONSUMER = "orchestrator.activation";
    private static final int BATCH = 100;

    private final Outbox provisioning;
    private final Store store;
    private final InstantSource clock;

    /** @param store the orchestrator's own, where the scheduler is */
    public ActivationRequests(Outbox provisioning, Store store, InstantSource clock) {
        this.provisioning = provisioning;
        this.store = store;
        this.clock = clock;
    }

    /** Takes up what was asked for since the last time. */
    public void takeUp(Scheduler scheduler) {
        provisioning.deliver(CONSUMER, BATCH, event -> schedule(scheduler, event));
    }

    private void schedule(Scheduler scheduler, OutboxEvent event) {
        if (event.type().equals("provisioning.activation.requested")) {
            var payload = JsonNodeFactory.instance.objectNode().put("activation", event.subject());
            store.write(
                    event.tenant(),
                    tx -> scheduler.schedule(tx, ActivationWorkflow.TASK, event.subject(), clock.instant(), payload));
        }
    }
}
