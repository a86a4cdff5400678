package dev.bac.messaging.webhook;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.inbound.Inbound;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the Messenger Platform tells us: messages to our page, and which of ours were delivered. */
public final class MessengerWebhook implements VendorWebhook {
    private final MetaSigned signed;

    public MessengerWebhook(MetaSigned signed) {
        this.signed = signed;
    }

    @Override
    public Heard hear(Arrival arrival, Instant now) {
        return signed.entered(arrival).orElseGet(() -> news(arrival.json()));
    }

    private static Heard news(JsonNode json) {
        var reports = new ArrayList<Report>();
        var inbound = new ArrayList<Inbound>();
        for (JsonNode entry : json.path("entry")) {
            for (JsonNode event : entry.path("messaging")) {
                event.path("delivery")
                        .path("mids")
                        .forEach(mid -> reports.add(new Report(
                                Optional.empty(),
                                mid.asString(""),
                                Optional.of(MessageState.DELIVERED),
                                "delivered",
                                null)));
                JsonNode message = event.path("message");
                String id = message.path("mid").asString("");
                String from = event.path("sender").path("id").asString("");
                if (!id.isEmpty()
                        && from.matches("[1-9][0-9]{4,31}")
                        && !message.path("is_echo").asBoolean(false)) {
                    inbound.add(new Inbound(
                            id,
                            MessageChannel.MESSENGER,
                            "messenger:" + from,
                            message.path("text").asString("[attachment]")));
                }
            }
        }
        return new Heard.News(reports, inbound);
    }
}
