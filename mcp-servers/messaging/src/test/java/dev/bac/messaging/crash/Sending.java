package dev.bac.messaging.crash;

import dev.bac.identity.TenantId;
import dev.bac.mcp.ToolServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.accept.AcceptQueue;
import dev.bac.messaging.accept.Acceptance;
import dev.bac.messaging.accept.NewMessage;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.campaign.CampaignRunner;
import dev.bac.messaging.dispatch.Callbacks;
import dev.bac.messaging.dispatch.DispatchLimits;
import dev.bac.messaging.dispatch.Dispatcher;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Database;
import dev.bac.store.PostgresAddress;
import dev.bac.store.Store;
import dev.bac.store.UuidV7;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own that accepts and sends until it is killed. A line says which request is durable. With {@code drain}
 * it accepts nothing, settles what the dead left, and ends.
 */
public final class Sending {
    private static final int A_REQUEST = 20;
    private static final int MOST_ROUNDS = 20_000;
    private static final boolean DRAIN = Boolean.getBoolean("drain");

    private Sending() {}

    /** Nobody is asked about while others may still be sending; the last process asks at once. */
    static Duration patience() {
        return DRAIN ? Duration.ofSeconds(-1) : Duration.ofMinutes(10);
    }

    /** Until nothing waits any more. */
    private static void drain(Store store, TenantId tenant, Dispatcher dispatcher, CampaignRunner runner) {
        long left = 1;
        for (int round = 0; left > 0 && round < MOST_ROUNDS; round++) {
            int done = runner.round() + dispatcher.round();
            left = done > 0
                    ? 1
                    : store.read(tenant, tx -> tx.sql()
                            .createQuery("SELECT (SELECT count(*) FROM message_queue)"
                                    + " + (SELECT count(*) FROM campaign WHERE state = 'RUNNING')")
                            .mapTo(Long.class)
                            .one());
            if (done == 0) {
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    public static void main(String... arguments) {
        var clock = Clock.systemUTC();
        var tenant = new TenantId(UUID.fromString(arguments[1]));
        var at = URI.create(arguments[2]);
        var http = HttpClient.newHttpClient();
        var vendors = new Vendors(List.of(
                new Provider(
                        "asked",
                        MessageChannel.SMS,
                        new CountedVendor("asked", at, true, http),
                        _ -> true,
                        1_000_000,
                        null),
                new Provider(
                        "blind",
                        MessageChannel.TELEGRAM,
                        new CountedVendor("blind", at, false, http),
                        _ -> true,
                        1_000_000,
                        null)));
        var database =
                Database.connect(PostgresAddress.parse(arguments[0]), clock, new UuidV7(clock, new SecureRandom()));
        var store = database.open(ToolServer.schema(MessagingServer.declare(vendors)));
        var limits = new DispatchLimits(Duration.ofMillis(10), 100, 1_000, patience(), 2);
        var dispatcher = new Dispatcher(store, vendors, () -> List.of(tenant), limits, Callbacks.NONE, clock);
        var runner = new CampaignRunner(store, () -> List.of(tenant), vendors, dispatcher::wake, clock);
        if (DRAIN) {
            drain(store, tenant, dispatcher, runner);
            System.exit(0);
        }
        Thread.ofVirtual().start(dispatcher);
        Thread.ofVirtual().start(runner);
        System.out.println("ready");
        var queue = new AcceptQueue(store, new Acceptance(vendors), dispatcher::wake);
        for (long request = Long.parseLong(arguments[3]); ; request++) {
            var messages = new ArrayList<NewMessage>();
            for (int i = 0; i < A_REQUEST; i++) {
                messages.add(
                        i % 2 == 0
                                ? NewMessage.text("+4915123456789", MessageChannel.SMS, request + "/" + i)
                                : NewMessage.text("telegram:987654321", MessageChannel.TELEGRAM, request + "/" + i));
            }
            queue.accept(tenant, new AcceptQueue.Request("test", "request/" + request, messages));
            System.out.println("accepted " + request);
        }
    }
}
