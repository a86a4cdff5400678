package dev.bac.orchestrator.access;

import dev.bac.identity.TokenRefused;
import java.util.Optional;

/** People whom somebody else's issuer vouches for. */
@FunctionalInterface
public interface Foreigners {

    /** Nobody: there is no such issuer. */
    Foreigners NONE = (_, _) -> Optional.empty();

    /**
     * Whom a token speaks for; empty when it is none of that issuer.
     *
     * @param audience the address the token must be made for
     * @throws TokenRefused when it claims to be one and lets nobody in
     */
    Optional<Member> member(String token, String audience);
}
