package dev.bac.messaging.webhook;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.inbound.Inbound;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the WhatsApp Cloud API tells us: statuses out of order and repeated for days, and messages. */
public final class WhatsAppWebhook implements VendorWebhook {
    private static final Map<String, MessageState> STATES = Map.of(
            "accepted", MessageState.SUBMITTED,
            "sent", MessageState.SENT,
            "delivered", MessageState.DELIVERED,
            "read", MessageState.READ,
            "played", MessageState.READ,
            "failed", MessageState.FAILED);

    private final MetaSigned signed;
    private final String phone;

    /** @param phone the id of our number; what is about another is not ours */
    public WhatsAppWebhook(MetaSigned signed, String phone) {
        this.signed = signed;
        this.phone = phone;
    }

    @Override
    public Heard hear(Arrival arrival, Instant now) {
        return signed.entered(arrival).orElseGet(() -> news(arrival.json()));
    }

    private Heard news(JsonNode json) {
        var reports = new ArrayList<Report>();
        var inbound = new ArrayList<Inbound>();
        for (JsonNode entry : json.path("entry")) {
            for (JsonNode change : entry.path("changes")) {
                JsonNode value = change.path("value");
                if (value.path("metadata").path("phone_number_id").asString("").equals(phone)) {
                    value.path("statuses").forEach(one -> reports.add(report(one)));
                    value.path("messages").forEach(one -> message(one).ifPresent(inbound::add));
                }
            }
        }
        return new Heard.News(List.copyOf(reports), List.copyOf(inbound));
    }

    private static Report report(JsonNode status) {
        JsonNode error = status.path("errors").path(0);
        String word = status.path("status").asString("");
        return new Report(
                Callback.id(status.path("biz_opaque_callback_data").asString("")),
                status.path("id").asString(""),
                Optional.ofNullable(STATES.get(word)),
                word,
                error.isMissingNode()
                        ? null
                        : "WhatsApp's error %d: %s"
                                .formatted(
                                        error.path("code").asInt(0),
                                        error.path("title").asString("")));
    }

    private static Optional<Inbound> message(JsonNode message) {
        String id = message.path("id").asString("");
        String from = message.path("from").asString("");
        String text =
                switch (message.path("type").asString("")) {
                    case "text" -> message.path("text").path("body").asString("");
                    case "button" -> message.path("button").path("text").asString("");
                    case "interactive" ->
                        message.path("interactive")
                                .path("button_reply")
                                .path("title")
                                .asString(message.path("interactive")
                                        .path("list_reply")
                                        .path("title")
                                        .asString(""));
                    default -> "[" + message.path("type").asString("?") + "]";
                };
        return id.isEmpty() || !from.matches("[0-9]{5,15}")
                ? Optional.empty()
                : Optional.of(new Inbound(id, MessageChannel.WHATSAPP, "+" + from, text));
    }
}
