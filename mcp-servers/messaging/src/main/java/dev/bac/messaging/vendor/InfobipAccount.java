package dev.bac.messaging.vendor;

import java.net.URI;
import java.time.Duration;

/**
 * An Infobip account.
 *
 * @param base the account's own address, such as {@code https://xyz123.api.infobip.com}
 * @param logsAfter how long after a submission its absence from the vendor's log proves that it never arrived
 */
public record InfobipAccount(URI base, String apiKey, String sender, Duration timeout, Duration logsAfter) {
    @Override
    public String toString() {
        return "InfobipAccount[" + base.getHost() + "]";
    }
}
