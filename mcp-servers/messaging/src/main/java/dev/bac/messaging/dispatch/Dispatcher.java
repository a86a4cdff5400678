package dev.bac.messaging.dispatch;

import dev.bac.identity.TenantId;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.message.Message;
import dev.bac.messaging.message.MessageQueue;
import dev.bac.messaging.message.MessageQueue.Settled;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.message.MessageStore;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits queued messages to their vendors, outside any transaction and at most once: a message is taken in one
 * transaction, handed to the vendor, and settled in another. Dying in between leaves it taken; after a while it is
 * parked as perhaps sent and never submitted again by itself, since these vendors know no idempotency key. Any number
 * of dispatchers may run on one store. The host runs this on a virtual thread and closes it at the end.
 */
public final class Dispatcher implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int LOST_AT_ONCE = 100;
    private static final String NO_VENDOR = "No vendor is configured for this channel.";

    private final Store store;
    private final Vendors vendors;
    private final Supplier<List<TenantId>> tenants;
    private final DispatchLimits limits;
    private final MessageStore messages = new MessageStore();
    private final MessageQueue queue = new MessageQueue(messages);
    private final ConsentStore consents = new ConsentStore();
    private volatile boolean closed;
    private volatile @Nullable Thread runner;

    /** @param tenants those that may send; asked in every round */
    public Dispatcher(Store store, Vendors vendors, Supplier<List<TenantId>> tenants, DispatchLimits limits) {
        this.store = store;
        this.vendors = vendors;
        this.tenants = tenants;
        this.limits = limits;
    }

    /** Rounds until {@link #close}; a failing round is logged and followed by a pause. */
    @Override
    public void run() {
        runner = Thread.currentThread();
        while (!closed) {
            int submitted = 0;
            try {
                submitted = round();
            } catch (RuntimeException e) {
                LOG.warn("a round of dispatching messages failed: {}", e.toString());
            }
            if (submitted == 0 && !pause()) {
                return;
            }
        }
    }

    /** One round over all tenants; answers how many messages were taken. */
    public int round() {
        int taken = 0;
        for (TenantId tenant : tenants.get()) {
            int parked = store.write(tenant, tx -> queue.giveUpOn(tx, limits.lease(), LOST_AT_ONCE));
            if (parked > 0) {
                LOG.warn("{} messages of tenant {} may have been sent; a person must look", parked, tenant);
            }
            for (int i = 0; i < limits.perTenant() && !closed && one(tenant); i++) {
                taken++;
            }
        }
        return taken;
    }

    private boolean one(TenantId tenant) {
        if (vendors.channels().isEmpty()) {
            return false;
        }
        Optional<Message> taken = store.write(tenant, tx -> queue.claim(tx, vendors.channels()));
        taken.ifPresent(message -> submit(tenant, message));
        return taken.isPresent();
    }

    private void submit(TenantId tenant, Message message) {
        Optional<Vendor> vendor = vendors.of(message.to().channel());
        boolean unwanted =
                store.read(tenant, tx -> consents.optedOut(tx, message.to().value()));
        if (unwanted || vendor.isEmpty()) {
            var state = unwanted ? MessageState.SUPPRESSED : MessageState.HELD;
            String reason = unwanted ? "The recipient has opted out." : NO_VENDOR;
            store.write(tenant, tx -> settle(tx, message, new Settled(state, "none", null, reason, null)));
            return;
        }
        var submission = vendor.get()
                .submit(new Outgoing(message.id(), message.to().value(), message.subject(), message.body()));
        store.write(tenant, tx -> {
            if (submission instanceof Submission.OptedOut optedOut) {
                consents.set(
                        tx,
                        message.to().value(),
                        true,
                        optedOut.reason(),
                        vendor.get().name());
            }
            return settle(tx, message, settled(tx, message, vendor.get().name(), submission));
        });
    }

    private boolean settle(Tx tx, Message message, Settled end) {
        queue.settle(tx, message, end);
        return true;
    }

    private Settled settled(Tx tx, Message message, String vendor, Submission submission) {
        return switch (submission) {
            case Submission.Taken taken ->
                new Settled(
                        taken.left() ? MessageState.SENT : MessageState.SUBMITTED,
                        vendor,
                        taken.vendorId(),
                        null,
                        null);
            case Submission.Busy busy
            when message.attempts() < limits.attempts() ->
                new Settled(
                        MessageState.QUEUED,
                        vendor,
                        null,
                        busy.reason(),
                        tx.now().plus(longer(busy.pause(), message.attempts())));
            case Submission.Busy busy ->
                new Settled(
                        MessageState.FAILED,
                        vendor,
                        null,
                        busy.reason() + " Tried " + message.attempts() + " times.",
                        null);
            case Submission.Refused refused -> new Settled(MessageState.REJECTED, vendor, null, refused.reason(), null);
            case Submission.OptedOut optedOut ->
                new Settled(MessageState.SUPPRESSED, vendor, null, optedOut.reason(), null);
            case Submission.Unclear unclear -> new Settled(MessageState.UNKNOWN, vendor, null, unclear.reason(), null);
        };
    }

    private static Duration longer(Duration wait, int attempts) {
        return wait.multipliedBy(1L << Math.min(attempts - 1, 6));
    }

    private boolean pause() {
        try {
            Thread.sleep(limits.pause());
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes no further message; one that is being submitted is finished first. */
    @Override
    public void close() {
        closed = true;
        Thread running = runner;
        if (running != null && !running.equals(Thread.currentThread())) {
            try {
                running.join(limits.lease());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
