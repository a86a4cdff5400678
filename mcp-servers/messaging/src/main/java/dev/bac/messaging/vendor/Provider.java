package dev.bac.messaging.vendor;

import dev.bac.identity.TenantId;
import dev.bac.messaging.address.MessageChannel;
import java.math.BigDecimal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An account of ours at a vendor, for one channel.
 *
 * @param id the account's id, unique among all; the last step of {@code /webhooks/<vendor>/<id>}
 * @param serves the companies that may send by it
 * @param perSecond messages that the vendor takes in a second
 * @param price of one segment, in the currency that the company keeps its books in; null when nobody said
 */
public record Provider(
        String id,
        MessageChannel channel,
        Vendor vendor,
        Predicate<TenantId> serves,
        int perSecond,
        @Nullable BigDecimal price) {
    private static final int USUAL_RATE = 100;

    /** For every company, at the usual 100 a second. */
    public Provider(MessageChannel channel, Vendor vendor) {
        this(vendor.name(), channel, vendor, _ -> true, USUAL_RATE, null);
    }
}
