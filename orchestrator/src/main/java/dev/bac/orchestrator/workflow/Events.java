package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.Expression;
import dev.bac.agents.workflow.Trigger;
import dev.bac.orchestrator.access.Companies;
import dev.bac.store.Outbox;
import dev.bac.store.OutboxEvent;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings what the domains publish to the workflows: starts those that an event triggers, and wakes those that wait for
 * it. An event comes at least once and starts a run of a workflow at most once.
 */
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final String CONSUMER = "orchestrator.workflows";
    private static final int BATCH = 200;

    private final Map<String, Outbox> outboxes;
    private final Store store;
    private final Catalogue catalogue;
    private final Starts starts;
    private final Pass.Stores stores;
    private final Companies companies;
    private final Instant since;

    Events(
            Map<String, Outbox> outboxes,
            Store store,
            Catalogue catalogue,
            Starts starts,
            Pass.Stores stores,
            Companies companies) {
        this.outboxes = Map.copyOf(outboxes);
        this.store = store;
        this.catalogue = catalogue;
        this.starts = starts;
        this.stores = stores;
        this.companies = companies;
        this.since = StableSince.of(store);
    }

    /** Delivers what is new. */
    public void deliver() {
        outboxes.values().forEach(outbox -> outbox.deliver(CONSUMER, BATCH, this::accept));
    }

    void accept(OutboxEvent event) {
        if (event.occurredAt().isBefore(since) || companies.find(event.tenant()).isEmpty()) {
            return;
        }
        var wanted = catalogue.all(event.tenant()).stream()
                .filter(entry -> entry.workflow().awaited().contains(event.type())
                        || triggers(entry, event).findAny().isPresent())
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        ObjectNode body = body(event);
        store.write(event.tenant(), tx -> {
            boolean awaited =
                    wanted.stream().anyMatch(entry -> entry.workflow().awaited().contains(event.type()));
            if (awaited) {
                stores.waits().keep(tx, event.id(), event.type(), body, event.occurredAt());
                stores.waits().waiting(tx, event.type()).forEach(run -> wake(tx, run));
            }
            wanted.stream().filter(Catalogue.Entry::enabled).forEach(entry -> triggers(entry, event)
                    .forEach(trigger -> start(tx, entry, trigger, event, body)));
            return true;
        });
    }

    private static java.util.stream.Stream<Trigger.OnEvent> triggers(Catalogue.Entry entry, OutboxEvent event) {
        return entry.workflow().triggers().stream()
                .filter(Trigger.OnEvent.class::isInstance)
                .map(Trigger.OnEvent.class::cast)
                .filter(trigger -> trigger.type().equals(event.type()));
    }

    private void wake(Tx tx, UUID run) {
        stores.wakes().wake(tx, run);
        starts.look(tx, run, "event-" + tx.newId());
    }

    /** A condition that has no value for an event starts nothing, and is said. */
    private void start(Tx tx, Catalogue.Entry entry, Trigger.OnEvent trigger, OutboxEvent event, ObjectNode body) {
        Map<String, JsonNode> variables = Map.of("event", body);
        try {
            if (trigger.when().isPresent() && !trigger.when().get().holds(variables)) {
                return;
            }
            String once = trigger.once()
                    .map(expression -> expression.value(variables).asString(""))
                    .orElse(event.id().toString());
            starts.start(
                    tx,
                    entry,
                    new Starts.Begin(
                            WorkflowRun.Cause.EVENT,
                            Optional.of("event/" + once),
                            JsonNodeFactory.instance.objectNode(),
                            Optional.of(body)));
        } catch (Expression.Failed wrong) {
            LOG.warn(
                    "event {} starts no run of {}: its condition has no value",
                    event.id(),
                    entry.workflow().name());
        }
    }

    /** The event's fields, and beside them what is known of it as an event. */
    static ObjectNode body(OutboxEvent event) {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        if (event.body() instanceof ObjectNode fields) {
            told.setAll(fields);
        }
        told.put("eventId", event.id().toString());
        told.put("eventType", event.type());
        told.put("subject", event.subject());
        told.put("position", event.position().xid() + ":" + event.position().seq());
        told.put("occurredAt", event.occurredAt().toString());
        return told;
    }
}
