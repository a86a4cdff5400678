package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Makes the caller of work that goes on without a request: whoever asked for it, as far as they still may. */
public final class Resumption {
    private static final UserId NOBODY = new UserId(new java.util.UUID(0, 0));

    private final Members members;

    public Resumption(Members members) {
        this.members = members;
    }

    /**
     * Whoever asked, as they were then.
     *
     * @param roles what they were; no more than that is given, and nothing they have lost since
     * @param scopes what they might do, the same; empty for all that their roles grant
     * @param channel the entrance they came through
     */
    public record Asker(
            TenantId tenant, UserId user, String name, Set<Role> roles, Optional<Set<Scope>> scopes, Channel channel) {}

    /** As far as they still may. A service is what it was. */
    public Caller caller(Asker then) {
        if (TriggerEntrance.isService(then)) {
            return TriggerEntrance.talking(
                    then.tenant(), then.name(), then.scopes().orElse(Set.of()));
        }
        var whole = caller(then.tenant(), then.user(), then.roles(), then.channel());
        return then.scopes().map(scopes -> bounded(whole, scopes)).orElse(whole);
    }

    /** The same where nothing but the roles bounds it. */
    public Caller caller(TenantId tenant, UserId user, Set<Role> roles, Channel channel) {
        Member member = members.find(tenant, user).orElse(new Member(tenant, user, "somebody who left", Set.of()));
        var still = new HashSet<>(roles);
        still.retainAll(member.roles());
        return Entrance.caller(new Member(tenant, user, member.name(), still), channel);
    }

    /** Somebody by name for whom a workflow acts, as they are now and with no more than these scopes. */
    public Caller person(TenantId tenant, String name, Set<Scope> scopes) {
        Member member = members.find(tenant, name).orElse(new Member(tenant, NOBODY, name, Set.of()));
        return bounded(Entrance.caller(member, Channel.TRIGGER), scopes);
    }

    private static Caller bounded(Caller whole, Set<Scope> scopes) {
        var both = new HashSet<>(whole.scopes());
        both.retainAll(scopes);
        return new Caller(
                whole.tenant(), whole.user(), whole.name(), whole.roles(), both, whole.channel(), whole.actor());
    }
}
