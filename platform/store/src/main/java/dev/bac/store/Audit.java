package dev.bac.store;

import dev.bac.identity.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
        write(tx, List.of(entry));
    }

    /** Records several, in their order, by one statement. */
    public static void write(Tx tx, List<AuditEntry> entries) {
        Instant at = tx.now().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
        var ids = entries.stream().map(_ -> tx.newId()).toArray(UUID[]::new);
        var digests = new String[ids.length];
        for (int i = 0; i < ids.length; i++) {
            digests[i] = digest(tx.tenant(), ids[i], at, entries.get(i));
        }
        tx.sql()
                .createUpdate("""
                        INSERT INTO audit (id, at, actor, agent, channel, action, outcome, details, digest)
                        SELECT id, :at, actor, agent, channel, action, outcome, CAST(details AS json), digest
                        FROM unnest(:ids, :actors, :agents, :channels, :actions, :outcomes, :details, :digests)
                             WITH ORDINALITY AS one(id, actor, agent, channel, action, outcome, details, digest, place)
                        ORDER BY place
                        """)
                .bind("at", at)
                .bindArray("ids", UUID.class, (Object[]) ids)
                .bindArray("actors", String.class, texts(entries, AuditEntry::actor))
                .bindArray("agents", String.class, texts(entries, entry -> entry.agent()
                        .orElse(null)))
                .bindArray("channels", String.class, texts(entries, AuditEntry::channel))
                .bindArray("actions", String.class, texts(entries, AuditEntry::action))
                .bindArray("outcomes", String.class, texts(entries, AuditEntry::outcome))
                .bindArray("details", String.class, texts(entries, entry -> entry.details()
                        .toString()))
                .bindArray("digests", String.class, (Object[]) digests)
                .execute();
    }

    private static Object[] texts(List<AuditEntry> entries, Function<AuditEntry, @Nullable String> field) {
        return entries.stream().map(field).toArray();
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
