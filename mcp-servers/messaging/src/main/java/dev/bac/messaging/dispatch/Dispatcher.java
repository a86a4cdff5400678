package dev.bac.messaging.dispatch;

import dev.bac.identity.TenantId;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.due.DueCompanies;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits queued messages to their vendors, many at once, outside any transaction: messages are taken in one
 * transaction with the name of the provider that gets them, handed over, and settled in another. Dying in between leaves
 * them taken; {@link Reconciling} finds out what became of them or parks them. Any number of dispatchers may run on one
 * store. The host runs this on a virtual thread and closes it at the end.
 *
 * <p>A company is looked at when somebody in this process wrote something for it ({@link #wake}), and when the queue holds
 * something for it that may leave, which one statement asks for all companies together. A company that is idle costs
 * nothing.
 */
public final class Dispatcher implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration TIDY = Duration.ofSeconds(1);
    private static final long REST_MILLIS = 1_000;

    private final Vendors vendors;
    private final Supplier<List<TenantId>> tenants;
    private final DispatchLimits limits;
    private final Submitting submitting;
    private final Reconciling reconciling;
    private final DueCompanies due;
    private final Rota rota;
    private final InstantSource clock;
    private final List<Thread> lanes = new ArrayList<>();
    private volatile boolean closed;

    /** @param tenants those that may send; asked in every round */
    public Dispatcher(
            Store store,
            Vendors vendors,
            Supplier<List<TenantId>> tenants,
            DispatchLimits limits,
            Callbacks callbacks,
            InstantSource clock) {
        this.vendors = vendors;
        this.tenants = tenants;
        this.limits = limits;
        this.submitting = new Submitting(store, vendors, limits, callbacks, clock);
        this.reconciling = new Reconciling(store, vendors, limits);
        this.due = new DueCompanies(store);
        this.rota = new Rota(limits.lanes());
        this.clock = clock;
    }

    /** Rounds until {@link #close}; a failing round is logged and followed by a pause. */
    @Override
    public void run() {
        for (int lane = 0; lane < limits.lanes(); lane++) {
            int number = lane;
            lanes.add(Thread.ofVirtual().name("messages-" + lane).start(() -> lane(number)));
        }
        for (Instant tidy = Instant.MIN; !closed; ) {
            Instant now = clock.instant();
            boolean tidying = !now.isBefore(tidy);
            guarded(() -> look(now, tidying));
            tidy = tidying ? now.plus(TIDY) : tidy;
            try {
                Thread.sleep(limits.pause());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int look(Instant now, boolean tidying) {
        var working = tenants.get();
        var ready = due.messages(now);
        rota.add(working.stream().filter(ready::contains).toList());
        if (tidying) {
            var left = due.left(now.minus(reconciling.soonest()));
            reconciling.round(working.stream().filter(left::contains).toList());
        }
        return ready.size();
    }

    private void lane(int number) {
        while (!closed) {
            if (guarded(() -> submitted(rota.turns(number))) == 0 && !pause()) {
                return;
            }
        }
    }

    private static int guarded(Supplier<Integer> round) {
        try {
            return round.get();
        } catch (RuntimeException e) {
            LOG.warn("a round of dispatching messages failed: {}", e.toString());
            return 0;
        }
    }

    /** One round over all tenants; answers how many messages were taken. */
    public int round() {
        reconciling.round(tenants.get());
        return submitted(
                tenants.get().stream().map(one -> new Rota.Turn(one, 0)).toList());
    }

    private int submitted(List<Rota.Turn> turns) {
        int all = 0;
        for (var turn : turns) {
            boolean more = false;
            for (MessageChannel channel : vendors.channels()) {
                var look = closed ? Submitting.Look.NOTHING : submitting.some(turn.tenant(), channel);
                more |= look.more();
                all += look.taken();
            }
            if (!more) {
                rota.done(turn);
            } else {
                rota.wakeOne();
            }
        }
        return all;
    }

    /** There may be something of this company's to send at once. */
    public void wake(TenantId tenant) {
        rota.add(List.of(tenant));
    }

    /** How providers stand, as this node has seen them. */
    public ProviderBoard board() {
        return submitting.board();
    }

    private boolean pause() {
        try {
            return rota.await(REST_MILLIS) || !closed;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes no further message; those that are being submitted are finished first. */
    @Override
    public void close() {
        closed = true;
        for (Thread lane : List.copyOf(lanes)) {
            rota.wakeAll();
            try {
                lane.join(limits.lease());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
