package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.journal.Leases;
import dev.bac.store.journal.ScheduledCall;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Carries out what was ordered for a business, one order at a time of each business. Everything it does may be repeated,
 * so whoever takes it over after a crash begins again; what it came to is recorded last, once.
 */
public final class OrderWorkflow implements ScheduledCall.Handler {
    /** The scheduler's name of this work. */
    public static final String TASK = "business-order";

    private static final Logger LOG = LoggerFactory.getLogger(OrderWorkflow.class);
    /** Prolonged while the order is at work: a move copies for as long as it takes. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Store store;
    private final PlatformCalls calls;
    private final Ordering ordering;
    private final String node;

    public OrderWorkflow(Store store, PlatformCalls calls, Ordering ordering, String node) {
        this.store = store;
        this.calls = calls;
        this.ordering = ordering;
        this.node = node;
    }

    /** @throws RuntimeException when it is to be tried again */
    @Override
    public void run(ScheduledCall call) {
        String order = call.payload().required("order").asString();
        var plan = plan(call.tenant(), order);
        if (!plan.state().equals("WAITING")) {
            return;
        }
        var leases = new Leases(store);
        var fence = leases.take("business/" + plan.business(), node, LEASE)
                .orElseThrow(() -> new IllegalStateException("another order of the business is at work"));
        try (var held = new HeldLease(leases, fence, LEASE)) {
            // As it is now that nobody else works on it.
            var outcome = ordering.carryOut(plan(call.tenant(), order), "order/" + order);
            held.still();
            record(call.tenant(), order, outcome);
            LOG.info("order {} of kind {}: {}", order, plan.kind(), outcome.state());
        }
    }

    private OrderPlan plan(TenantId asker, String order) {
        var wanted = JsonNodeFactory.instance.objectNode().put("order", order);
        return OrderPlan.of(calls.call(asker, "provisioning_order_plan", wanted, "order/" + order + "/plan"));
    }

    private void record(TenantId asker, String order, Ordering.Outcome outcome) {
        var arguments = JsonNodeFactory.instance
                .objectNode()
                .put("order", order)
                .put("state", outcome.state())
                .put("detail", outcome.told());
        arguments.set("result", outcome.result());
        calls.call(asker, "provisioning_order_record", arguments, "order/" + order + "/" + outcome.state());
    }
}
