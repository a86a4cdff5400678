package dev.bac.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Turns an access token into the caller it speaks for, or refuses it. */
public final class TokenVerifier {
    private final SignedClaims tokens;

    public TokenVerifier(String issuer, Supplier<KeyRing> ring, InstantSource clock) {
        this.tokens = new SignedClaims(TokenIssuer.TYPE, issuer, ring, clock);
    }

    /**
     * The caller of a token made for {@code audience}.
     *
     * @throws TokenRefused when it is expired, made for another server, changed, or anything but ours
     */
    public Caller verify(String token, String audience) {
        var claims = tokens.verify(token, audience);
        try {
            return new Caller(
                    TenantId.parse(text(claims, "tenant")),
                    UserId.parse(claims.getSubject()),
                    text(claims, "name"),
                    claims.getStringListClaim("roles").stream()
                            .map(role -> Role.valueOf(role.toUpperCase(Locale.ROOT)))
                            .collect(Collectors.toSet()),
                    scopes(text(claims, "scope")),
                    Channel.valueOf(text(claims, "channel")),
                    actor(claims));
        } catch (ParseException | IllegalArgumentException | ClassCastException | NullPointerException e) {
            throw new TokenRefused("a claim is missing or malformed");
        }
    }

    /** Whether it says that it is ours; nothing of it has been checked. Only such a token is worth verifying. */
    public boolean claimsToBeOurs(String token) {
        return tokens.names(token);
    }

    private static Set<Scope> scopes(String text) {
        return Arrays.stream(text.split(" "))
                .filter(scope -> !scope.isEmpty())
                .map(Scope::new)
                .collect(Collectors.toSet());
    }

    private static Optional<Delegation> actor(JWTClaimsSet claims) throws ParseException {
        var act = claims.getJSONObjectClaim("act");
        if (act == null) {
            return Optional.empty();
        }
        if (claims.getListClaim("authorization_details").getFirst() instanceof Map<?, ?> details
                && TokenIssuer.DETAILS_TYPE.equals(details.get("type"))
                && details.get("tools") instanceof List<?> tools) {
            String run = String.valueOf(details.get("run"));
            return Optional.of(new Delegation(
                    String.valueOf(act.get("sub")),
                    tools.stream().map(String::valueOf).collect(Collectors.toSet()),
                    run.isEmpty() ? Optional.empty() : Optional.of(run)));
        }
        throw new TokenRefused("an agent without its bounds");
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        String value = claims.getStringClaim(name);
        if (value == null) {
            throw new TokenRefused("no " + name);
        }
        return value;
    }
}
