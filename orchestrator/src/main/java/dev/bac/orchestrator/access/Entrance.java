package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import java.util.Optional;

/** What the entrances share: how a member becomes a caller. */
final class Entrance {
    private Entrance() {}

    static Caller caller(Member member, Channel channel) {
        return caller(member, channel, Optional.empty());
    }

    /** @param key the id of the API key that was shown */
    static Caller caller(Member member, Channel channel, Optional<String> key) {
        return new Caller(
                member.tenant(),
                member.user(),
                member.name(),
                member.roles(),
                Role.scopesOf(member.roles()),
                channel,
                Optional.empty(),
                key);
    }
}
