package dev.bac.messaging.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.report.Report;
import dev.bac.messaging.report.ReportStore;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The benchmark lost 501 delivery reports when a provider went down: a message that one provider had refused still named
 * it while the next one carried it, whose report came before its answer and was not believed.
 */
class EarlyAfterFailoverTest {
    private record Saying(String name, Function<Outgoing, Submission> answer) implements Vendor {
        @Override
        public Submission submit(Outgoing message) {
            return answer.apply(message);
        }
    }

    private final Vendor down = new Saying("down", _ -> new Submission.Busy("Not now.", Duration.ZERO));
    private final Vendor quick = new Saying("quick", this::carried);
    private final Vendors vendors = new Vendors(List.of(
            new Provider("a", MessageChannel.SMS, down, _ -> true, 100, new BigDecimal("0.01")),
            new Provider("b", MessageChannel.SMS, quick, _ -> true, 100, new BigDecimal("0.02"))));
    private final TestServer server = TestServer.of(MessagingServer.declare(vendors));

    private Submission carried(Outgoing message) {
        var report = new Report(Optional.of(message.id()), "", Optional.of(MessageState.DELIVERED), "DELIVERED", null);
        server.server().store().write(server.caller().tenant(), tx -> new ReportStore()
                .apply(tx, "b", List.of(report)));
        return new Submission.Taken(message.id().toString(), false);
    }

    @Test
    void theReportOfTheNextProviderIsBelievedBeforeItsAnswer() {
        server.approved("messaging_message_send", "{\"to\":\"+4915123456789\",\"body\":\"Once\"}");
        var dispatcher = new Dispatcher(
                server.server().store(),
                vendors,
                () -> List.of(server.caller().tenant()),
                new DispatchLimits(Duration.ofMillis(10), 20, 9, Duration.ofMinutes(5), 1),
                Callbacks.NONE,
                TestServer.CLOCK);

        for (int i = 0; i < 5; i++) {
            dispatcher.round();
        }

        var message = server.ok("messaging_message_status", "{\"message\":\"MSG-1001\"}")
                .path("message");
        assertThat(message.path("state").asString()).isEqualToIgnoringCase("delivered");
        assertThat(message.path("vendor").asString()).isEqualTo("b");
    }
}
