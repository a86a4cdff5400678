package dev.bac.store;

import dev.bac.identity.TenantId;
import dev.bac.store.OutboxEvent.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Chains the rows of the audit, per tenant: each link is the SHA-256 of the link before and the row's digest, so that
 * changing, removing or inserting a row breaks every link after it. A cut tail shows only against a {@link Head} that
 * was kept elsewhere.
 */
public final class AuditChain {
    static final String CONSUMER = "audit-chain";
    private static final int BATCH = 500;

    private final Jdbi relay;

    AuditChain(Jdbi relay) {
        this.relay = relay;
    }

    /** The last link of a tenant's chain; position 0 is before the first row. */
    public record Head(long position, String link) {
        static final Head START = new Head(0, "");
    }

    private record Row(TenantId tenant, UUID id, String digest, Position position) {}

    private record Link(Row row, Head head) {}

    /**
     * Chains the next rows, at most 500; to be called about once a second. One chainer works at a time; another finds
     * nothing to do meanwhile.
     *
     * @return how many rows were chained
     */
    public int extend() {
        return relay.inTransaction(handle -> {
            if (!alone(handle)) {
                return 0;
            }
            List<Row> rows = unchained(handle);
            Map<TenantId, Head> heads = new HashMap<>();
            List<Link> links = new ArrayList<>();
            for (Row row : rows) {
                Head before = heads.computeIfAbsent(row.tenant(), tenant -> head(handle, tenant));
                Head next = new Head(before.position() + 1, link(before.link(), row.digest()));
                heads.put(row.tenant(), next);
                links.add(new Link(row, next));
            }
            if (!rows.isEmpty()) {
                insert(handle, links);
                Outbox.move(handle, CONSUMER, rows.getLast().position());
            }
            return rows.size();
        });
    }

    /** Where a tenant's chain ends: to be kept elsewhere, signed. */
    public Head head(TenantId tenant) {
        return relay.inTransaction(handle -> head(handle, tenant));
    }

    /**
     * Checks a tenant's chain.
     *
     * @param known a head that was kept elsewhere; {@code new Head(0, "")} when there is none
     * @return what is wrong, at most 100 sentences; empty when all is well
     */
    public List<String> verify(TenantId tenant, Head known) {
        return relay.inTransaction(handle -> new AuditCheck(handle, tenant, known).findings());
    }

    static String link(String before, String digest) {
        return CanonicalJson.sha256(before + digest);
    }

    private static boolean alone(Handle handle) {
        String turn = "SELECT consumer FROM relay_position WHERE consumer = :consumer FOR UPDATE SKIP LOCKED";
        if (handle.createQuery(turn)
                .bind("consumer", CONSUMER)
                .mapTo(String.class)
                .findOne()
                .isPresent()) {
            return true;
        }
        Outbox.move(handle, CONSUMER, Position.START); // the first time; else another chainer has its turn
        return false;
    }

    private static List<Row> unchained(Handle handle) {
        Position from = Outbox.position(handle, CONSUMER);
        return handle.createQuery("""
                        SELECT tenant_id, id, digest, xid::text AS number, seq
                        FROM audit
                        WHERE (xid, seq) > (CAST(:xid AS xid8), :seq)
                          AND xid < pg_snapshot_xmin(pg_current_snapshot())
                        ORDER BY audit.xid, audit.seq
                        LIMIT :limit
                        """)
                .bind("xid", Long.toString(from.xid()))
                .bind("seq", from.seq())
                .bind("limit", BATCH)
                .map((row, _) -> new Row(
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        row.getObject("id", UUID.class),
                        row.getString("digest"),
                        new Position(Long.parseLong(row.getString("number")), row.getLong("seq"))))
                .list();
    }

    private static Head head(Handle handle, TenantId tenant) {
        return handle.createQuery("""
                        SELECT position, link FROM audit_chain
                        WHERE tenant_id = :tenant ORDER BY position DESC LIMIT 1
                        """)
                .bind("tenant", tenant.value())
                .map((row, _) -> new Head(row.getLong("position"), row.getString("link")))
                .findOne()
                .orElse(Head.START);
    }

    private static void insert(Handle handle, List<Link> links) {
        handle.createUpdate("""
                        INSERT INTO audit_chain (tenant_id, position, audit_id, link)
                        SELECT * FROM unnest(:tenants, :positions, :audits, :links)
                        """)
                .bindArray("tenants", UUID.class, all(links, link -> link.row()
                        .tenant()
                        .value()))
                .bindArray(
                        "positions", Long.class, all(links, link -> link.head().position()))
                .bindArray("audits", UUID.class, all(links, link -> link.row().id()))
                .bindArray("links", String.class, all(links, link -> link.head().link()))
                .execute();
    }

    private static Object[] all(List<Link> links, Function<Link, Object> field) {
        return links.stream().map(field).toArray();
    }
}
