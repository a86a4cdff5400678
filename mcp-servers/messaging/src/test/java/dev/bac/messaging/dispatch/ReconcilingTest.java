package dev.bac.messaging.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What becomes of messages whose answer got lost, by what their vendor can say of them. */
class ReconcilingTest {
    private final Set<UUID> arrived = ConcurrentHashMap.newKeySet();
    private final List<UUID> submitted = new ArrayList<>();

    /** Loses its first answer; the message has arrived or not. */
    private final class Forgetful implements Vendor {
        private final boolean arrives;
        private final boolean asked;
        private final boolean keyed;

        Forgetful(boolean arrives, boolean asked, boolean keyed) {
            this.arrives = arrives;
            this.asked = asked;
            this.keyed = keyed;
        }

        @Override
        public String name() {
            return "forgetful";
        }

        @Override
        public Submission submit(Outgoing message) {
            submitted.add(message.id());
            if (arrives || submitted.size() > 1) {
                arrived.add(message.id());
            }
            return submitted.size() == 1
                    ? new Submission.Unclear("No answer.")
                    : new Submission.Taken(message.id().toString(), false);
        }

        @Override
        public boolean repeatable() {
            return keyed;
        }

        @Override
        public Optional<Duration> knowsAfter() {
            return asked ? Optional.of(Duration.ofSeconds(-1)) : Optional.empty();
        }

        @Override
        public Map<UUID, Boolean> arrived(List<UUID> messages) {
            return messages.stream().collect(Collectors.toMap(id -> id, arrived::contains));
        }
    }

    private String after(Vendor vendor, int rounds) {
        var vendors = new Vendors(List.of(new Provider("p", MessageChannel.SMS, vendor, _ -> true, 100, null)));
        var server = TestServer.of(MessagingServer.declare(vendors));
        server.approved("messaging_message_send", "{\"to\":\"+4915123456789\",\"body\":\"Once\"}");
        var dispatcher = new Dispatcher(
                server.server().store(),
                vendors,
                () -> List.of(server.caller().tenant()),
                new DispatchLimits(Duration.ofMillis(10), 20, 3, Duration.ofMinutes(5), 1),
                Callbacks.NONE,
                TestServer.CLOCK);
        for (int i = 0; i < rounds; i++) {
            dispatcher.round();
        }
        return server.ok("messaging_message_status", "{\"message\":\"MSG-1001\"}")
                .path("message")
                .path("state")
                .asString()
                .toLowerCase(Locale.ROOT);
    }

    @Test
    void aVendorThatHasItIsNotGivenItAgain() {
        assertThat(after(new Forgetful(true, true, false), 3)).isEqualTo("submitted");
        assertThat(submitted).hasSize(1);
    }

    @Test
    void aVendorThatSaysItNeverArrivedIsGivenIt() {
        assertThat(after(new Forgetful(false, true, false), 3)).isEqualTo("submitted");
        assertThat(submitted).hasSize(2);
    }

    @Test
    void whereNobodyCanSayItStaysPerhapsSent() {
        assertThat(after(new Forgetful(true, false, false), 3)).isEqualTo("unknown");
        assertThat(submitted).hasSize(1);
    }

    @Test
    void aVendorThatKnowsItByItsKeyGetsItAgainLater() {
        assertThat(after(new Forgetful(true, false, true), 3)).isEqualTo("queued");
        assertThat(submitted).as("not at once").hasSize(1);
    }
}
