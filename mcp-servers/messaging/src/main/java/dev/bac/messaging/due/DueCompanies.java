package dev.bac.messaging.due;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which companies have something to do now: one statement for any number of them, so that a thousand that are idle cost
 * what one costs. Each leaps from company to company along an index; how much waits of one company does not matter.
 */
public final class DueCompanies {
    /** A probe for each channel and priority: no index begins with the company and the time. */
    private static final String MESSAGES = """
            WITH RECURSIVE company AS (
                (SELECT tenant_id FROM message_queue WHERE claimed_at IS NULL ORDER BY tenant_id LIMIT 1)
                UNION ALL
                SELECT (SELECT q.tenant_id FROM message_queue q
                    WHERE q.claimed_at IS NULL AND q.tenant_id > company.tenant_id ORDER BY q.tenant_id LIMIT 1)
                FROM company WHERE company.tenant_id IS NOT NULL)
            SELECT tenant_id FROM company
            WHERE tenant_id IS NOT NULL AND EXISTS (
                SELECT FROM (VALUES ('SMS'), ('EMAIL'), ('WHATSAPP'), ('TELEGRAM'), ('MESSENGER')) AS c (channel)
                CROSS JOIN (VALUES (0), (1), (2)) AS p (priority)
                CROSS JOIN LATERAL (
                    SELECT q.not_before FROM message_queue q
                    WHERE q.claimed_at IS NULL AND q.tenant_id = company.tenant_id AND q.channel = c.channel
                      AND q.priority = p.priority
                    ORDER BY q.not_before LIMIT 1) AS first
                WHERE first.not_before <= :now)
            """;

    private static final String LEFT = """
            WITH RECURSIVE company AS (
                (SELECT tenant_id FROM message_queue WHERE claimed_at IS NOT NULL ORDER BY tenant_id LIMIT 1)
                UNION ALL
                SELECT (SELECT q.tenant_id FROM message_queue q
                    WHERE q.claimed_at IS NOT NULL AND q.tenant_id > company.tenant_id ORDER BY q.tenant_id LIMIT 1)
                FROM company WHERE company.tenant_id IS NOT NULL)
            SELECT tenant_id FROM company
            WHERE tenant_id IS NOT NULL AND EXISTS (
                SELECT FROM message_queue q
                WHERE q.claimed_at IS NOT NULL AND q.tenant_id = company.tenant_id AND q.claimed_at < :now)
            """;

    private static final String CAMPAIGNS = """
            SELECT DISTINCT tenant_id FROM campaign
            WHERE state = 'RUNNING' AND own_pace AND (starts_at IS NULL OR starts_at <= :now)
            """;

    private static final String HOOKS = """
            SELECT DISTINCT h.tenant_id FROM hook h
            WHERE h.active AND (h.rest_until IS NULL OR h.rest_until <= :now) AND EXISTS (
                SELECT FROM hook_delivery d
                WHERE d.tenant_id = h.tenant_id AND d.hook_id = h.id AND d.state = 'WAITING' AND d.next_at <= :now
                  AND (d.claimed_until IS NULL OR d.claimed_until <= :now))
            """;

    private final Store store;

    public DueCompanies(Store store) {
        this.store = store;
    }

    /** Whose queue holds a message that may leave by {@code now}. */
    public Set<TenantId> messages(Instant now) {
        return asked(MESSAGES, now);
    }

    /** Who has a message that was taken before that and is not settled. */
    public Set<TenantId> left(Instant before) {
        return asked(LEFT, before);
    }

    /** Who has a campaign that may go on. */
    public Set<TenantId> campaigns(Instant now) {
        return asked(CAMPAIGNS, now);
    }

    /** Who has a program to tell something. */
    public Set<TenantId> hooks(Instant now) {
        return asked(HOOKS, now);
    }

    private Set<TenantId> asked(String statement, Instant now) {
        return store.acrossTenants(
                handle -> handle.createQuery(statement).bindMap(Map.of("now", now)).mapTo(UUID.class).stream()
                        .map(TenantId::new)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
