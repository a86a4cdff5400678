package dev.bac.orchestrator.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TokenIssuer;
import dev.bac.identity.TokenRefused;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes the caller of an external MCP client's request, and exchanges its credential for a token of the one server it
 * calls: the server itself accepts nothing else.
 */
public final class McpEntrance {
    private static final Duration LIFE = Duration.ofMinutes(5);

    /** A token is handed out again for so long, and lives {@link #LIFE} less that at least. */
    private static final Duration REUSED = Duration.ofMinutes(1);

    private static final int MOST = 1_000;

    private record Wanted(Caller caller, String audience) {}

    private final Cache<Wanted, String> minted =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REUSED).build();
    private final ApiKeys keys;
    private final Foreigners foreigners;
    private final TokenIssuer issuer;

    public McpEntrance(ApiKeys keys, Foreigners foreigners, TokenIssuer issuer) {
        this.keys = keys;
        this.foreigners = foreigners;
        this.issuer = issuer;
    }

    /**
     * The caller of a key, or of a token that another issuer made for this server.
     *
     * @param audience URL of the server, without {@code /readonly}
     * @throws TokenRefused when such a token lets nobody in
     */
    public Optional<Caller> caller(String credential, String audience) {
        return keys.verify(credential)
                .or(() -> foreigners.member(credential, audience))
                .map(member -> Entrance.caller(member, Channel.MCP));
    }

    /** @param audience URL of the server, without {@code /readonly} */
    public String exchange(Caller caller, String audience) {
        return minted.get(new Wanted(caller, audience), wanted -> issuer.mint(wanted.caller, wanted.audience, LIFE));
    }
}
