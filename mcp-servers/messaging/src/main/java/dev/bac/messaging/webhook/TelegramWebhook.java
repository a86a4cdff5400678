package dev.bac.messaging.webhook;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.inbound.Inbound;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What Telegram tells us: messages to the bot. {@code X-Telegram-Bot-Api-Secret-Token} holds the secret that the address
 * was registered with ({@code setWebhook}).
 */
public final class TelegramWebhook implements VendorWebhook {
    private final String secret;

    /** @param secret 1 to 256 characters A-Z, a-z, 0-9, _ and - */
    public TelegramWebhook(String secret) {
        if (!secret.matches("[A-Za-z0-9_-]{1,256}")) {
            throw new IllegalArgumentException("a secret of Telegram's has 1 to 256 characters A-Z, a-z, 0-9, _ and -");
        }
        this.secret = secret;
    }

    @Override
    public Heard hear(Arrival arrival, Instant now) {
        if (!Signatures.same(
                secret, arrival.header("x-telegram-bot-api-secret-token").orElse(""))) {
            return new Heard.Forged("The secret does not fit.");
        }
        JsonNode update = arrival.json();
        JsonNode message = update.path("message");
        String chat = message.path("chat").path("id").asString("");
        String id = update.path("update_id").asString("");
        if (id.isEmpty() || !chat.matches("-?[1-9][0-9]{0,15}")) {
            return Heard.News.NONE;
        }
        String text = message.path("text").asString(message.path("caption").asString("[attachment]"));
        return new Heard.News(
                List.of(),
                List.of(new Inbound(
                        id,
                        MessageChannel.TELEGRAM,
                        "telegram:" + chat,
                        // A bot is begun with a command, and stopped by blocking it or so.
                        text.equals("/start") ? "Hello" : text.equals("/stop") ? "STOP" : text)));
    }
}
