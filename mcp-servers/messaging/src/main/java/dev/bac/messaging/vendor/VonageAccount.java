package dev.bac.messaging.vendor;

import java.net.URI;
import java.time.Duration;

/**
 * A Vonage (Nexmo) account.
 *
 * @param base such as {@code https://rest.nexmo.com}
 * @param sender a number of ours, or a name of at most 11 letters and digits
 */
public record VonageAccount(URI base, String key, String secret, String sender, Duration timeout) {
    @Override
    public String toString() {
        return "VonageAccount[" + key + "]";
    }
}
