package dev.bac.orchestrator.activation;

import dev.bac.orchestrator.activation.PlatformCalls.CallRefused;
import dev.bac.store.Outbox;
import dev.bac.store.OutboxEvent;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes the CRM's accounts known to finance and ERP, at least once and in the CRM's order. What a server refuses for
 * good is logged and passed over, so that one event cannot hold up all that follow; anything else is tried again.
 */
public final class CustomerCopies {
    private static final Logger LOG = LoggerFactory.getLogger(CustomerCopies.class);
    private static final String CONSUMER = "orchestrator.customers";
    private static final int BATCH = 100;
    private static final List<String> TOOLS = List.of("finance_party_put", "erp_customer_put");
    private static final Set<String> FOR_GOOD = Set.of("invalid", "conflict", "tenant_unknown");

    private final Outbox crm;
    private final PlatformCalls calls;

    public CustomerCopies(Outbox crm, PlatformCalls calls) {
        this.crm = crm;
        this.calls = calls;
    }

    /** Copies what is new since the last time. */
    public void copy() {
        crm.deliver(CONSUMER, BATCH, this::copy);
    }

    private void copy(OutboxEvent event) {
        if (!event.type().equals("crm.account.created")) {
            return;
        }
        var arguments = JsonNodeFactory.instance
                .objectNode()
                .put("id", event.body().required("account").asString())
                .put("name", event.body().required("name").asString());
        for (String tool : TOOLS) {
            try {
                calls.call(event.tenant(), tool, arguments, "event/" + event.id() + "/" + tool);
            } catch (CallRefused refused) {
                if (!FOR_GOOD.contains(refused.code())) {
                    throw refused;
                }
                LOG.error("event {} is passed over: {} says {}", event.id(), tool, refused.code());
            }
        }
    }
}
