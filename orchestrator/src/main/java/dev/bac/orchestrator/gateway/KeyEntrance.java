package dev.bac.orchestrator.gateway;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.llm.gateway.web.Entrance;
import dev.bac.orchestrator.access.ApiEntrance;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Lets in whoever holds one of our keys; cookies are never looked at. */
public final class KeyEntrance implements Entrance {
    private static final Scope CHAT = new Scope("chat:use");

    private final ApiEntrance keys;
    private final ToLongFunction<String> wait;
    private final Predicate<TenantId> calls;

    /**
     * @param wait seconds that a user has to wait, zero when the request may pass
     * @param calls takes one of the calls that a company's plan holds; false when there is none left
     */
    public KeyEntrance(ApiEntrance keys, ToLongFunction<String> wait, Predicate<TenantId> calls) {
        this.keys = keys;
        this.wait = wait;
        this.calls = calls;
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
    public boolean takesCall(Caller caller) {
        return calls.test(caller.tenant());
    }

    @Override
    public long waitSeconds(String who) {
        return wait.applyAsLong(who);
    }
}
