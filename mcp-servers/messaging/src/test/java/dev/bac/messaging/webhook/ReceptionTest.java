package dev.bac.messaging.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.dispatch.Callbacks;
import dev.bac.messaging.dispatch.DispatchLimits;
import dev.bac.messaging.dispatch.Dispatcher;
import dev.bac.messaging.inbound.InboundStore;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What vendors tell us, early, late, twice, in any order and by whoever: on a real store, through real adapters. */
class ReceptionTest {
    private static final String WORD = "a-word-nobody-can-guess-0";
    private static final String NUMBER = "+4915123456789";

    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final Vendor vendor = new Vendor() {
        @Override
        public String name() {
            return "africastalking";
        }

        @Override
        public Submission submit(Outgoing message) {
            before.getOrDefault("report", () -> {}).run();
            return new Submission.Taken("AT-" + message.body(), false);
        }
    };
    private final TestServer a = TestServer.of(MessagingServer.declare(vendors(_ -> true)));
    private final TestServer b = a.otherTenant();

    private Vendors vendors(java.util.function.Predicate<TenantId> serves) {
        return new Vendors(List.of(new Provider("at", MessageChannel.SMS, vendor, serves, 1000, null)));
    }

    private Reception reception(Vendors vendors, TestServer... tenants) {
        return new Reception(
                a.server().store(),
                vendors,
                Map.of("at", new AfricasTalkingWebhook(new PlainWord(WORD, Set.of()))),
                () -> Arrays.stream(tenants).map(one -> one.caller().tenant()).toList(),
                TestServer.CLOCK);
    }

    private static Reception.Answer tell(Reception reception, String word, String form) {
        return reception.receive(
                "africastalking",
                "at",
                new Arrival(
                        "POST",
                        "https://bac.example/webhooks/africastalking/at?k=" + word,
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        form,
                        "10.0.0.1"));
    }

    private void sent(TestServer tenant, String body) {
        tenant.approved("messaging_message_send", "{\"to\":\"" + NUMBER + "\",\"body\":\"" + body + "\"}");
        var limits = new DispatchLimits(Duration.ofMillis(10), 20, 2, Duration.ofMinutes(5), 1);
        new Dispatcher(
                        tenant.server().store(),
                        vendors(_ -> true),
                        () -> List.of(tenant.caller().tenant()),
                        limits,
                        Callbacks.NONE,
                        TestServer.CLOCK)
                .round();
    }

    private static MessageState state(TestServer tenant) {
        return MessageState.valueOf(tenant.ok("messaging_message_status", "{\"message\":\"MSG-1001\"}")
                .path("message")
                .path("state")
                .asString()
                .toUpperCase(Locale.ROOT));
    }

    private static List<InboundStore.Kept> kept(TestServer tenant) {
        return tenant.read(tx -> new InboundStore().newest(tx, null, 10));
    }

    @Test
    void statesOnlyRiseWhateverTheOrderOfReports() {
        var words = new ArrayList<>(List.of("Sent", "Success", "Buffered", "Sent", "Submitted", "Success", "Nonsense"));
        for (int seed = 0; seed < 5; seed++) {
            var tenant = a.otherTenant();
            sent(tenant, "m" + seed);
            Collections.shuffle(words, new Random(seed));
            int rank = state(tenant).rank();
            for (String word : words) {
                tell(reception(vendors(_ -> true), tenant), WORD, "id=AT-m" + seed + "&status=" + word);
                assertThat(state(tenant).rank()).as("seed " + seed).isGreaterThanOrEqualTo(rank);
                rank = state(tenant).rank();
            }
            assertThat(state(tenant)).isEqualTo(MessageState.DELIVERED);
        }
    }

    @Test
    void aReportThatComesBeforeTheAnswerToTheSubmissionIsKept() {
        before.put("report", () -> tell(reception(vendors(_ -> true), a), WORD, "id=AT-early&status=Success"));

        sent(a, "early");

        assertThat(state(a)).isEqualTo(MessageState.DELIVERED);
    }

    @Test
    void theDatabaseRanksStatesAsWeDo() {
        for (var state : MessageState.values()) {
            int rank = a.read(tx -> tx.sql()
                    .createQuery("SELECT state_rank(:state)")
                    .bind("state", state.name())
                    .mapTo(Integer.class)
                    .one());
            assertThat(rank).as(state.name()).isEqualTo(state.rank());
        }
    }

    @Test
    void whoDoesNotKnowTheWordIsRefusedAndChangesNothing() {
        sent(a, "x");

        assertThat(tell(reception(vendors(_ -> true), a), WORD + "0", "id=AT-x&status=Success"))
                .isInstanceOf(Reception.Answer.Refused.class);
        assertThat(state(a)).isEqualTo(MessageState.SUBMITTED);
    }

    @Test
    void anAccountOfOneCompanyReportsOnNoOthersMessage() {
        sent(a, "x");
        var theirs = vendors(tenant -> tenant.equals(b.caller().tenant()));

        tell(reception(theirs, a, b), WORD, "id=AT-x&status=Success");
        tell(reception(theirs, a, b), WORD, "id=1&from=" + NUMBER.replace("+", "%2B") + "&text=STOP");

        assertThat(state(a)).isEqualTo(MessageState.SUBMITTED);
        a.approved("messaging_message_send", "{\"to\":\"" + NUMBER + "\",\"body\":\"again\"}");
    }

    @Test
    void ofASharedAccountTheReportGoesToWhoseMessageItIs() {
        sent(a, "x");
        sent(b, "y");

        tell(reception(vendors(_ -> true), b, a), WORD, "id=AT-x&status=Success");

        assertThat(state(a)).isEqualTo(MessageState.DELIVERED);
        assertThat(state(b)).isEqualTo(MessageState.SUBMITTED);
    }

    @Test
    void stopOptsOutOnceAndItsReplayDoesNotUndoALaterStart() {
        var reception = reception(vendors(_ -> true), a);
        String from = "&from=" + NUMBER.replace("+", "%2B");
        String stop = "id=in-1" + from + "&text=Stop+texting+me";

        tell(reception, WORD, stop);
        assertThat(a.refused("messaging_message_send", "{\"to\":\"" + NUMBER + "\",\"body\":\"Hi\"}")
                        .code())
                .isEqualTo("opted_out");
        assertThat(a.refused("messaging_message_send", "{\"to\":\"whatsapp:" + NUMBER + "\",\"body\":\"Hi\"}")
                        .code())
                .isEqualTo("opted_out");

        tell(reception, WORD, "id=in-2" + from + "&text=yes");
        tell(reception, WORD, stop);
        a.approved("messaging_message_send", "{\"to\":\"" + NUMBER + "\",\"body\":\"Hi\"}");

        assertThat(kept(a)).hasSize(2);
        assertThat(kept(b)).isEmpty();
    }

    @Test
    void yesIsNoKeywordToWhoNeverOptedOut() {
        tell(reception(vendors(_ -> true), a), WORD, "id=in-1&from=" + NUMBER.replace("+", "%2B") + "&text=yes");

        assertThat(kept(a)).singleElement().satisfies(kept -> assertThat(kept.keyword())
                .isNull());
    }

    private List<String> outbox() {
        return a.read(tx -> tx.sql()
                .createQuery("SELECT body FROM message WHERE created_by = 'keyword' ORDER BY number")
                .mapTo(String.class)
                .list());
    }

    @Test
    void helpIsAnsweredOnceInTheLanguageOfItsWord() {
        var reception = reception(vendors(_ -> true), a);
        String from = "&from=" + NUMBER.replace("+", "%2B");

        tell(reception, WORD, "id=h-1" + from + "&text=HELP");
        tell(reception, WORD, "id=h-1" + from + "&text=HELP");
        tell(reception, WORD, "id=h-2" + from + "&text=Hilfe!");

        assertThat(outbox()).hasSize(2);
        assertThat(outbox().getFirst()).startsWith("Test company: we write").contains("Reply STOP");
        assertThat(outbox().getLast()).startsWith("Test company: Wir schreiben").contains("STOP");
    }

    @Test
    void startIsAnsweredAndStopIsNot() {
        var reception = reception(vendors(_ -> true), a);
        String from = "&from=" + NUMBER.replace("+", "%2B");

        tell(reception, WORD, "id=s-1" + from + "&text=ARRÊT".replace("Ê", "%C3%8A"));
        assertThat(outbox()).isEmpty();
        tell(reception, WORD, "id=s-2" + from + "&text=START");

        assertThat(outbox()).singleElement().asString().contains("you get our messages again");
    }

    @Test
    void twoMachinesDoNotHelpEachOtherForEver() {
        var reception = reception(vendors(_ -> true), a);
        for (int i = 0; i < 10; i++) {
            tell(reception, WORD, "id=l-" + i + "&from=" + NUMBER.replace("+", "%2B") + "&text=HELP");
        }

        assertThat(outbox()).hasSize(3);
    }

    private static final String AMERICAN = "+12025550143";

    private List<String> dispatched(TestServer tenant) {
        var got = new ArrayList<String>();
        var recorded = new Vendor() {
            @Override
            public String name() {
                return "africastalking";
            }

            @Override
            public Submission submit(Outgoing message) {
                got.add(message.body());
                return new Submission.Taken("R-" + message.id(), false);
            }
        };
        new Dispatcher(
                        tenant.server().store(),
                        new Vendors(List.of(new Provider("at", MessageChannel.SMS, recorded, _ -> true, 1000, null))),
                        () -> List.of(tenant.caller().tenant()),
                        new DispatchLimits(Duration.ofMillis(10), 20, 2, Duration.ofMinutes(5), 1),
                        Callbacks.NONE,
                        TestServer.CLOCK)
                .round();
        return got;
    }

    @Test
    void whereTheRulesAskForItAnOptOutIsConfirmedOnceInTheLanguageOfItsWord() {
        var reception = reception(vendors(_ -> true), a);
        String from = "&from=" + AMERICAN.replace("+", "%2B");

        tell(reception, WORD, "id=c-1" + from + "&text=BAJA");
        tell(reception, WORD, "id=c-1" + from + "&text=BAJA");
        tell(reception, WORD, "id=c-2" + from + "&text=STOP");

        assertThat(dispatched(a))
                .containsExactly(
                        "Test company: está dado de baja y no recibirá más mensajes. Responda START para volver a recibirlos.");
        assertThat(a.refused("messaging_message_send", "{\"to\":\"" + AMERICAN + "\",\"body\":\"Hi\"}")
                        .code())
                .isEqualTo("opted_out");
    }

    @Test
    void afterComingBackAnOptOutIsConfirmedAgain() {
        var reception = reception(vendors(_ -> true), a);
        String from = "&from=" + AMERICAN.replace("+", "%2B");
        for (String word : List.of("STOP", "START", "STOP")) {
            tell(reception, WORD, "id=d-" + dispatched(a).size() + word + kept(a).size() + from + "&text=" + word);
        }

        assertThat(outbox()).hasSize(3);
        assertThat(outbox().getLast()).startsWith("Test company: you are unsubscribed");
    }

    @Test
    void whereTheVendorConfirmsOrNobodyAsksForItNothingIsSaid() {
        assertThat(new dev.bac.messaging.vendor.TwilioVendor(
                                new dev.bac.messaging.vendor.TwilioAccount(
                                        java.net.URI.create("http://127.0.0.1:1"),
                                        "AC" + "0".repeat(32),
                                        "secret",
                                        "+14155552345",
                                        Duration.ofSeconds(1)),
                                java.net.http.HttpClient.newHttpClient())
                        .confirmsStop())
                .isTrue();
        tell(reception(vendors(_ -> true), a), WORD, "id=e-1&from=" + NUMBER.replace("+", "%2B") + "&text=STOP");

        assertThat(outbox()).isEmpty();
    }
}
