package dev.bac.tools;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** People for tests. */
public final class Callers {
    private Callers() {}

    public static Caller named(String name) {
        return of(new TenantId(new UUID(0, 1)), name);
    }

    /** Somebody of another company. */
    public static Caller of(TenantId tenant, String name) {
        return new Caller(
                tenant,
                new UserId(UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))),
                name,
                Set.of(Role.USER),
                Role.scopesOf(Set.of(Role.USER)),
                Channel.WEB,
                Optional.empty());
    }
}
