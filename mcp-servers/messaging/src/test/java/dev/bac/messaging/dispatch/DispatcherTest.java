package dev.bac.messaging.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.message.MessageQueue;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private final Recorded vendor = new Recorded(new Submission.Taken("V-1", false));

    /** A vendor that answers always the same. */
    private record Recorded(Submission answer, ConcurrentLinkedQueue<Outgoing> got) implements Vendor {
        Recorded(Submission answer) {
            this(answer, new ConcurrentLinkedQueue<>());
        }

        @Override
        public String name() {
            return "recorded";
        }

        @Override
        public Submission submit(Outgoing message) {
            got.add(message);
            return answer;
        }
    }

    private static Vendors vendors(Vendor vendor) {
        return new Vendors(Map.of(MessageChannel.SMS, vendor));
    }

    private static TestServer server(Vendor vendor) {
        return TestServer.of(MessagingServer.declare(vendors(vendor)));
    }

    private static Dispatcher dispatcher(TestServer server, Vendor vendor) {
        var limits = new DispatchLimits(Duration.ofMillis(10), 20, 2, Duration.ofMinutes(5), 1);
        return new Dispatcher(
                server.server().store(),
                vendors(vendor),
                () -> List.of(server.caller().tenant()),
                limits,
                Callbacks.NONE,
                TestServer.CLOCK);
    }

    private static void queue(TestServer server, int messages) {
        for (int i = 0; i < messages; i++) {
            server.approved("messaging_message_send", "{\"to\":\"+4915123456789\",\"body\":\"Number " + i + "\"}");
        }
    }

    private static String state(TestServer server, String number) {
        return server.ok("messaging_message_status", "{\"message\":\"" + number + "\"}")
                .path("message")
                .path("state")
                .asString()
                .toLowerCase(Locale.ROOT);
    }

    @Test
    void submitsWhatWasQueuedAndNothingTwice() {
        var server = server(vendor);
        queue(server, 3);

        try (var dispatcher = dispatcher(server, vendor)) {
            assertThat(dispatcher.round()).isEqualTo(3);
            assertThat(dispatcher.round()).isZero();
        }

        assertThat(vendor.got()).hasSize(3);
        assertThat(state(server, "MSG-1001")).isEqualTo("submitted");
    }

    @Test
    void eightDispatchersSubmitEachMessageOnce() throws Exception {
        var server = server(vendor);
        queue(server, 30);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.submit(() -> dispatcher(server, vendor).round());
            }
        }
        dispatcher(server, vendor).round();

        assertThat(vendor.got().stream().map(Outgoing::id).distinct()).hasSize(30);
        assertThat(vendor.got()).hasSize(30);
    }

    @Test
    void whatMayHaveBeenSentIsNeverSentAgain() {
        var silent = new Recorded(new Submission.Unclear("It may have been sent."));
        var server = server(silent);
        queue(server, 1);

        dispatcher(server, silent).round();
        dispatcher(server, silent).round();

        assertThat(silent.got()).hasSize(1);
        assertThat(state(server, "MSG-1001")).isEqualTo("unknown");
    }

    @Test
    void whatADeadDispatcherHadTakenIsParkedAndNotSentAgain() {
        var server = server(vendor);
        queue(server, 1);
        var queue = new MessageQueue();
        var tenant = server.caller().tenant();
        server.server().store().write(tenant, tx -> queue.claim(tx, MessageChannel.SMS, "recorded", 10));

        dispatcher(server, vendor).round();
        assertThat(state(server, "MSG-1001")).isEqualTo("submitting");

        var impatient = new DispatchLimits(Duration.ofMillis(10), 20, 2, Duration.ofSeconds(-1), 1);
        new Dispatcher(
                        server.server().store(),
                        vendors(vendor),
                        () -> List.of(tenant),
                        impatient,
                        Callbacks.NONE,
                        TestServer.CLOCK)
                .round();

        assertThat(vendor.got()).isEmpty();
        assertThat(state(server, "MSG-1001")).isEqualTo("unknown");
    }

    @Test
    void aRefusalIsFinalAndABusyVendorIsAskedLater() {
        var refusing = new Recorded(new Submission.Refused("No such number."));
        var server = server(refusing);
        queue(server, 1);
        dispatcher(server, refusing).round();
        assertThat(state(server, "MSG-1001")).isEqualTo("rejected");

        var busy = new Recorded(new Submission.Busy("Slow down.", Duration.ofSeconds(5)));
        var other = server(busy);
        queue(other, 1);
        dispatcher(other, busy).round();
        dispatcher(other, busy).round();
        assertThat(busy.got()).hasSize(1);
        assertThat(state(other, "MSG-1001")).isEqualTo("queued");
    }

    @Test
    void anOptOutAtTheVendorIsKeptAsOurs() {
        var optedOut = new Recorded(new Submission.OptedOut("They said STOP."));
        var server = server(optedOut);
        queue(server, 1);

        dispatcher(server, optedOut).round();

        assertThat(state(server, "MSG-1001")).isEqualTo("suppressed");
        assertThat(server.refused("messaging_message_send", "{\"to\":\"+4915123456789\",\"body\":\"Hi\"}")
                        .code())
                .isEqualTo("opted_out");
    }

    @Test
    void anOptOutAfterQueueingIsHeeded() {
        var server = server(vendor);
        queue(server, 1);
        server.ok("messaging_consent_set", "{\"address\":\"+4915123456789\",\"consent\":\"opt_out\"}");

        dispatcher(server, vendor).round();

        assertThat(vendor.got()).isEmpty();
        assertThat(state(server, "MSG-1001")).isEqualTo("suppressed");
    }
}
