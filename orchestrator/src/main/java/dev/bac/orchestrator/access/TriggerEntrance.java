package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Makes the caller of work that no person asked for: a service's identity, the same in each of its company's runs. */
public final class TriggerEntrance {
    private static final Scope TALK = new Scope("chat:use");

    private TriggerEntrance() {}

    /** @param scopes what it may do; no more than a user of the company may */
    public static Caller service(TenantId tenant, String name, Set<Scope> scopes) {
        var bounded = new TreeSet<>(scopes);
        bounded.retainAll(Role.scopesOf(Set.of(Role.USER)));
        return new Caller(tenant, id(tenant, name), name, Set.of(), bounded, Channel.TRIGGER, Optional.empty());
    }

    /** The same when it asks an agent: a user who may talk, and do what the service may. */
    public static Caller talking(TenantId tenant, String name, Set<Scope> scopes) {
        var service = service(tenant, name, scopes);
        var may = new TreeSet<>(service.scopes());
        may.add(TALK);
        return new Caller(tenant, service.user(), name, Set.of(Role.USER), may, Channel.TRIGGER, Optional.empty());
    }

    static boolean isService(Resumption.Asker then) {
        return then.channel() == Channel.TRIGGER && then.user().equals(id(then.tenant(), then.name()));
    }

    /** Who that is in records. */
    public static UserId id(TenantId tenant, String name) {
        return new UserId(UUID.nameUUIDFromBytes(("service/" + tenant + "/" + name).getBytes(StandardCharsets.UTF_8)));
    }
}
