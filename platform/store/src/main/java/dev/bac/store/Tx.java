package dev.bac.store;

import dev.bac.identity.TenantId;
import dev.bac.store.changes.Reading;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;

/**
 * One transaction of one tenant. Row-level security has already cut the database down to that tenant; a statement
 * names {@code tenant_id} only to insert it.
 *
 * @param state whether anybody may work for the tenant, as the transaction began
 * @param rules what the tenant may do beside that, as the platform wrote it; empty when nothing is limited
 * @param now the transaction's time, from the injected clock
 * @param ids makes UUIDv7
 * @param reading notes what is read, in a transaction that only reads
 */
public record Tx(
        TenantId tenant,
        TenantSettings settings,
        Tenants.State state,
        Optional<String> rules,
        Handle sql,
        Instant now,
        Supplier<UUID> ids,
        Reading reading) {

    /** The transaction's time. What depends on it can be different a moment later when nothing has changed. */
    @Override
    public Instant now() {
        reading.atThisMoment();
        return now;
    }

    /** Today in the tenant's zone: what "overdue" and "last month" mean. */
    public LocalDate today() {
        LocalDate today = LocalDate.ofInstant(now, settings.zone());
        reading.on(today);
        return today;
    }

    /** A new UUIDv7. */
    public UUID newId() {
        return ids.get();
    }

    /**
     * Writes an event into this schema's outbox. It leaves with the commit, at least once, in commit order.
     *
     * @param type such as {@code finance.invoice.issued}
     * @param subject id of the record it is about
     */
    public void publish(String type, String subject, JsonNode body) {
        sql.createUpdate("""
                        INSERT INTO outbox (tenant_id, id, type, subject, body, occurred_at)
                        VALUES (:tenant, :id, :type, :subject, CAST(:body AS jsonb), :now)
                        """)
                .bind("tenant", tenant.value())
                .bind("id", newId())
                .bind("type", type)
                .bind("subject", subject)
                .bind("body", body.toString())
                .bind("now", now)
                .execute();
    }
}
