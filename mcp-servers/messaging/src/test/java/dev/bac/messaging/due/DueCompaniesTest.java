package dev.bac.messaging.due;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bac.identity.TenantId;
import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.dispatch.Callbacks;
import dev.bac.messaging.dispatch.DispatchLimits;
import dev.bac.messaging.dispatch.Dispatcher;
import dev.bac.messaging.message.MessageQueue;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class DueCompaniesTest {
    private static final int COMPANIES = Integer.getInteger("companies", 0);
    private final Queue<Outgoing> got = new ConcurrentLinkedQueue<>();
    private final Vendor vendor = new Vendor() {
        @Override
        public String name() {
            return "recorded";
        }

        @Override
        public Submission submit(Outgoing message) {
            got.add(message);
            return new Submission.Taken(message.id().toString(), false);
        }
    };
    private final Vendors vendors = new Vendors(Map.of(MessageChannel.SMS, vendor));
    private final TestServer a = TestServer.of(MessagingServer.declare(vendors));
    private final TestServer b = a.otherTenant();
    private final DueCompanies due = new DueCompanies(a.server().store());

    private static void send(TestServer from) {
        from.approved("messaging_message_send", "{\"to\":\"+4915123456789\",\"body\":\"Hi\"}");
    }

    @Test
    void namesWhoHasSomethingToSendAndNobodyElse() {
        send(a);

        assertThat(due.messages(TestServer.NOW))
                .contains(a.caller().tenant())
                .doesNotContain(b.caller().tenant());
        assertThat(due.messages(TestServer.NOW.minusSeconds(1)))
                .doesNotContain(a.caller().tenant());

        a.server().store().write(a.caller().tenant(), tx -> new MessageQueue()
                .claim(tx, MessageChannel.SMS, "recorded", 10));
        assertThat(due.messages(TestServer.NOW)).doesNotContain(a.caller().tenant());
        assertThat(due.left(TestServer.NOW.plusSeconds(1))).contains(a.caller().tenant());
        assertThat(due.left(TestServer.NOW)).doesNotContain(a.caller().tenant());
    }

    @Test
    void whatTheRelaySeesIsNoMessage() {
        send(a);

        for (String statement : List.of(
                "SELECT provider FROM message_queue",
                "SELECT body FROM message",
                "SELECT secret FROM hook",
                "SELECT body FROM hook_delivery",
                "SELECT name FROM campaign")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> a.server().store().acrossTenants(handle -> handle.createQuery(statement)
                                    .mapTo(String.class)
                                    .list())))
                    .as(statement)
                    .hasStackTraceContaining("permission denied");
        }
    }

    private long transactions() {
        return a.server().store().shared(handle -> handle.createQuery(
                        "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()")
                .mapTo(Long.class)
                .one());
    }

    /** A question about any of them would fail the round: the schema does not know them. */
    @Test
    void nothingIsAskedOfAThousandCompaniesWithNothingToSend() throws InterruptedException {
        var all = new ArrayList<TenantId>();
        for (int i = 0; i < 1_000; i++) {
            all.add(new TenantId(UUID.randomUUID()));
        }
        all.add(a.caller().tenant());
        send(a);
        var dispatcher = new Dispatcher(
                a.server().store(), vendors, () -> all, DispatchLimits.standard(), Callbacks.NONE, TestServer.CLOCK);
        var thread = Thread.ofVirtual().start(dispatcher);
        for (int waited = 0; got.isEmpty() && waited < 600; waited++) {
            Thread.sleep(50);
        }
        dispatcher.close();
        thread.interrupt();
        thread.join();

        assertThat(got).hasSize(1);
    }

    /** {@code -Dcompanies=1000} for the figure: what idle companies cost the database. */
    @Test
    void companiesThatAreIdleCostNothing() throws InterruptedException {
        assumeTrue(COMPANIES > 0, "-Dcompanies=1000");
        var all = new ArrayList<>(List.of(a.caller().tenant(), b.caller().tenant()));
        for (int i = 0; i < COMPANIES; i++) {
            all.add(TestDatabase.newTenant(a.server().store()));
        }
        // A connection tells its statistics ten seconds after its last work, at the latest.
        Thread.sleep(11_000);
        long before = transactions();
        Instant began = Clock.systemUTC().instant();
        var dispatcher = new Dispatcher(
                a.server().store(), vendors, () -> all, DispatchLimits.standard(), Callbacks.NONE, TestServer.CLOCK);
        var thread = Thread.ofVirtual().start(dispatcher);
        Thread.sleep(20_000);
        dispatcher.close();
        thread.interrupt();
        thread.join();
        double seconds = Duration.between(began, Clock.systemUTC().instant()).toMillis() / 1e3;
        Thread.sleep(11_000);
        long transactions = transactions() - before;

        System.out.printf(
                "%d idle companies: %d transactions in %.1f s, %.0f a second%n",
                all.size(), transactions, seconds, transactions / seconds);
        assertThat(transactions).isLessThan(COMPANIES);
    }

    @Test
    void whatNobodySaidIsFoundAllTheSame() throws InterruptedException {
        var dispatcher = new Dispatcher(
                a.server().store(),
                vendors,
                () -> List.of(b.caller().tenant(), a.caller().tenant()),
                DispatchLimits.standard(),
                Callbacks.NONE,
                TestServer.CLOCK);
        var thread = Thread.ofVirtual().start(dispatcher);
        send(a);
        for (int waited = 0; got.isEmpty() && waited < 600; waited++) {
            Thread.sleep(50);
        }
        dispatcher.close();
        thread.interrupt();
        thread.join();

        assertThat(got).hasSize(1);
    }

    @Test
    void whatSomebodySaidLeavesWithoutALookAtTheQueue() throws InterruptedException {
        var never = new DispatchLimits(Duration.ofHours(1), 20, 2, Duration.ofMinutes(5), 2);
        var dispatcher = new Dispatcher(
                a.server().store(),
                vendors,
                () -> List.of(a.caller().tenant()),
                never,
                Callbacks.NONE,
                TestServer.CLOCK);
        var thread = Thread.ofVirtual().start(dispatcher);
        Thread.sleep(200);
        for (int i = 0; i < 3; i++) {
            send(a);
            dispatcher.wake(a.caller().tenant());
            for (int waited = 0; got.size() <= i && waited < 600; waited++) {
                Thread.sleep(50);
            }
        }
        dispatcher.close();
        thread.interrupt();
        thread.join();

        assertThat(got).hasSize(3);
    }
}
