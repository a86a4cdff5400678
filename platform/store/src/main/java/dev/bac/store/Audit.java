package dev.bac.store;

import dev.bac.identity.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record of who did what. A write's row and its digest are part of the write's transaction; the links between rows
 * are made a moment later by {@link AuditChain}, for a chain inside every transaction would let a tenant's writes
 * through one by one.
 */
public final class Audit {
    private Audit() {}

    /** Records an entry in the transaction of what it tells about. */
    public static void write(Tx tx, AuditEntry entry) {
        UUID id = tx.newId();
        Instant at = tx.now().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
        tx.sql()
                .createUpdate("""
                        INSERT INTO audit (id, at, actor, agent, channel, action, outcome, details, digest)
                        VALUES (:id, :at, :actor, :agent, :channel, :action, :outcome, CAST(:details AS json), :digest)
                        """)
                .bind("id", id)
                .bind("at", at)
                .bind("actor", entry.actor())
                .bind("agent", entry.agent().orElse(null))
                .bind("channel", entry.channel())
                .bind("action", entry.action())
                .bind("outcome", entry.outcome())
                .bind("details", entry.details().toString())
                .bind("digest", digest(tx.tenant(), id, at, entry))
                .execute();
    }

    static String digest(TenantId tenant, UUID id, Instant at, AuditEntry entry) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("tenant", tenant.toString());
        row.put("id", id.toString());
        row.put("at", at.toString());
        row.put("actor", entry.actor());
        row.put("agent", entry.agent().orElse(null));
        row.put("channel", entry.channel());
        row.put("action", entry.action());
        row.put("outcome", entry.outcome());
        row.set("details", entry.details());
        return CanonicalJson.sha256(row);
    }
}
