package dev.bac.messaging.webhook;

import java.time.Instant;

/** Understands what one account's vendor sends us, and believes only what the vendor has signed. */
public interface VendorWebhook {

    /** @param now for vendors that sign the time */
    Heard hear(Arrival arrival, Instant now);
}
