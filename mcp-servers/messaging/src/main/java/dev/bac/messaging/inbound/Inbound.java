package dev.bac.messaging.inbound;

import dev.bac.messaging.address.MessageChannel;

/**
 * What somebody wrote to us.
 *
 * @param vendorId the vendor's id of it
 * @param sender who, as {@link dev.bac.messaging.address.Address} writes it, or as the vendor does when it is none
 */
public record Inbound(String vendorId, MessageChannel channel, String sender, String text) {
    private static final int LONGEST = 10_000;

    public Inbound {
        text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
