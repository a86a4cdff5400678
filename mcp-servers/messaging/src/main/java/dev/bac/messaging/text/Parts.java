package dev.bac.messaging.text;

import dev.bac.messaging.address.MessageChannel;

/** How much of a text a channel takes, and how many messages that makes. */
public final class Parts {
    /** Twilio's limit of {@code Body}, the lowest among the vendors. */
    private static final int LONGEST_SMS = 1_600;

    private static final int LONGEST_EMAIL = 20_000;
    private static final int LONGEST_CHAT = 4_096;
    private static final int LONGEST_MESSENGER = 2_000;

    private Parts() {}

    /** Characters. WhatsApp and Telegram take 4,096, Messenger 2,000. */
    public static int longest(MessageChannel channel) {
        return switch (channel) {
            case SMS -> LONGEST_SMS;
            case EMAIL -> LONGEST_EMAIL;
            case WHATSAPP, TELEGRAM -> LONGEST_CHAT;
            case MESSENGER -> LONGEST_MESSENGER;
        };
    }

    /** What vendors charge for: short messages of a text message, one of anything else. */
    public static int of(MessageChannel channel, String text) {
        return channel == MessageChannel.SMS ? SmsSegments.of(text).segments() : 1;
    }
}
