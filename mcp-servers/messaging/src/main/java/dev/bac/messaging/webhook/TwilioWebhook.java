package dev.bac.messaging.webhook;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.inbound.Inbound;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.report.Report;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What Twilio tells us. {@code X-Twilio-Signature} is HMAC-SHA1 under the account's token over the address followed by
 * the form's fields sorted by name; for any other body over the address alone, which then has {@code bodySHA256}. The
 * address is tried with and without its port (twilio.com/docs/usage/security).
 */
public final class TwilioWebhook implements VendorWebhook {
    private static final Map<String, MessageState> STATES = Map.of(
            "queued", MessageState.SUBMITTED,
            "accepted", MessageState.SUBMITTED,
            "sending", MessageState.SUBMITTED,
            "sent", MessageState.SENT,
            "delivered", MessageState.DELIVERED,
            "read", MessageState.READ,
            "undelivered", MessageState.UNDELIVERED,
            "failed", MessageState.FAILED,
            "canceled", MessageState.CANCELLED);

    private final String token;

    public TwilioWebhook(String token) {
        this.token = token;
    }

    @Override
    public Heard hear(Arrival arrival, Instant now) {
        String given = arrival.header("x-twilio-signature").orElse("");
        var form = arrival.form();
        if (given.isEmpty() || !signed(arrival, form, given)) {
            return new Heard.Forged("The signature does not fit.");
        }
        String status = first(form, "MessageStatus");
        String id = first(form, "MessageSid");
        if (!status.isEmpty() && !status.equals("received")) {
            String code = first(form, "ErrorCode");
            return new Heard.News(
                    List.of(new Report(
                            Callback.message(arrival),
                            id,
                            Optional.ofNullable(STATES.get(status)),
                            status,
                            code.isEmpty() ? null : "Twilio's error " + code + ".")),
                    List.of());
        }
        String from = first(form, "From");
        boolean whatsapp = from.startsWith("whatsapp:");
        return id.isEmpty() || from.isEmpty()
                ? Heard.News.NONE
                : new Heard.News(
                        List.of(),
                        List.of(new Inbound(
                                id,
                                whatsapp ? MessageChannel.WHATSAPP : MessageChannel.SMS,
                                from.replace("whatsapp:", ""),
                                first(form, "Body"))));
    }

    private boolean signed(Arrival arrival, SortedMap<String, List<String>> form, String given) {
        var fields = new StringBuilder();
        form.forEach((name, values) -> values.stream().distinct().sorted().forEach(value -> fields.append(name)
                .append(value)));
        Optional<String> hash = arrival.parameter("bodySHA256");
        if (hash.isPresent()
                && !Signatures.same(Signatures.hex(Signatures.digest("SHA-256", arrival.bytes())), hash.get())) {
            return false;
        }
        if (hash.isEmpty() && !arrival.isForm() && !arrival.body().isEmpty()) {
            return false;
        }
        boolean fits = false;
        for (String url : List.of(arrival.url(), withPort(arrival.url()), withoutPort(arrival.url()))) {
            byte[] code = Signatures.mac("HmacSHA1", token, (url + fields).getBytes(StandardCharsets.UTF_8));
            fits |= Signatures.same(Base64.getEncoder().encodeToString(code), given);
        }
        return fits;
    }

    private static String withPort(String url) {
        URI at = URI.create(url);
        return at.getPort() >= 0
                ? url
                : url.replaceFirst("^(https?://[^/?]+)", "$1:" + ("https".equals(at.getScheme()) ? 443 : 80));
    }

    private static String withoutPort(String url) {
        return url.replaceFirst("^(https?://[^/?:]+):[0-9]+", "$1");
    }

    private static String first(SortedMap<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).getFirst();
    }
}
