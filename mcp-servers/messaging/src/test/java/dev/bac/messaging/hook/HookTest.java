package dev.bac.messaging.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.inbound.Inbound;
import dev.bac.messaging.inbound.InboundStore;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.report.Report;
import dev.bac.messaging.report.ReportStore;
import dev.bac.messaging.vendor.Vendors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a company's own programs are told, over real HTTP. */
class HookTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SecretSeal OPEN = new SecretSeal() {
        @Override
        public String seal(String place, String text) {
            return place + "|" + text;
        }

        @Override
        public Optional<String> open(String place, String sealed) {
            return sealed.startsWith(place + "|")
                    ? Optional.of(sealed.substring(place.length() + 1))
                    : Optional.empty();
        }
    };

    private record Got(String id, String timestamp, String signature, String body) {}

    private final TestServer a = TestServer.of(MessagingServer.declare(Vendors.none()));
    private final List<Got> got = new ArrayList<>();
    private final HookAddress addresses = new HookAddress(Set.of("127.0.0.1"));
    private final HookDesk desk = new HookDesk(addresses, OPEN, new SecureRandom());
    private int answer = 204;
    private HttpServer program;
    private HookPost post;

    @BeforeEach
    void open() throws IOException {
        program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            got.add(new Got(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1/elsewhere");
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        program.start();
        post = new HookPost(addresses, TestServer.CLOCK);
    }

    @AfterEach
    void close() {
        program.stop(0);
        post.close();
    }

    private HookDesk.Added hook(String... events) {
        String url = "http://127.0.0.1:" + program.getAddress().getPort() + "/messages";
        return write(tx -> desk.add(tx, "test", url, List.of(events)));
    }

    private <T> T write(dev.bac.store.TxWork<T> work) {
        return a.server().store().write(a.caller().tenant(), work);
    }

    private void round() {
        new HookSender(a.server().store(), () -> List.of(a.caller().tenant()), OPEN, post, TestServer.CLOCK).round();
    }

    /** As if its pause were over. */
    private void later() {
        write(tx -> tx.sql().execute("UPDATE hook_delivery SET next_at = next_at - interval '2 days'"));
        write(tx -> tx.sql().execute("UPDATE hook SET rest_until = NULL"));
    }

    private List<Delivery> deliveries(UUID hook) {
        return a.read(tx -> desk.deliveries(tx, hook, null, 100)).orElseThrow();
    }

    private UUID message() {
        return UUID.fromString(a.approved("messaging_message_send", "{\"to\":\"+4915123456789\",\"body\":\"Hi\"}")
                .path("message")
                .path("id")
                .asString());
    }

    private void report(UUID message, MessageState state) {
        write(tx -> new ReportStore()
                .apply(tx, "v", List.of(new Report(Optional.of(message), "", Optional.of(state), state.name(), null))));
    }

    @Test
    void signsAsTheSpecificationsOwnExampleSays() {
        // standardwebhooks.com, specification, and the test of its reference libraries.
        assertThat(StandardSignature.sign(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void tellsOnceWhatHappenedSignedAndOnlyWhatIsWanted() {
        var hook = hook("message.delivered");
        UUID message = message();
        report(message, MessageState.SENT);
        report(message, MessageState.DELIVERED);
        report(message, MessageState.DELIVERED);

        round();
        round();

        assertThat(got).hasSize(1);
        var one = got.getFirst();
        var body = JSON.readTree(one.body());
        assertThat(body.path("type").asString()).isEqualTo("message.delivered");
        assertThat(body.at("/data/to").asString()).isEqualTo("+4915123456789");
        assertThat(body.at("/data/number").asString()).isEqualTo("MSG-1001");
        assertThat(one.signature())
                .isEqualTo(
                        StandardSignature.sign(hook.secret(), one.id(), Long.parseLong(one.timestamp()), one.body()));
        assertThat(deliveries(hook.hook().id())).extracting(Delivery::state).containsExactly("DELIVERED");
    }

    @Test
    void triesAgainWithPausesThenGivesUpVisiblyAndCanBeReplayed() {
        var hook = hook("message.failed");
        report(message(), MessageState.FAILED);
        answer = 500;
        round();
        round();
        assertThat(got).as("not at once again").hasSize(1);

        for (int i = 0; i < 12; i++) {
            later();
            round();
        }
        assertThat(got).hasSize(10);
        assertThat(deliveries(hook.hook().id())).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo("DEAD");
            assertThat(one.problem()).isEqualTo("It answered 500.");
        });

        answer = 200;
        Optional<Integer> replayed = write(tx -> desk.replay(tx, hook.hook().id(), null));
        assertThat(replayed).contains(1);
        later();
        round();
        assertThat(deliveries(hook.hook().id())).extracting(Delivery::state).containsExactly("DELIVERED");
        assertThat(got.stream().map(Got::id).distinct()).as("the same event").hasSize(1);
    }

    @Test
    void aFailureHoldsTheRestBackWithoutUsingUpTheirAttempts() {
        var hook = hook("message.failed");
        for (int i = 0; i < 3; i++) {
            report(message(), MessageState.FAILED);
        }
        answer = 503;
        round();

        assertThat(got).hasSize(1);
        assertThat(deliveries(hook.hook().id()).stream()
                        .mapToInt(Delivery::attempts)
                        .sum())
                .isEqualTo(1);

        answer = 200;
        for (int i = 0; i < 4; i++) {
            later();
            round();
        }
        assertThat(deliveries(hook.hook().id())).allMatch(one -> one.state().equals("DELIVERED"));
    }

    @Test
    void whoAnswersGoneHearsNoMoreAndARedirectIsNotFollowed() {
        var hook = hook("message.failed", "message.sent");
        answer = 302;
        report(message(), MessageState.FAILED);
        round();
        assertThat(got).hasSize(1);

        answer = 410;
        later();
        round();
        report(message(), MessageState.FAILED);
        later();
        round();
        assertThat(got).hasSize(2);
        List<Hook> all = a.read(tx -> desk.all(tx));
        assertThat(all).singleElement().matches(one -> !one.active());

        answer = 200;
        write(tx -> desk.activate(tx, hook.hook().id()));
        report(message(), MessageState.FAILED);
        round();
        assertThat(got).hasSize(3);
    }

    @Test
    void bothSecretsSignForADayAfterTheyWereRotated() {
        var first = hook("message.received");
        var second = write(tx -> desk.rotate(tx, first.hook().id())).orElseThrow();
        write(tx ->
                new InboundStore().keep(tx, "v", new Inbound("v-1", MessageChannel.SMS, "+4915123456789", "Hello")));

        round();

        var one = got.getFirst();
        long at = Long.parseLong(one.timestamp());
        assertThat(one.signature().split(" "))
                .containsExactly(
                        StandardSignature.sign(second.secret(), one.id(), at, one.body()),
                        StandardSignature.sign(first.secret(), one.id(), at, one.body()));
        write(tx -> tx.sql().execute("UPDATE hook SET before_until = now() - interval '100 years'"));
        write(tx ->
                new InboundStore().keep(tx, "v", new Inbound("v-2", MessageChannel.SMS, "+4915123456789", "Hello")));
        round();
        assertThat(got.getLast().signature()).doesNotContain(" ");
    }

    @Test
    void tellsThatSomebodyWroteStop() {
        hook("recipient.opted_out", "message.received");
        write(tx -> new InboundStore().keep(tx, "v", new Inbound("v-1", MessageChannel.SMS, "+4915123456789", "STOP")));

        round();

        assertThat(got.stream()
                        .map(one -> JSON.readTree(one.body()).path("type").asString()))
                .containsExactlyInAnyOrder("recipient.opted_out", "message.received");
    }

    @Test
    void aDeadSenderLeavesWhatItHadTakenToTheNext() {
        var hook = hook("message.failed");
        report(message(), MessageState.FAILED);
        write(tx -> new DeliveryStore().claim(tx, hook.hook().id(), 10, Instant.EPOCH));

        round();

        assertThat(got).hasSize(1);
    }

    @Test
    void anotherTenantsHookIsNotThereAndHearsNothing() {
        var hook = hook("message.failed");
        var b = a.otherTenant();

        List<Hook> all = b.read(tx -> desk.all(tx));
        assertThat(all).isEmpty();
        Optional<List<Delivery>> deliveries =
                b.read(tx -> desk.deliveries(tx, hook.hook().id(), null, 10));
        assertThat(deliveries).isEmpty();
        var store = b.server().store();
        Optional<Integer> replayed = store.write(
                b.caller().tenant(), tx -> desk.replay(tx, hook.hook().id(), null));
        Optional<HookDesk.Added> rotated = store.write(
                b.caller().tenant(), tx -> desk.rotate(tx, hook.hook().id()));
        boolean removed = store.write(
                b.caller().tenant(), tx -> desk.remove(tx, hook.hook().id()));
        assertThat(replayed).isEmpty();
        assertThat(rotated).isEmpty();
        assertThat(removed).isFalse();

        b.approved("messaging_message_send", "{\"to\":\"+4915123456789\",\"body\":\"Hi\"}");
        store.write(b.caller().tenant(), tx -> tx.sql().execute("UPDATE message SET state = 'QUEUED'"));
        var id = b.read(tx ->
                tx.sql().createQuery("SELECT id FROM message").mapTo(UUID.class).one());
        store.write(b.caller().tenant(), tx -> new ReportStore()
                .apply(tx, "v", List.of(new Report(Optional.of(id), "", Optional.of(MessageState.FAILED), "x", null))));
        round();
        assertThat(got).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/x", "ftp://shop.example/x", "https://user:pass@shop.example/x", "https:///x",
                "https://shop.example:22/x", "not an address", "https://shop.example/x#y", "file:///etc/passwd"
            })
    void refusesWhatIsNoAddressForAProgram(String url) {
        assertThatThrownBy(() -> write(tx -> desk.add(tx, "test", url, List.of("message.sent"))))
                .isInstanceOf(ToolRefusal.class)
                .hasMessageStartingWith("url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.2/", "https://localhost/", "https://10.1.2.3/", "https://192.168.1.1/",
                "https://172.16.0.1/", "https://169.254.169.254/latest", "https://100.64.0.1/", "https://0.0.0.0/",
                "https://[::1]/", "https://[fe80::1]/", "https://[fd00::1]/", "https://[::ffff:10.0.0.1]/",
                "https://[2002:a00:1::]/", "https://[64:ff9b::a00:1]/", "https://2130706433/", "https://198.18.0.1/"
            })
    void neverCallsAnAddressInsideTheHouse(String url) {
        var outcome = post.send(url, UUID.randomUUID(), "{}", List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(outcome.well()).isFalse();
        assertThat(outcome.status()).isNull();
        assertThat(outcome.problem()).matches("The address (is not at a public address|must be like .*)\\.");
    }
}
