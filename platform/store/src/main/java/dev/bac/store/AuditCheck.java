package dev.bac.store;

import dev.bac.identity.TenantId;
import dev.bac.store.AuditChain.Head;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Walks one tenant's audit chain and tells what does not fit. */
final class AuditCheck {
    private static final int MOST_FINDINGS = 100;
    private static final int FETCH = 1000;

    private final Handle handle;
    private final TenantId tenant;
    private final Head known;
    private final List<String> findings = new ArrayList<>();

    AuditCheck(Handle handle, TenantId tenant, Head known) {
        this.handle = handle;
        this.tenant = tenant;
        this.known = known;
    }

    private record Link(
            long position,
            String link,
            UUID auditId,
            @Nullable String digest,
            @Nullable String computed) {}

    List<String> findings() {
        Head reached = Head.START;
        try (var links = handle.createQuery("""
                        SELECT c.position, c.link, c.audit_id, a.at, a.actor, a.agent, a.channel, a.action, a.outcome,
                               a.details::text AS details, a.digest
                        FROM audit_chain c LEFT JOIN audit a ON a.tenant_id = c.tenant_id AND a.id = c.audit_id
                        WHERE c.tenant_id = :tenant
                        ORDER BY c.position
                        """)
                .bind("tenant", tenant.value())
                .setFetchSize(FETCH)
                .map((row, _) -> link(row))
                .iterator()) {
            while (links.hasNext() && findings.size() < MOST_FINDINGS) {
                reached = follow(reached, links.next());
            }
        }
        if (reached.position() < known.position()) {
            findings.add("the chain ends at " + reached.position() + ", it was at " + known.position() + " before");
        }
        return List.copyOf(findings);
    }

    private Head follow(Head before, Link link) {
        if (link.position() != before.position() + 1) {
            findings.add("links " + (before.position() + 1) + " to " + (link.position() - 1) + " are missing");
        }
        if (link.digest() == null) {
            findings.add("row " + link.auditId() + " at link " + link.position() + " is missing");
        } else if (!link.digest().equals(link.computed())) {
            findings.add("row " + link.auditId() + " at link " + link.position() + " was changed");
        } else if (!link.link().equals(AuditChain.link(before.link(), link.digest()))) {
            findings.add("link " + link.position() + " does not follow from the one before");
        }
        if (link.position() == known.position() && !link.link().equals(known.link())) {
            findings.add("link " + link.position() + " is not the one that was kept");
        }
        return new Head(link.position(), link.link());
    }

    private Link link(ResultSet row) throws SQLException {
        UUID id = row.getObject("audit_id", UUID.class);
        String digest = row.getString("digest");
        return new Link(
                row.getLong("position"), row.getString("link"), id, digest, digest == null ? null : computed(row, id));
    }

    private String computed(ResultSet row, UUID id) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        AuditEntry entry = new AuditEntry(
                row.getString("actor"),
                Optional.ofNullable(row.getString("agent")),
                row.getString("channel"),
                row.getString("action"),
                row.getString("outcome"),
                Json.parse(row.getString("details")));
        return Audit.digest(tenant, id, at, entry);
    }
}
