package dev.bac.messaging.vendor;

import dev.bac.messaging.content.ApprovedTemplate;
import dev.bac.messaging.content.Attachment;
import dev.bac.messaging.content.Place;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages through the Telegram Bot API: {@code POST /bot{token}/sendMessage}, files by
 * {@code sendPhoto} and its like, places by {@code sendLocation} or {@code sendVenue}. What Telegram answers {@code ok} has
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
        var body = VendorHttp.JSON.createObjectNode().put("chat_id", Long.parseLong(message.recipient()));
        String method = fill(body, message);
        var request = HttpRequest.newBuilder(
                        URI.create(account.base().resolve("/") + "bot" + account.token() + "/" + method))
                .timeout(account.timeout())
                .header("Content-Type", "application/json")
                .POST(VendorHttp.json(body))
                .build();
        return http.submit(request, reply -> read(reply, message));
    }

    /** The method that sends it. A place with a name is a venue, which must have an address. */
    private static String fill(ObjectNode body, Outgoing message) {
        return switch (message.content()) {
            case Attachment file -> {
                var given = file.link() != null ? file.link() : file.id();
                var kind =
                        switch (file.kind()) {
                            case IMAGE -> "photo";
                            case DOCUMENT -> "document";
                            case VIDEO -> "video";
                            case AUDIO -> "audio";
                        };
                body.put(kind, given);
                if (file.caption() != null) {
                    body.put("caption", file.caption());
                }
                yield "send" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
            }
            case Place place -> {
                body.put("latitude", place.latitude()).put("longitude", place.longitude());
                if (place.name() == null) {
                    yield "sendLocation";
                }
                body.put("title", place.name())
                        .put("address", place.address() == null ? place.name() : place.address());
                yield "sendVenue";
            }
            // A template is not taken for Telegram, see Carried.
            case null -> text(body, message);
            case ApprovedTemplate _ -> text(body, message);
        };
    }

    private static String text(ObjectNode body, Outgoing message) {
        body.put("text", message.body());
        return "sendMessage";
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
