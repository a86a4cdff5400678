package dev.bac.messaging.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendors' published vectors, and what differs from them by one character. */
class SignatureVectorsTest {
    private static final Instant NOW = Instant.parse("2026-03-16T10:00:00Z");
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final String FORM =
            "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&Caller=%2B14158675309&From=%2B14158675309";
    private static final Map<String, String> FORMED = Map.of(
            "Content-Type", "application/x-www-form-urlencoded", "X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=");

    private static boolean believed(VendorWebhook webhook, Arrival arrival) {
        return !(webhook.hear(arrival, NOW) instanceof Heard.Forged);
    }

    private static Arrival post(String url, Map<String, String> headers, String body) {
        return new Arrival("POST", url, headers, body, "10.0.0.1");
    }

    @Test
    void believesTwilio() {
        assertThat(believed(new TwilioWebhook("12345"), post(URL, FORMED, FORM)))
                .isTrue();
        assertThat(believed(new TwilioWebhook("12345"), post(URL.replace(".com/", ".com:8443/"), FORMED, FORM)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Digits=1235", "Extra=1&Digits=1234", "CallSid="})
    void doesNotBelieveTwilioOfOtherFields(String begin) {
        String body = begin + FORM.substring(FORM.indexOf("&CallSid"));
        assertThat(believed(new TwilioWebhook("12345"), post(URL, FORMED, body)))
                .isFalse();
    }

    @Test
    void doesNotBelieveTwilioUnderAnotherTokenOrAddressOrWithout() {
        assertThat(believed(new TwilioWebhook("12346"), post(URL, FORMED, FORM)))
                .isFalse();
        assertThat(believed(new TwilioWebhook("12345"), post(URL + "&t=1", FORMED, FORM)))
                .isFalse();
        assertThat(believed(
                        new TwilioWebhook("12345"),
                        post(URL, Map.of("Content-Type", "application/x-www-form-urlencoded"), FORM)))
                .isFalse();
    }

    @Test
    void believesTwiliosJsonByItsHash() {
        String json = "{\"a\":1}";
        String hash = Signatures.hex(Signatures.digest("SHA-256", json.getBytes(StandardCharsets.UTF_8)));
        String url = "https://bac.example/webhooks/twilio/twilio?bodySHA256=" + hash;
        String signature = Base64.getEncoder()
                .encodeToString(Signatures.mac("HmacSHA1", "12345", url.getBytes(StandardCharsets.UTF_8)));
        var headers = Map.of("X-Twilio-Signature", signature, "Content-Type", "application/json");

        assertThat(believed(new TwilioWebhook("12345"), post(url, headers, json)))
                .isTrue();
        assertThat(believed(new TwilioWebhook("12345"), post(url, headers, "{\"a\":2}")))
                .isFalse();
    }

    @Test
    void signsAsVonageDoes() {
        var fields = new TreeMap<>(Map.of("a", "alphabet", "b", "bananas", "timestamp", "2100"));

        assertThat(new VonageWebhook("abcde", VonageWebhook.Method.MD5).sign(fields))
                .isEqualTo("7d43241108912b32cc315b48ce681acf");
        assertThat(new VonageWebhook("abcde", VonageWebhook.Method.HMAC_SHA256).sign(fields))
                .isEqualTo("8d1b0428276b6a070578225914c3502cc0687a454dfbbbb370c76a14234cb546");
    }

    @Test
    void refusesAReplayOfVonagesAfterFiveMinutes() {
        var webhook = new VonageWebhook("abcde", VonageWebhook.Method.HMAC_SHA256);
        assertThat(believed(webhook, vonage(webhook, NOW.minusSeconds(299)))).isTrue();
        assertThat(believed(webhook, vonage(webhook, NOW.minusSeconds(301)))).isFalse();
        assertThat(believed(webhook, vonage(webhook, NOW.plusSeconds(301)))).isFalse();
    }

    private static Arrival vonage(VonageWebhook webhook, Instant at) {
        var fields = new TreeMap<>(Map.of(
                "messageId",
                "0A",
                "status",
                "delivered",
                "timestamp",
                Long.toString(at.getEpochSecond()),
                "text",
                "a&b=c"));
        return post(
                "https://bac.example/webhooks/vonage/vonage?t=1&messageId=0A&status=delivered&text=a%26b%3Dc&timestamp="
                        + at.getEpochSecond() + "&sig=" + webhook.sign(fields),
                Map.of(),
                "");
    }

    @Test
    void believesVonagesTokenOnlyWithItsBodyAndAge() {
        var webhook = new VonageWebhook("abcde", VonageWebhook.Method.HMAC_SHA256);
        String body = "{\"message_uuid\":\"u\",\"status\":\"delivered\"}";

        assertThat(believed(webhook, token(body, body, "HS256", NOW, "abcde"))).isTrue();
        assertThat(believed(webhook, token(body, body + " ", "HS256", NOW, "abcde")))
                .isFalse();
        assertThat(believed(webhook, token(body, body, "none", NOW, "abcde"))).isFalse();
        assertThat(believed(webhook, token(body, body, "HS256", NOW.minusSeconds(400), "abcde")))
                .isFalse();
        assertThat(believed(webhook, token(body, body, "HS256", NOW, "abcdf"))).isFalse();
    }

    private static Arrival token(String hashed, String body, String algorithm, Instant at, String secret) {
        String hash = Signatures.hex(Signatures.digest("SHA-256", hashed.getBytes(StandardCharsets.UTF_8)));
        String head = part("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + "."
                + part("{\"iat\":" + at.getEpochSecond() + ",\"payload_hash\":\"" + hash + "\"}");
        String code = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Signatures.mac("HmacSHA256", secret, head.getBytes(StandardCharsets.UTF_8)));
        return post("https://bac.example/x", Map.of("Authorization", "Bearer " + head + "." + code), body);
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void believesMetaByItsPublishedVector() {
        String fits = "sha256=0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914";
        for (var webhook : java.util.List.of(
                new WhatsAppWebhook(new MetaSigned("secret", "word"), "1"),
                new MessengerWebhook(new MetaSigned("secret", "word")))) {
            assertThat(believed(webhook, post(URL, Map.of("X-Hub-Signature-256", fits), "test")))
                    .isTrue();
            assertThat(believed(webhook, post(URL, Map.of("X-Hub-Signature-256", fits), "Test")))
                    .isFalse();
            assertThat(believed(webhook, post(URL, Map.of(), "test"))).isFalse();
        }
    }

    @Test
    void givesMetasChallengeBackOnlyForTheWordAgreedOn() {
        var webhook = new WhatsAppWebhook(new MetaSigned("secret", "word"), "1");
        String url = "https://bac.example/webhooks/whatsapp/whatsapp?hub.mode=subscribe&hub.challenge=1158201444";

        assertThat(webhook.hear(new Arrival("GET", url + "&hub.verify_token=word", Map.of(), "", ""), NOW))
                .isEqualTo(new Heard.Challenge("1158201444"));
        assertThat(webhook.hear(new Arrival("GET", url + "&hub.verify_token=other", Map.of(), "", ""), NOW))
                .isInstanceOf(Heard.Forged.class);
    }

    @Test
    void believesTelegramByItsSecretAndOthersByAWordAndTheirAddress() {
        var telegram = new TelegramWebhook("s3cret_Token");
        assertThat(believed(telegram, post(URL, Map.of("X-Telegram-Bot-Api-Secret-Token", "s3cret_Token"), "{}")))
                .isTrue();
        assertThat(believed(telegram, post(URL, Map.of("X-Telegram-Bot-Api-Secret-Token", "s3cret_token"), "{}")))
                .isFalse();

        String word = "a-word-nobody-can-guess-0";
        var near = new InfobipWebhook(new PlainWord(word, Set.of("10.0.0.1")));
        assertThat(believed(near, post(URL + "&k=" + word, Map.of(), "{}"))).isTrue();
        assertThat(believed(near, post(URL + "&k=" + word + "1", Map.of(), "{}")))
                .isFalse();
        assertThat(believed(near, new Arrival("POST", URL + "&k=" + word, Map.of(), "{}", "10.0.0.2")))
                .isFalse();
    }
}
