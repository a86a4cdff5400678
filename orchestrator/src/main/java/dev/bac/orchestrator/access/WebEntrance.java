package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import java.util.Optional;

/** Makes the caller of a request that carries the page's session cookie. */
public final class WebEntrance {
    private final WebSessions sessions;

    public WebEntrance(WebSessions sessions) {
        this.sessions = sessions;
    }

    public Optional<Caller> caller(String cookie) {
        return sessions.verify(cookie).map(member -> Entrance.caller(member, Channel.WEB));
    }
}
