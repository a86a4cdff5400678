package dev.bac.messaging.webhook;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.inbound.Inbound;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.report.Report;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What Vonage tells us. Of the SMS API the fields are signed, sorted by name as {@code &name=value} with {@code &} and
 * {@code =} of a value made {@code _}, by MD5 or an HMAC, not more than five minutes ago. Of the Messages API the header
 * has a JSON Web Token (HS256) with a hash of the body, as old at most. (developer.vonage.com, signing messages and
 * webhooks)
 */
public final class VonageWebhook implements VendorWebhook {
    private static final Duration OLDEST = Duration.ofMinutes(5);
    private static final Map<String, MessageState> STATES = Map.of(
            "accepted", MessageState.SUBMITTED,
            "buffered", MessageState.SUBMITTED,
            "submitted", MessageState.SUBMITTED,
            "delivered", MessageState.DELIVERED,
            "read", MessageState.READ,
            "expired", MessageState.EXPIRED,
            "failed", MessageState.UNDELIVERED,
            "rejected", MessageState.REJECTED,
            "undeliverable", MessageState.UNDELIVERED);

    /** How fields are signed, as the account is set up. */
    public enum Method {
        MD5("MD5"),
        HMAC_MD5("HmacMD5"),
        HMAC_SHA1("HmacSHA1"),
        HMAC_SHA256("HmacSHA256"),
        HMAC_SHA512("HmacSHA512");

        private final String algorithm;

        Method(String algorithm) {
            this.algorithm = algorithm;
        }
    }

    private final String secret;
    private final Method method;

    /** @param secret the account's signature secret, which is not the API secret */
    public VonageWebhook(String secret, Method method) {
        this.secret = secret;
        this.method = method;
    }

    @Override
    public Heard hear(Arrival arrival, Instant now) {
        String bearer = arrival.header("authorization").orElse("");
        if (bearer.startsWith("Bearer ")) {
            return token(bearer.substring("Bearer ".length()), arrival, now)
                    ? news(flat(arrival.json()), arrival)
                    : new Heard.Forged("The token does not fit.");
        }
        var fields = fields(arrival);
        String given = fields.getOrDefault("sig", "");
        fields.remove("sig");
        if (given.isEmpty() || !Signatures.same(sign(fields), given.toLowerCase(Locale.ROOT))) {
            return new Heard.Forged("The signature does not fit.");
        }
        return fresh(fields.getOrDefault("timestamp", ""), now)
                ? news(fields, arrival)
                : new Heard.Forged("The request is too old.");
    }

    String sign(SortedMap<String, String> fields) {
        var text = new StringBuilder();
        fields.forEach((name, value) -> text.append('&')
                .append(name)
                .append('=')
                .append(value.replace('&', '_').replace('=', '_')));
        return Signatures.hex(
                method == Method.MD5
                        ? Signatures.digest("MD5", (text + secret).getBytes(StandardCharsets.UTF_8))
                        : Signatures.mac(
                                method.algorithm, secret, text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private boolean token(String token, Arrival arrival, Instant now) {
        String[] parts = token.split("\\.", 4);
        if (parts.length != 3) {
            return false;
        }
        String code = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Signatures.mac(
                        "HmacSHA256", secret, (parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8)));
        if (!Signatures.same(code, parts[2])) {
            return false;
        }
        JsonNode head = decoded(parts[0]);
        JsonNode claims = decoded(parts[1]);
        String hash = Signatures.hex(Signatures.digest("SHA-256", arrival.bytes()));
        return head.path("alg").asString("").equals("HS256")
                && fresh(claims.path("iat").asString(""), now)
                && Signatures.same(
                        hash, claims.path("payload_hash").asString("").toLowerCase(Locale.ROOT));
    }

    private static JsonNode decoded(String part) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(part);
            return new Arrival("", "", Map.of(), new String(json, StandardCharsets.UTF_8), "").json();
        } catch (IllegalArgumentException _) {
            return new Arrival("", "", Map.of(), "", "").json();
        }
    }

    private static boolean fresh(String timestamp, Instant now) {
        return timestamp.matches("[0-9]{1,11}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                                .abs()
                                .compareTo(OLDEST)
                        <= 0;
    }

    /** As the account is set up they come in the address, as a form or as JSON. */
    private static SortedMap<String, String> fields(Arrival arrival) {
        if (!arrival.isForm() && !arrival.body().isEmpty()) {
            return flat(arrival.json());
        }
        var fields = new TreeMap<String, String>();
        var given = arrival.isForm() ? arrival.form() : arrival.query();
        if (given.values().stream().anyMatch(values -> values.size() > 1)) {
            // Vonage signs each field once: what comes twice somebody else has added.
            return fields;
        }
        given.forEach((name, values) -> fields.put(name, values.getFirst()));
        if (!arrival.isForm()) {
            // What we wrote into the address ourselves was not there when Vonage signed.
            List.of("t", "m", "k").forEach(fields::remove);
        }
        return fields;
    }

    private static SortedMap<String, String> flat(JsonNode json) {
        var fields = new TreeMap<String, String>();
        json.properties().stream()
                .filter(one -> one.getValue().isValueNode())
                .forEach(one -> fields.put(one.getKey(), one.getValue().asString("")));
        return fields;
    }

    private static Heard news(SortedMap<String, String> fields, Arrival arrival) {
        String id = fields.getOrDefault("messageId", fields.getOrDefault("message_uuid", ""));
        String status = fields.getOrDefault("status", "");
        if (!status.isEmpty()) {
            String ref = fields.getOrDefault("client-ref", fields.getOrDefault("client_ref", ""));
            String code = fields.getOrDefault("err-code", "0");
            return new Heard.News(
                    List.of(new Report(
                            Callback.id(ref).or(() -> Callback.message(arrival)),
                            id,
                            Optional.ofNullable(STATES.get(status)),
                            status,
                            code.equals("0") || code.isEmpty() ? null : "Vonage's error " + code + ".")),
                    List.of());
        }
        String from = fields.getOrDefault("msisdn", fields.getOrDefault("from", ""));
        return from.isEmpty() || id.isEmpty()
                ? Heard.News.NONE
                : new Heard.News(
                        List.of(),
                        List.of(new Inbound(
                                id, MessageChannel.SMS, "+" + from.replace("+", ""), fields.getOrDefault("text", ""))));
    }
}
