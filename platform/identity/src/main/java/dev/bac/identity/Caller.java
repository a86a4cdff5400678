package dev.bac.identity;

import java.util.Optional;
import java.util.Set;

/**
 * On whose behalf something happens. It is the explicit first argument of everything that is guarded, and it is made
 * only from a verified credential, in one class per entrance.
 *
 * @param tenant the only tenant whose data may be touched
 * @param user the person or service account
 * @param name what to call the user in text
 * @param roles what the user is in this tenant
 * @param scopes what this request may do: the roles' scopes, cut down by the credential
 * @param channel the entrance
 * @param actor the agent that acts for the user, if one does
 * @param key the id of the API key that the request came with; empty for any other credential
 */
public record Caller(
        TenantId tenant,
        UserId user,
        String name,
        Set<Role> roles,
        Set<Scope> scopes,
        Channel channel,
        Optional<Delegation> actor,
        Optional<String> key) {
    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** A caller without an API key. */
    public Caller(
            TenantId tenant,
            UserId user,
            String name,
            Set<Role> roles,
            Set<Scope> scopes,
            Channel channel,
            Optional<Delegation> actor) {
        this(tenant, user, name, roles, scopes, channel, actor, Optional.empty());
    }

    /** True when this request may do what {@code scope} names. */
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** True when no agent acts, or the agent that acts may call this tool. */
    public boolean mayCall(String tool) {
        return actor.isEmpty() || actor.get().tools().contains(tool);
    }

    /** This caller with an agent acting for it. */
    public Caller actingThrough(Delegation agent) {
        return new Caller(tenant, user, name, roles, scopes, channel, Optional.of(agent), key);
    }
}
