package dev.bac.messaging.webhook;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.inbound.Inbound;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Infobip tells us: {@code results[]}, of reports with a status, of messages with a text. It signs nothing. */
public final class InfobipWebhook implements VendorWebhook {
    private static final Map<String, MessageState> GROUPS = Map.of(
            "ACCEPTED", MessageState.SUBMITTED,
            "PENDING", MessageState.SUBMITTED,
            "UNDELIVERABLE", MessageState.UNDELIVERED,
            "DELIVERED", MessageState.DELIVERED,
            "EXPIRED", MessageState.EXPIRED,
            "REJECTED", MessageState.REJECTED);

    private final PlainWord word;

    public InfobipWebhook(PlainWord word) {
        this.word = word;
    }

    @Override
    public Heard hear(Arrival arrival, Instant now) {
        if (!word.fits(arrival)) {
            return new Heard.Forged("The address is not ours.");
        }
        var reports = new ArrayList<Report>();
        var inbound = new ArrayList<Inbound>();
        for (JsonNode one : arrival.json().path("results")) {
            String id = one.path("messageId").asString("");
            if (one.has("status")) {
                reports.add(report(one, id));
            } else if (one.has("text") && !id.isEmpty()) {
                inbound.add(new Inbound(
                        id,
                        MessageChannel.SMS,
                        "+"
                                + one.path("from")
                                        .asString(one.path("sender").asString(""))
                                        .replace("+", ""),
                        one.path("text").asString("")));
            }
        }
        return new Heard.News(reports, inbound);
    }

    private static Report report(JsonNode one, String id) {
        JsonNode status = one.path("status");
        String group = status.path("groupName").asString("");
        String error = one.path("error").path("groupId").asInt(0) == 0
                ? ""
                : one.path("error").path("description").asString("");
        // "Sent to the handset's network" is pending, and the only pending that has left.
        boolean left = status.path("name").asString("").equals("PENDING_ENROUTE");
        return new Report(
                Callback.id(id),
                id,
                left ? Optional.of(MessageState.SENT) : Optional.ofNullable(GROUPS.get(group.toUpperCase(Locale.ROOT))),
                status.path("name").asString(group),
                error.isEmpty() ? null : error);
    }
}
