package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TokenRefused;
import java.util.Optional;

/** Makes the caller of a request that carries an API key, or a token that another issuer made for this API. */
public final class ApiEntrance {
    private final ApiKeys keys;
    private final Foreigners foreigners;
    private final String audience;

    public ApiEntrance(ApiKeys keys) {
        this(keys, Foreigners.NONE, "");
    }

    /** @param audience what tokens for the API name: our own URL */
    public ApiEntrance(ApiKeys keys, Foreigners foreigners, String audience) {
        this.keys = keys;
        this.foreigners = foreigners;
        this.audience = audience;
    }

    public Optional<Caller> caller(String credential) {
        try {
            return keys.find(credential)
                    .map(key -> Entrance.caller(
                            key.member(), Channel.API, Optional.of(key.id().toString())))
                    .or(() -> foreigners
                            .member(credential, audience)
                            .map(member -> Entrance.caller(member, Channel.API)));
        } catch (TokenRefused e) {
            return Optional.empty();
        }
    }
}
