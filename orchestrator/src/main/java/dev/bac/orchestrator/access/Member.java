package dev.bac.orchestrator.access;

import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import java.util.Set;

/** A person in a company, with the roles a credential of theirs carries there. */
public record Member(TenantId tenant, UserId user, String name, Set<Role> roles) {
    public Member {
        roles = Set.copyOf(roles);
    }
}
