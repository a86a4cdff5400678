package dev.bac.messaging.vendor;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * Messages through the Telegram Bot API: {@code POST /bot{token}/sendMessage}. What Telegram answers {@code ok} has
 * left; it reports nothing afterwards. A 429 says in {@code retry_after} how long the whole bot must be silent.
 */
public final class TelegramVendor implements Vendor {
    private final TelegramAccount account;
    private final VendorHttp http;

    /** @param http its connect time-out applies; it must follow no redirects */
    public TelegramVendor(TelegramAccount account, HttpClient http) {
        this.account = account;
        this.http = new VendorHttp("Telegram", http);
    }

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public Submission submit(Outgoing message) {
        var body = VendorHttp.JSON
                .createObjectNode()
                .put("chat_id", Long.parseLong(message.recipient()))
                .put("text", message.body());
        var request = HttpRequest.newBuilder(
                        URI.create(account.base().resolve("/") + "bot" + account.token() + "/sendMessage"))
                .timeout(account.timeout())
                .header("Content-Type", "application/json")
                .POST(VendorHttp.json(body))
                .build();
        return http.submit(request, reply -> read(reply, message));
    }

    private Submission read(VendorHttp.Reply reply, Outgoing message) {
        JsonNode body = reply.body();
        if (body.path("ok").asBoolean(false)) {
            String id = body.path("result").path("message_id").asString("");
            return id.isEmpty() ? http.nameless() : new Submission.Taken(message.recipient() + ":" + id, true);
        }
        int code = body.path("error_code").asInt(reply.status());
        int wait = body.path("parameters").path("retry_after").asInt(0);
        var pause = wait > 0 ? VendorHttp.bounded(Duration.ofSeconds(wait)) : reply.pause();
        return FailureCodes.of(reply.status(), code, FailureCodes.TELEGRAM)
                .told(http.reason(reply.status(), code, body.path("description").asString("")), pause);
    }
}
