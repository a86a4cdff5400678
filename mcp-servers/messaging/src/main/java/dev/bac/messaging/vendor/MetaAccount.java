package dev.bac.messaging.vendor;

import java.net.URI;
import java.time.Duration;

/**
 * A sender of ours at Meta.
 *
 * @param base such as {@code https://graph.facebook.com}
 * @param version of the Graph API, such as {@code v23.0}
 * @param node the id of our WhatsApp number; {@code me} for a page on Messenger
 * @param token the secret that requests carry
 */
public record MetaAccount(URI base, String version, String node, String token, Duration timeout) {
    public MetaAccount {
        if (!version.matches("v[0-9]{1,3}\\.[0-9]{1,2}")) {
            throw new IllegalArgumentException("a version of the Graph API is written like v23.0");
        }
        if (!node.matches("[0-9]{1,32}|me")) {
            throw new IllegalArgumentException("a sender's id at Meta is digits");
        }
    }

    @Override
    public String toString() {
        return "MetaAccount[" + node + "]";
    }
}
