package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the caller of what people from outside say, who have no account with us: somebody with no role and no scope, so
 * that nothing of the company's is shown to them whatever an agent tries.
 */
public final class GuestEntrance {
    private static final String NAME = "guests";
    private final Members members;
    private final Map<TenantId, Member> known = new ConcurrentHashMap<>();

    public GuestEntrance(Members members) {
        this.members = members;
    }

    /** The company's guests, who are one member in its books. */
    public Caller caller(TenantId company) {
        var guest = known.computeIfAbsent(company, asked -> members.enrol(asked, NAME, Set.of()));
        return Entrance.caller(new Member(company, guest.user(), guest.name(), Set.of()), Channel.TRIGGER);
    }
}
