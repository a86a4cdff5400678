package dev.bac.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes short-lived access tokens, each for one server (RFC 9068; audience by RFC 8707; {@code act} by RFC 8693;
 * {@code authorization_details} by RFC 9396).
 */
public final class TokenIssuer {
    /** No token lives longer. */
    public static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    static final String TYPE = "at+jwt";
    static final String DETAILS_TYPE = "bac-agent";

    private final SignedClaims tokens;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    /** @param issuer the issuer's URL; the verifiers must expect the same */
    public TokenIssuer(String issuer, Supplier<KeyRing> ring, InstantSource clock, Supplier<UUID> ids) {
        this.tokens = new SignedClaims(TYPE, issuer, ring, clock);
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A token that says what {@code caller} is, for one server.
     *
     * @param audience URL of the server, such as {@code http://127.0.0.1:8080/mcp/finance}
     * @param life at most {@link #LONGEST_LIFE}
     */
    public String mint(Caller caller, String audience, Duration life) {
        return mint(caller, audience, life, Optional.empty());
    }

    /**
     * The same for a client that the user let in.
     *
     * @param client its id ({@code client_id} of RFC 9068, section 2.2)
     */
    public String mint(Caller caller, String audience, Duration life, Optional<String> client) {
        if (life.isNegative() || life.compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException("a token lives at most " + LONGEST_LIFE);
        }
        var claims = new JWTClaimsSet.Builder()
                .jwtID(ids.get().toString())
                .subject(caller.user().toString())
                .claim("name", caller.name())
                .claim("tenant", caller.tenant().toString())
                .claim(
                        "roles",
                        caller.roles().stream().map(Role::label).sorted().toList())
                .claim(
                        "scope",
                        caller.scopes().stream().map(Scope::value).sorted().collect(Collectors.joining(" ")))
                .claim("channel", caller.channel().name());
        client.ifPresent(id -> claims.claim("client_id", id));
        caller.actor().ifPresent(agent -> claims.claim("act", Map.of("sub", agent.agent()))
                .claim(
                        "authorization_details",
                        List.of(Map.of(
                                "type", DETAILS_TYPE,
                                "tools", agent.tools().stream().sorted().toList(),
                                "run", agent.run().orElse("")))));
        return tokens.sign(claims, audience, clock.instant().plus(life));
    }
}
