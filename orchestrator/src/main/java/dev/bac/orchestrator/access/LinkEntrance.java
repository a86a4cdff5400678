package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;

/** Makes the caller of a decision by a link: whoever the link was sent to, with the roles they have now. */
public final class LinkEntrance {
    private LinkEntrance() {}

    public static Caller caller(Member member) {
        return Entrance.caller(member, Channel.WEB);
    }
}
