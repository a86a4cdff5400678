package dev.bac.orchestrator.gateway;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.llm.gateway.web.Entrance;
import dev.bac.orchestrator.access.ApiEntrance;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Lets in whoever holds one of our keys; cookies are never looked at. */
public final class KeyEntrance implements Entrance {
    private static final Scope CHAT = new Scope("chat:use");

    private final ApiEntrance keys;
    private final ToLongFunction<String> wait;

    /** @param wait seconds that a user has to wait, zero when the request may pass */
    public KeyEntrance(ApiEntrance keys, ToLongFunction<String> wait) {
        this.keys = keys;
        this.wait = wait;
    }

    @Override
    public Optional<Caller> caller(String key) {
        return keys.caller(key);
    }

    @Override
    public boolean mayAsk(Caller caller) {
        return caller.may(CHAT);
    }

    @Override
    public long waitSeconds(String who) {
        return wait.applyAsLong(who);
    }
}
