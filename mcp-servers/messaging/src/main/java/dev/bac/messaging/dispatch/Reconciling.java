package dev.bac.messaging.dispatch;

import dev.bac.identity.TenantId;
import dev.bac.messaging.message.MessageQueue;
import dev.bac.messaging.message.MessageQueue.Left;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.message.Settled;
import dev.bac.messaging.message.Settled.Then;
import dev.bac.messaging.message.Settling;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of messages that were taken and never settled: whoever took them died, or the vendor's answer
 * got lost. A vendor that can say whether a message arrived is asked, and what did not arrive is sent; one that takes
 * keys is given it again; with any other it may have been sent, and a person must look.
 */
final class Reconciling {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciling.class);
    private static final int MOST = 500;
    private static final String LOST = "It may have been sent: we stopped while the vendor was answering.";

    private final Store store;
    private final Vendors vendors;
    private final DispatchLimits limits;
    private final MessageQueue queue = new MessageQueue();
    private final Settling settling = new Settling();

    Reconciling(Store store, Vendors vendors, DispatchLimits limits) {
        this.store = store;
        this.vendors = vendors;
        this.limits = limits;
    }

    void round(List<TenantId> tenants) {
        tenants.forEach(this::round);
    }

    /** After which something can be found out about a message that was taken and not settled. */
    Duration soonest() {
        return vendors.providers().stream()
                .flatMap(one -> one.vendor().knowsAfter().stream())
                .reduce(limits.lease(), (a, b) -> a.compareTo(b) < 0 ? a : b);
    }

    private void round(TenantId tenant) {
        var left = store.write(tenant, tx -> queue.left(tx, tx.now().minus(soonest()), MOST));
        for (var provider : vendors.providers()) {
            var its = left.stream()
                    .filter(one -> one.provider().equals(provider.id()))
                    .toList();
            provider.vendor().knowsAfter().ifPresent(_ -> asked(tenant, provider, its));
        }
        int parked = store.write(tenant, this::park);
        if (parked > 0) {
            LOG.warn("{} messages of tenant {} may have been sent; a person must look", parked, tenant);
        }
    }

    private void asked(TenantId tenant, Provider provider, List<Left> left) {
        if (left.isEmpty()) {
            return;
        }
        Map<UUID, Boolean> arrived =
                provider.vendor().arrived(left.stream().map(Left::id).toList());
        store.write(tenant, tx -> {
            var settled = new ArrayList<Settled>();
            for (var one : left) {
                Optional.ofNullable(arrived.get(one.id()))
                        .ifPresent(there -> settled.add(found(tx.now(), one, provider, there)));
            }
            settling.settle(tx, settled);
            return true;
        });
    }

    private static Settled found(Instant now, Left one, Provider provider, boolean there) {
        return there
                ? new Settled(
                        one.id(),
                        one.attempts(),
                        MessageState.SUBMITTED,
                        provider.id(),
                        one.id().toString(),
                        null,
                        new Then.Over())
                : new Settled(
                        one.id(),
                        one.attempts(),
                        MessageState.QUEUED,
                        provider.id(),
                        null,
                        "It had not arrived there.",
                        new Then.Again(now, false, false));
    }

    /** Parks what nobody can be asked about, or what nobody answered for. */
    private int park(Tx tx) {
        var settled = new ArrayList<Settled>();
        int parked = 0;
        for (var one : queue.left(tx, tx.now().minus(limits.lease()), MOST)) {
            var provider = vendors.find(one.provider());
            if (provider.map(known -> known.vendor().knowsAfter().isPresent()).orElse(false)) {
                continue;
            }
            if (provider.map(known -> known.vendor().repeatable()).orElse(false)) {
                settled.add(new Settled(
                        one.id(),
                        one.attempts(),
                        MessageState.QUEUED,
                        one.provider(),
                        null,
                        "The answer got lost; the vendor knows it by its key.",
                        new Then.Again(tx.now(), false, true)));
            } else {
                settled.add(Settled.over(
                        one.id(), one.attempts(), MessageState.UNKNOWN, emptyToNull(one.provider()), LOST));
                parked++;
            }
        }
        settling.settle(tx, settled);
        return parked;
    }

    private static @org.jspecify.annotations.Nullable String emptyToNull(String provider) {
        return provider.isEmpty() ? null : provider;
    }
}
