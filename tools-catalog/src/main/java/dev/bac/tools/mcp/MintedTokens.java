package dev.bac.tools.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.identity.Caller;
import dev.bac.tools.mcp.http.Authorization;
import dev.bac.tools.mcp.http.Challenge;
import java.time.Duration;
import java.util.Optional;

/**
 * Tokens made for one of our own servers. A signature costs more than the rest of a short call, so the same caller (the
 * same user with the same scopes, through the same agent in the same run) gets the same token for a while.
 */
final class MintedTokens implements Authorization {
    /** Well under the five minutes that a token lives. */
    private static final Duration REUSED = Duration.ofMinutes(1);

    private static final int MAX_CALLERS = 10_000;

    private final String server;
    private final TokenSource source;
    private final Cache<Caller, String> known = Caffeine.newBuilder()
            .expireAfterWrite(REUSED)
            .maximumSize(MAX_CALLERS)
            .build();

    MintedTokens(String server, TokenSource source) {
        this.server = server;
        this.source = source;
    }

    @Override
    public Optional<String> header(Caller caller) {
        return Optional.of(known.get(caller, who -> "Bearer " + source.token(who, server)));
    }

    /** A token that was made before the server changed its keys is made anew. */
    @Override
    public boolean renew(Caller caller, Optional<String> sent, Challenge challenge) {
        known.invalidate(caller);
        return challenge.status() == 401;
    }
}
