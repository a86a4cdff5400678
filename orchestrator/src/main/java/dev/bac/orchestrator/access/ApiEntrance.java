package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import java.util.Optional;

/** Makes the caller of a request that carries an API key. */
public final class ApiEntrance {
    private final ApiKeys keys;

    public ApiEntrance(ApiKeys keys) {
        this.keys = keys;
    }

    public Optional<Caller> caller(String key) {
        return keys.verify(key).map(member -> Entrance.caller(member, Channel.API));
    }
}
