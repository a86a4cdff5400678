package dev.bac.messaging;

import dev.bac.mcp.TableExport;
import dev.bac.mcp.TenantLife;
import dev.bac.messaging.seed.MessagingSeed;
import dev.bac.messaging.seed.MessagingSeeding;
import dev.bac.store.Tx;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Messaging's part in a tenant's life. */
final class MessagingTenantLife implements TenantLife<MessagingSeed> {
    private static final List<String> TABLES = List.of(
            "hook_delivery",
            "hook",
            "campaign_event",
            "campaign_recipient",
            "campaign",
            "message_event",
            "message_queue",
            "vendor_ref",
            "early_report",
            "inbound",
            "message",
            "template_text",
            "template",
            "contact",
            "consent",
            "counter",
            "send_use");
    private final MessagingSeeding seeding;

    MessagingTenantLife(MessagingSeeding seeding) {
        this.seeding = seeding;
    }

    @Override
    public Class<MessagingSeed> seedType() {
        return MessagingSeed.class;
    }

    @Override
    public void prepare(Tx tx) {
        // A tenant without templates, messages and opt-outs is complete.
    }

    @Override
    public void seed(Tx tx, MessagingSeed seed) {
        seeding.fill(tx, seed);
    }

    @Override
    public ObjectNode export(Tx tx) {
        return TableExport.of(tx, TABLES);
    }

    @Override
    public List<String> tables() {
        return TABLES;
    }

    @Override
    public List<String> verify(Tx tx) {
        long wrong = tx.sql().createQuery("""
                        SELECT count(*) FROM message m WHERE m.vendor_id IS NULL AND m.state = 'SENT'
                        AND EXISTS (SELECT 1 FROM message_event e WHERE e.message_id = m.id AND e.state = 'HELD')
                        """).mapTo(Long.class).one();
        return wrong == 0 ? List.of() : List.of(wrong + " messages were held and count as sent");
    }
}
