package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import java.util.HashSet;
import java.util.Set;

/** Makes the caller of work that goes on without a request: whoever asked for it, as far as they still may. */
public final class Resumption {
    private final Members members;

    public Resumption(Members members) {
        this.members = members;
    }

    /**
     * @param roles what they were when they asked; no more than that is given, and nothing they have lost since
     * @param channel the entrance they came through
     */
    public Caller caller(TenantId tenant, UserId user, Set<Role> roles, Channel channel) {
        Member member = members.find(tenant, user).orElse(new Member(tenant, user, "somebody who left", Set.of()));
        var still = new HashSet<>(roles);
        still.retainAll(member.roles());
        return Entrance.caller(new Member(tenant, user, member.name(), still), channel);
    }
}
