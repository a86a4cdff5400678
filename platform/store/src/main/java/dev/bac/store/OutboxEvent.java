package dev.bac.store;

import dev.bac.identity.TenantId;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened in a schema, as {@link Tx#publish} told it.
 *
 * @param position where it stands in the order of delivery
 */
public record OutboxEvent(
        TenantId tenant, UUID id, String type, String subject, JsonNode body, Instant occurredAt, Position position) {

    /**
     * A place in the order of delivery.
     *
     * @param xid the transaction, in PostgreSQL's 64-bit count
     * @param seq the event's number
     */
    public record Position(long xid, long seq) {
        /** Before everything. */
        public static final Position START = new Position(0, 0);
    }
}
