package dev.bac.messaging.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.dispatch.Callbacks;
import dev.bac.messaging.dispatch.DispatchLimits;
import dev.bac.messaging.dispatch.Dispatcher;
import dev.bac.messaging.inbound.InboundStore;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each vendor tells us, as itself, as somebody else, and again: on a real store, through its own webhook. */
class ForgedAndReplayedTest {
    private static final String WORD = "a-word-nobody-can-guess-0";
    private static final String NUMBER = "+4915123456789";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** What is told: of a message under the vendor's id, a state; or without a state what somebody wrote. */
    private record Told(String id, String text, boolean report) {}

    /** A vendor that tells things. */
    private record Teller(
            String vendor,
            VendorWebhook webhook,
            MessageChannel channel,
            String to,
            Map<String, String> words,
            Function<Told, Arrival> tells) {
        @Override
        public String toString() {
            return vendor;
        }
    }

    private static Arrival post(String url, Map<String, String> headers, String body) {
        return new Arrival("POST", url, headers, body, "10.0.0.1");
    }

    private static String url(String vendor, String query) {
        return "https://bac.example/webhooks/" + vendor + "/it" + query;
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static Arrival twilio(Told told) {
        var fields = new TreeMap<>(
                told.report()
                        ? Map.of("MessageSid", told.id(), "MessageStatus", told.text())
                        : Map.of("MessageSid", told.id(), "From", NUMBER, "Body", told.text()));
        String at = url("twilio", "?t=1");
        String signed = at
                + fields.entrySet().stream()
                        .map(one -> one.getKey() + one.getValue())
                        .collect(Collectors.joining());
        String code = Base64.getEncoder()
                .encodeToString(Signatures.mac("HmacSHA1", "12345", signed.getBytes(StandardCharsets.UTF_8)));
        return post(at, Map.of("Content-Type", FORM, "X-Twilio-Signature", code), form(fields));
    }

    private static final VonageWebhook VONAGE = new VonageWebhook("abcde", VonageWebhook.Method.HMAC_SHA256);

    private static Arrival vonage(Told told) {
        var fields = new TreeMap<>(
                told.report()
                        ? Map.of("messageId", told.id(), "status", told.text())
                        : Map.of("messageId", told.id(), "msisdn", NUMBER.substring(1), "text", told.text()));
        fields.put("timestamp", Long.toString(TestServer.NOW.getEpochSecond()));
        fields.put("sig", VONAGE.sign(fields));
        return post(url("vonage", ""), Map.of("Content-Type", FORM), form(fields));
    }

    private static Arrival infobip(Told told) {
        String one = told.report()
                ? "'status':{'groupName':'" + told.text() + "','name':'" + told.text() + "'}"
                : "'from':'" + NUMBER.substring(1) + "','text':'" + told.text() + "'";
        return post(
                url("infobip", "?k=" + WORD),
                Map.of("Content-Type", "application/json"),
                ("{'results':[{'messageId':'" + told.id() + "'," + one + "}]}").replace('\'', '"'));
    }

    private static Arrival africas(Told told) {
        return post(
                url("africastalking", "?k=" + WORD),
                Map.of("Content-Type", FORM),
                form(new TreeMap<>(
                        told.report()
                                ? Map.of("id", told.id(), "status", told.text())
                                : Map.of("id", told.id(), "from", NUMBER, "text", told.text()))));
    }

    private static Arrival meta(String vendor, String body) {
        String json = body.replace('\'', '"');
        String code = Signatures.hex(Signatures.mac("HmacSHA256", "secret", json.getBytes(StandardCharsets.UTF_8)));
        return post(url(vendor, ""), Map.of("X-Hub-Signature-256", "sha256=" + code), json);
    }

    private static Arrival whatsapp(Told told) {
        String news = told.report()
                ? "'statuses':[{'id':'" + told.id() + "','status':'" + told.text() + "'}]"
                : "'messages':[{'id':'" + told.id() + "','from':'" + NUMBER.substring(1)
                        + "','type':'text','text':{'body':'" + told.text() + "'}}]";
        return meta(
                "whatsapp", "{'entry':[{'changes':[{'value':{'metadata':{'phone_number_id':'1065'}," + news + "}}]}]}");
    }

    private static Arrival messenger(Told told) {
        String news = told.report()
                ? "'delivery':{'mids':['" + told.id() + "']}"
                : "'sender':{'id':'25884159'},'message':{'mid':'" + told.id() + "','text':'" + told.text() + "'}";
        return meta("messenger", "{'entry':[{'messaging':[{" + news + "}]}]}");
    }

    private static Arrival telegram(Told told) {
        return post(
                url("telegram", ""),
                Map.of("X-Telegram-Bot-Api-Secret-Token", "s3cret_Token"),
                ("{'update_id':'" + told.id() + "','message':{'chat':{'id':987654321},'text':'" + told.text() + "'}}")
                        .replace('\'', '"'));
    }

    static Stream<Teller> tellers() {
        var sms = Map.of("before", "sent", "now", "delivered");
        var meta = new MetaSigned("secret", "word");
        return Stream.of(
                new Teller(
                        "twilio",
                        new TwilioWebhook("12345"),
                        MessageChannel.SMS,
                        NUMBER,
                        sms,
                        ForgedAndReplayedTest::twilio),
                new Teller(
                        "vonage",
                        VONAGE,
                        MessageChannel.SMS,
                        NUMBER,
                        Map.of("before", "accepted", "now", "delivered"),
                        ForgedAndReplayedTest::vonage),
                new Teller(
                        "infobip",
                        new InfobipWebhook(new PlainWord(WORD, Set.of("10.0.0.1"))),
                        MessageChannel.SMS,
                        NUMBER,
                        Map.of("before", "PENDING", "now", "DELIVERED"),
                        ForgedAndReplayedTest::infobip),
                new Teller(
                        "africastalking",
                        new AfricasTalkingWebhook(new PlainWord(WORD, Set.of())),
                        MessageChannel.SMS,
                        NUMBER,
                        Map.of("before", "Sent", "now", "Success"),
                        ForgedAndReplayedTest::africas),
                new Teller(
                        "whatsapp",
                        new WhatsAppWebhook(meta, "1065"),
                        MessageChannel.WHATSAPP,
                        "whatsapp:" + NUMBER,
                        sms,
                        ForgedAndReplayedTest::whatsapp),
                new Teller(
                        "messenger",
                        new MessengerWebhook(meta),
                        MessageChannel.MESSENGER,
                        "messenger:25884159",
                        sms,
                        ForgedAndReplayedTest::messenger),
                new Teller(
                        "telegram",
                        new TelegramWebhook("s3cret_Token"),
                        MessageChannel.TELEGRAM,
                        "telegram:987654321",
                        Map.of(),
                        ForgedAndReplayedTest::telegram));
    }

    /** The vendor as we would submit to it: it gives every message the id {@code V1}. */
    private record Taking(String name) implements Vendor {
        @Override
        public Submission submit(Outgoing message) {
            return new Submission.Taken("V1", false);
        }
    }

    /** A company that has sent one message by that vendor, and what hears the vendor. */
    private record Scene(TestServer company, Reception reception, Teller teller) {
        static Scene of(Teller teller) {
            var vendors = new Vendors(
                    List.of(new Provider("it", teller.channel(), new Taking(teller.vendor()), _ -> true, 1_000, null)));
            var company = TestServer.of(MessagingServer.declare(vendors));
            company.approved("messaging_message_send", "{\"to\":\"" + teller.to() + "\",\"body\":\"Hi\"}");
            var tenants = List.of(company.caller().tenant());
            var limits = new DispatchLimits(Duration.ofMillis(10), 20, 2, Duration.ofMinutes(5), 1);
            new Dispatcher(company.server().store(), vendors, () -> tenants, limits, Callbacks.NONE, TestServer.CLOCK)
                    .round();
            var reception = new Reception(
                    company.server().store(), vendors, Map.of("it", teller.webhook()), () -> tenants, TestServer.CLOCK);
            return new Scene(company, reception, teller);
        }

        Reception.Answer tell(Arrival arrival) {
            return reception.receive(teller.vendor(), "it", arrival);
        }

        String state() {
            return company.ok("messaging_message_status", "{\"message\":\"MSG-1001\"}")
                    .at("/message/state")
                    .asString();
        }

        int happened() {
            return company.ok("messaging_message_status", "{\"message\":\"MSG-1001\"}")
                    .path("history")
                    .size();
        }

        List<InboundStore.Kept> inbox() {
            return company.read(tx -> new InboundStore().newest(tx, null, 10));
        }
    }

    /** Everything that somebody could have done to it who is not the vendor. */
    private static List<Arrival> forged(Arrival real) {
        var all = new ArrayList<Arrival>();
        boolean signed = !real.headers().keySet().stream()
                .filter(name -> !name.equals("content-type"))
                .toList()
                .isEmpty();
        real.headers().forEach((name, value) -> {
            if (!name.equals("content-type")) {
                var without = new TreeMap<>(real.headers());
                without.remove(name);
                all.add(post(real.url(), without, real.body()));
                for (String wrong :
                        List.of("", value + "0", value.substring(1), value.toUpperCase(java.util.Locale.ROOT) + "x")) {
                    var other = new TreeMap<>(real.headers());
                    other.put(name, wrong);
                    all.add(post(real.url(), other, real.body()));
                }
            }
        });
        if (signed && !real.headers().containsKey("x-telegram-bot-api-secret-token")) {
            all.add(post(real.url(), real.headers(), real.body() + " "));
            all.add(post(real.url(), real.headers(), real.body().replace("V1", "V2")));
        }
        if (real.url().contains("k=")) {
            all.add(post(real.url().replace("k=", "k=0"), real.headers(), real.body()));
            all.add(post(real.url().replaceFirst("[?].*", ""), real.headers(), real.body()));
            all.add(post(real.url() + "|", real.headers(), real.body()));
        }
        if (real.body().contains("sig=")) {
            all.add(post(real.url(), real.headers(), real.body().replaceFirst("&?sig=[^&]*", "")));
            all.add(post(real.url(), real.headers(), real.body().replaceFirst("sig=", "sig=0")));
            all.add(post(real.url(), real.headers(), real.body() + "&status=read"));
            all.add(post(real.url(), real.headers(), real.body().replace("V1", "V2")));
            all.add(post(real.url(), real.headers(), real.body().replaceFirst("timestamp=1", "timestamp=2")));
        }
        assertThat(all).isNotEmpty();
        return all;
    }

    @ParameterizedTest
    @MethodSource("tellers")
    void whoeverIsNotTheVendorIsRefusedAndChangesNothing(Teller teller) {
        var scene = Scene.of(teller);
        String before = scene.state();

        for (var arrival : forged(teller.tells().apply(new Told("V1", "delivered", true)))) {
            assertThat(scene.tell(arrival))
                    .as(arrival.url() + " " + arrival.body())
                    .isInstanceOf(Reception.Answer.Refused.class);
        }
        for (var arrival : forged(teller.tells().apply(new Told("V1", "STOP", false)))) {
            assertThat(scene.tell(arrival)).isInstanceOf(Reception.Answer.Refused.class);
        }

        assertThat(scene.state()).isEqualTo(before);
        assertThat(scene.inbox()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tellers")
    void aReplayedReportChangesNothingAndALateOneUndoesNothing(Teller teller) {
        if (teller.words().isEmpty()) {
            return;
        }
        var scene = Scene.of(teller);
        var late = teller.tells().apply(new Told("V1", teller.words().getOrDefault("before", ""), true));
        var last = teller.tells().apply(new Told("V1", teller.words().getOrDefault("now", ""), true));
        scene.tell(last);
        assertThat(scene.state()).isEqualToIgnoringCase("delivered");
        int happened = scene.happened();

        for (var arrival : List.of(last, late, last, late, last)) {
            assertThat(scene.tell(arrival)).isEqualTo(new Reception.Answer.Taken(""));
        }

        assertThat(scene.state()).isEqualToIgnoringCase("delivered");
        assertThat(scene.happened()).isEqualTo(happened);
    }

    @ParameterizedTest
    @MethodSource("tellers")
    void aReplayedMessageIsKeptOnce(Teller teller) {
        var scene = Scene.of(teller);
        var message = teller.tells().apply(new Told("77", "Where is my order?", false));

        for (int i = 0; i < 3; i++) {
            assertThat(scene.tell(message)).isEqualTo(new Reception.Answer.Taken(""));
        }

        assertThat(scene.inbox()).singleElement().satisfies(kept -> assertThat(kept.text())
                .isEqualTo("Where is my order?"));
    }
}
