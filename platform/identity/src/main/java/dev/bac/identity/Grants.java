package dev.bac.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs and reads grants. A grant travels in a call's {@code _meta}; the server that consumes it checks that tenant,
 * tool and arguments are those of the call.
 */
public final class Grants {
    private static final String TYPE = "bac-grant+jwt";
    private static final String AUDIENCE = "bac-grant";

    private final SignedClaims grants;

    public Grants(String issuer, Supplier<KeyRing> ring, InstantSource clock) {
        this.grants = new SignedClaims(TYPE, issuer, ring, clock);
    }

    public String sign(Grant grant) {
        var claims = new JWTClaimsSet.Builder()
                .jwtID(grant.id())
                .subject(grant.approvedBy().toString())
                .claim("tenant", grant.tenant().toString())
                .claim("tool", grant.tool())
                .claim("arguments", grant.argumentsHash())
                .claim("run", grant.run())
                .claim("step", grant.step())
                .claim("policy", grant.policyVersion());
        return grants.sign(claims, AUDIENCE, grant.expires());
    }

    /** @throws TokenRefused when it is expired, changed, or no grant of ours */
    public Grant verify(String text) {
        var claims = grants.verify(text, AUDIENCE);
        try {
            return new Grant(
                    need(claims.getJWTID()),
                    TenantId.parse(need(claims.getStringClaim("tenant"))),
                    need(claims.getStringClaim("tool")),
                    need(claims.getStringClaim("arguments")),
                    need(claims.getStringClaim("run")),
                    need(claims.getStringClaim("step")),
                    need(claims.getStringClaim("policy")),
                    UserId.parse(need(claims.getSubject())),
                    claims.getExpirationTime().toInstant());
        } catch (ParseException | IllegalArgumentException e) {
            throw new TokenRefused("a claim is missing or malformed");
        }
    }

    private static String need(@Nullable String value) {
        if (value == null) {
            throw new TokenRefused("a claim is missing");
        }
        return value;
    }
}
