package dev.bac.messaging.vendor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that takes our mail.
 *
 * @param user to sign in as; null when the server wants no sign-in
 * @param sender the address mail comes from
 * @param timeout for connecting, and for each answer
 */
public record SmtpServer(
        String host,
        int port,
        Security security,
        @Nullable String user,
        @Nullable String password,
        String sender,
        Duration timeout) {

    /** How the connection is protected. */
    public enum Security {
        /** Not at all: for a server on this machine. */
        NONE,
        /** Upgraded before anything is said (RFC 3207); refused when the server cannot. */
        STARTTLS,
        /** TLS from the start (RFC 8314). */
        TLS
    }

    @Override
    public String toString() {
        return "SmtpServer[" + host + ":" + port + "]";
    }
}
