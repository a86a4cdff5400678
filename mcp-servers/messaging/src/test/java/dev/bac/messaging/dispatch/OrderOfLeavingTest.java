package dev.bac.messaging.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.accept.Acceptance;
import dev.bac.messaging.accept.Accepted;
import dev.bac.messaging.accept.NewMessage;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.message.MessageQueue;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What waits leaves by its urgency and then by its age, and nothing before its time. */
class OrderOfLeavingTest {
    /** Takes whatever it is given. */
    private static final Vendor VENDOR = new Vendor() {
        @Override
        public String name() {
            return "any";
        }

        @Override
        public Submission submit(Outgoing message) {
            return new Submission.Taken("V-" + message.id(), false);
        }
    };

    private final Vendors vendors = new Vendors(Map.of(MessageChannel.SMS, VENDOR));
    private final TestServer server = TestServer.of(MessagingServer.declare(vendors));

    private List<Accepted> accept(List<NewMessage> messages) {
        return server.server().store().write(server.caller().tenant(), tx -> new Acceptance(vendors)
                .accept(tx, Collections.nCopies(messages.size(), "somebody"), messages));
    }

    private static NewMessage message(String body, int priority, @Nullable Instant at) {
        return new NewMessage("+4915123456789", MessageChannel.SMS, null, body, null, Map.of(), at, priority, false);
    }

    private static Tx at(Tx tx, Instant now) {
        return new Tx(tx.tenant(), tx.settings(), tx.state(), tx.rules(), tx.sql(), now, tx.ids(), tx.reading());
    }

    private List<String> leaving(Instant now, int most) {
        return server
                .server()
                .store()
                .write(server.caller().tenant(), tx -> new MessageQueue()
                        .claim(at(tx, now), MessageChannel.SMS, "any", most))
                .stream()
                .map(MessageQueue.Claimed::body)
                .toList();
    }

    @Test
    void theUrgentLeaveBeforeTheUsualAndBulkComesLast() {
        accept(IntStream.range(0, 30).mapToObj(i -> message("bulk", 2, null)).toList());
        accept(IntStream.range(0, 5).mapToObj(i -> message("usual", 1, null)).toList());
        accept(List.of(message("urgent", 0, null)));

        assertThat(leaving(TestServer.CLOCK.instant(), 10))
                .startsWith("urgent", "usual", "usual", "usual", "usual", "usual")
                .hasSize(10)
                .endsWith("bulk");
        assertThat(leaving(TestServer.CLOCK.instant(), 100)).hasSize(26).containsOnly("bulk");
    }

    @Test
    void whatIsPlannedWaitsForItsTimeHoweverUrgent() {
        Instant later = TestServer.CLOCK.instant().plus(Duration.ofHours(2));
        var taken = accept(List.of(message("later", 0, later), message("now", 2, null)));

        assertThat(taken)
                .map(one -> ((Accepted.Taken) one).state())
                .containsExactly(MessageState.SCHEDULED, MessageState.QUEUED);
        assertThat(leaving(TestServer.CLOCK.instant(), 10)).containsExactly("now");
        assertThat(leaving(later.minusMillis(1), 10)).isEmpty();
        assertThat(leaving(later, 10)).containsExactly("later");
        assertThat(leaving(later, 10)).isEmpty();
    }
}
