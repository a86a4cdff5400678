package dev.bac.messaging.webhook;

import java.util.List;
import java.util.Optional;

/**
 * What WhatsApp and Messenger have in common: {@code X-Hub-Signature-256} is HMAC-SHA256 under the app's secret over the
 * raw body, and a new address is first asked, by GET, to give a challenge back.
 *
 * @param verifyToken the word we agreed on for that question
 */
public record MetaSigned(String appSecret, String verifyToken) {

    /** What it comes to before anybody looks at the body; empty when the body is Meta's. */
    Optional<Heard> entered(Arrival arrival) {
        if (arrival.method().equals("GET")) {
            boolean ours =
                    arrival.parameter("hub.mode").filter("subscribe"::equals).isPresent()
                            && Signatures.same(
                                    verifyToken,
                                    arrival.parameter("hub.verify_token").orElse(""));
            String challenge =
                    arrival.query().getOrDefault("hub.challenge", List.of("")).getFirst();
            return Optional.of(
                    ours && challenge.matches("[A-Za-z0-9_-]{1,200}")
                            ? new Heard.Challenge(challenge)
                            : new Heard.Forged("The token does not fit."));
        }
        String expected = "sha256=" + Signatures.hex(Signatures.mac("HmacSHA256", appSecret, arrival.bytes()));
        return Signatures.same(expected, arrival.header("x-hub-signature-256").orElse(""))
                ? Optional.empty()
                : Optional.of(new Heard.Forged("The signature does not fit."));
    }

    @Override
    public String toString() {
        return "MetaSigned";
    }
}
