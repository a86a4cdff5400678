package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TokenIssuer;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes the caller of an external MCP client's request, and exchanges its API key for a token of the one server it
 * calls: the server itself accepts nothing else.
 */
public final class McpEntrance {
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final ApiKeys keys;
    private final TokenIssuer issuer;

    public McpEntrance(ApiKeys keys, TokenIssuer issuer) {
        this.keys = keys;
        this.issuer = issuer;
    }

    public Optional<Caller> caller(String key) {
        return keys.verify(key).map(member -> Entrance.caller(member, Channel.MCP));
    }

    /** @param audience URL of the server, without {@code /readonly} */
    public String exchange(Caller caller, String audience) {
        return issuer.mint(caller, audience, LIFE);
    }
}
