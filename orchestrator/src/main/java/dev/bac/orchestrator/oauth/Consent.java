package dev.bac.orchestrator.oauth;

import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import java.util.Set;
import java.util.UUID;

/**
 * What a user agreed to: that a client may use one resource for them.
 *
 * @param roles what they were when they agreed; the client never gets more
 * @param resource the audience of its tokens
 */
public record Consent(
        UUID id,
        String client,
        String clientName,
        TenantId tenant,
        UserId user,
        Set<Role> roles,
        String resource,
        Set<String> scopes) {
    public Consent {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }
}
