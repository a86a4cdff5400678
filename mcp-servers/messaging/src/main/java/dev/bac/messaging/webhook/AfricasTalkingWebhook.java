package dev.bac.messaging.webhook;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.inbound.Inbound;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.report.Report;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Africa's Talking tells us: a form, of reports with a status, of messages with a text. It signs nothing. */
public final class AfricasTalkingWebhook implements VendorWebhook {
    private static final Map<String, MessageState> STATES = Map.of(
            "Sent", MessageState.SENT,
            "Submitted", MessageState.SUBMITTED,
            "Buffered", MessageState.SUBMITTED,
            "Rejected", MessageState.REJECTED,
            "Success", MessageState.DELIVERED,
            "Failed", MessageState.UNDELIVERED,
            "AbsentSubscriber", MessageState.UNDELIVERED,
            "Expired", MessageState.EXPIRED);

    private final PlainWord word;

    public AfricasTalkingWebhook(PlainWord word) {
        this.word = word;
    }

    @Override
    public Heard hear(Arrival arrival, Instant now) {
        if (!word.fits(arrival)) {
            return new Heard.Forged("The address is not ours.");
        }
        var form = arrival.form();
        String id = form.getOrDefault("id", List.of("")).getFirst();
        if (id.isEmpty()) {
            return Heard.News.NONE;
        }
        if (form.containsKey("status")) {
            String status = form.get("status").getFirst();
            String why = form.getOrDefault("failureReason", List.of("")).getFirst();
            return new Heard.News(
                    List.of(new Report(
                            Optional.empty(),
                            id,
                            Optional.ofNullable(STATES.get(status)),
                            status,
                            why.isEmpty() ? null : why)),
                    List.of());
        }
        String from = form.getOrDefault("from", List.of("")).getFirst();
        String text = form.getOrDefault("text", List.of("")).getFirst();
        return new Heard.News(List.of(), List.of(new Inbound(id, MessageChannel.SMS, from, text)));
    }
}
