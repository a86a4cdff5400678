package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.journal.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Finds activations, and orders on businesses, that nobody works on: their event or their scheduled work was lost, or was
 * given up after too many failures, as an order is that waits for another one of the same business. They are scheduled
 * again; a step that keeps failing ends the activation, and what it made is taken away.
 */
public final class LostActivations {
    /** Without news for this long, in a minute's time of steps that take seconds. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final int BATCH = 100;

    private final Store provisioning;
    private final Store store;
    private final InstantSource clock;

    /** @param store the orchestrator's own, where the scheduler is */
    public LostActivations(Store provisioning, Store store, InstantSource clock) {
        this.provisioning = provisioning;
        this.store = store;
        this.clock = clock;
    }

    /** Takes up those that a tenant asked for. @return how many */
    public int takeUp(Scheduler scheduler, TenantId tenant) {
        long activations = quiet(tenant).stream()
                .filter(id -> schedule(scheduler, tenant, ActivationWorkflow.TASK, "activation", id))
                .count();
        long orders = overdue(tenant).stream()
                .filter(id -> schedule(scheduler, tenant, OrderWorkflow.TASK, "order", id))
                .count();
        return Math.toIntExact(activations + orders);
    }

    /** The orders of a business in the order in which they were placed. */
    private List<UUID> overdue(TenantId tenant) {
        return provisioning.read(tenant, tx -> tx.sql()
                .createQuery("""
                        SELECT id FROM business_order WHERE state = 'WAITING' AND due_at < :before
                        ORDER BY number LIMIT :most
                        """)
                .bind("before", clock.instant().minus(QUIET))
                .bind("most", BATCH)
                .mapTo(UUID.class)
                .list());
    }

    private List<UUID> quiet(TenantId tenant) {
        return provisioning.read(tenant, tx -> tx.sql()
                .createQuery("""
                        SELECT id FROM activation a
                        WHERE updated_at < :before
                          AND (state IN ('REQUESTED', 'RUNNING')
                               OR state = 'FAILED' AND EXISTS (
                                   SELECT FROM activation_step s
                                   WHERE s.activation_id = a.id AND s.state IN ('RUNNING', 'DONE', 'FAILED')))
                        ORDER BY created_at LIMIT :most
                        """)
                .bind("before", clock.instant().minus(QUIET))
                .bind("most", BATCH)
                .mapTo(UUID.class)
                .list());
    }

    private boolean schedule(Scheduler scheduler, TenantId tenant, String task, String what, UUID id) {
        var payload = JsonNodeFactory.instance.objectNode().put(what, id.toString());
        return store.write(tenant, tx -> scheduler.schedule(tx, task, id.toString(), clock.instant(), payload));
    }
}
