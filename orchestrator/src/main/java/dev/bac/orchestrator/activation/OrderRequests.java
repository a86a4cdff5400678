package dev.bac.orchestrator.activation;

import dev.bac.store.Outbox;
import dev.bac.store.OutboxEvent;
import dev.bac.store.Store;
import dev.bac.store.journal.Scheduler;
import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;

/** Turns orders on businesses into scheduled work, for the time at which they are due; told of one twice, it is one. */
public final class OrderRequests {
    private static final String CONSUMER = "orchestrator.orders";
    private static final int BATCH = 100;

    private final Outbox provisioning;
    private final Store store;

    /** @param store the orchestrator's own, where the scheduler is */
    public OrderRequests(Outbox provisioning, Store store) {
        this.provisioning = provisioning;
        this.store = store;
    }

    /** Takes up what was ordered since the last time. */
    public void takeUp(Scheduler scheduler) {
        provisioning.deliver(CONSUMER, BATCH, event -> schedule(scheduler, event));
    }

    private void schedule(Scheduler scheduler, OutboxEvent event) {
        if (event.type().equals("provisioning.order.placed")) {
            var payload = JsonNodeFactory.instance.objectNode().put("order", event.subject());
            var due = Instant.parse(event.body().required("due").asString());
            store.write(
                    event.tenant(), tx -> scheduler.schedule(tx, OrderWorkflow.TASK, event.subject(), due, payload));
        }
    }
}
