package dev.bac.tools.mcp.oauth;

import java.security.interfaces.ECPrivateKey;

/** How a client proves at the token endpoint who it is. */
public sealed interface ClientCredential {

    /** A public client: PKCE alone protects it. */
    record None() implements ClientCredential {}

    /** A shared secret. */
    record Secret(String value) implements ClientCredential {

        @Override
        public String toString() {
            return "Secret[…]";
        }
    }

    /** A key of the curve P-256, to sign assertions with (RFC 7523, ES256). */
    record Key(ECPrivateKey value) implements ClientCredential {

        /** Reads a private key as PEM holds it (PKCS #8). */
        public static Key ofPem(String pem) {
            return new Key(Assertions.key(pem));
        }

        @Override
        public String toString() {
            return "Key[…]";
        }
    }
}
