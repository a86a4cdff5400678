package dev.bac.messaging.vendor;

import java.net.URI;
import java.time.Duration;

/**
 * A bot.
 *
 * @param base such as {@code https://api.telegram.org}
 * @param token as BotFather gave it; part of every address, so it is never logged
 */
public record TelegramAccount(URI base, String token, Duration timeout) {
    public TelegramAccount {
        if (!token.matches("[0-9]{3,20}:[A-Za-z0-9_-]{10,100}")) {
            throw new IllegalArgumentException("a bot's token is digits, a colon and letters");
        }
    }

    @Override
    public String toString() {
        return "TelegramAccount[" + token.substring(0, token.indexOf(':')) + "]";
    }
}
