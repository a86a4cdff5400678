package dev.bac.messaging.vendor;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An Africa's Talking account.
 *
 * @param base {@code https://api.africastalking.com}, or {@code https://api.sandbox.africastalking.com}
 * @param sender a short code or name; null for the vendor's own
 */
public record AfricasTalkingAccount(
        URI base, String username, String apiKey, @Nullable String sender, Duration timeout) {
    @Override
    public String toString() {
        return "AfricasTalkingAccount[" + username + "]";
    }
}
