package dev.bac.messaging.dispatch;

import dev.bac.identity.TenantId;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.consent.ConsentStore;
import dev.bac.messaging.message.MessageQueue;
import dev.bac.messaging.message.MessageQueue.Claimed;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.message.Settled;
import dev.bac.messaging.message.Settled.Then;
import dev.bac.messaging.message.Settling;
import dev.bac.messaging.report.ReportStore;
import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Provider;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Hands some of a company's messages to the provider that should have them, and keeps how that ended. */
final class Submitting {
    private static final int DOUBLINGS = 6;
    private final Store store;
    private final Vendors vendors;
    private final DispatchLimits limits;
    private final Callbacks callbacks;
    private final InstantSource clock;
    private final ProviderBoard board = new ProviderBoard();
    private final MessageQueue queue = new MessageQueue();
    private final Settling settling = new Settling();
    private final ReportStore reports = new ReportStore();
    private final ConsentStore consents = new ConsentStore();

    Submitting(Store store, Vendors vendors, DispatchLimits limits, Callbacks callbacks, InstantSource clock) {
        this.store = store;
        this.vendors = vendors;
        this.limits = limits;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    ProviderBoard board() {
        return board;
    }

    private record Batch(List<Claimed> wanted, int taken) {}

    /**
     * What a look at a company's queue came to.
     *
     * @param taken messages
     * @param more true when there may be more that nobody will say: not all fitted, or some came back
     */
    record Look(int taken, boolean more) {
        static final Look NOTHING = new Look(0, false);
    }

    /** One look at what waits. */
    Look some(TenantId tenant, MessageChannel channel) {
        var candidates = vendors.of(tenant, channel);
        if (candidates.isEmpty()) {
            return Look.NOTHING;
        }
        var chosen = board.choose(candidates, limits.batch(), clock.instant());
        if (chosen.isEmpty()) {
            return Look.NOTHING;
        }
        var provider = chosen.get().provider();
        var standing = board.standing(provider);
        var batch = store.write(
                tenant, tx -> claim(tx, channel, provider, chosen.get().most()));
        if (batch.wanted().isEmpty()) {
            standing.giveBack(chosen.get().most());
            // Another provider may have what this one must not.
            int taken = batch.taken() + bound(tenant, channel, candidates, provider);
            return new Look(taken, taken > 0);
        }
        standing.giveBack(chosen.get().most() - batch.wanted().size());
        boolean back = submit(tenant, provider, candidates, batch.wanted());
        return new Look(batch.taken(), back || batch.taken() >= chosen.get().most());
    }

    /** What only other providers may carry, looked for when the chosen one finds nothing. */
    private int bound(TenantId tenant, MessageChannel channel, List<Provider> candidates, Provider idle) {
        int taken = 0;
        for (var other : candidates) {
            if (other.equals(idle)) {
                continue;
            }
            int most = board.standing(other).take(limits.batch(), clock.instant());
            if (most == 0) {
                continue;
            }
            var batch = store.write(tenant, tx -> claim(tx, channel, other, most));
            board.standing(other).giveBack(most - batch.wanted().size());
            if (!batch.wanted().isEmpty()) {
                submit(tenant, other, candidates, batch.wanted());
            }
            taken += batch.taken();
        }
        return taken;
    }

    private Batch claim(Tx tx, MessageChannel channel, Provider provider, int most) {
        var claimed = queue.claim(tx, channel, provider.id(), most);
        if (claimed.isEmpty()) {
            return new Batch(List.of(), 0);
        }
        var said = consents.of(tx, claimed.stream().map(Claimed::to).toList());
        var wanted = new ArrayList<Claimed>();
        var unwanted = new ArrayList<Settled>();
        for (var one : claimed) {
            if (Boolean.TRUE.equals(said.get(one.to())) && !one.lastWord()) {
                unwanted.add(Settled.over(
                        one.id(), one.attempts(), MessageState.SUPPRESSED, null, "The recipient has opted out."));
            } else {
                wanted.add(one);
            }
        }
        settling.settle(tx, unwanted);
        return new Batch(wanted, claimed.size());
    }

    /** @return whether any of them is back in the queue */
    private boolean submit(TenantId tenant, Provider provider, List<Provider> candidates, List<Claimed> batch) {
        boolean back = false;
        var vendor = provider.vendor();
        int atOnce = vendor.atOnce() == 1 ? batch.size() : vendor.atOnce();
        for (int from = 0; from < batch.size(); from += atOnce) {
            var some = batch.subList(from, Math.min(batch.size(), from + atOnce));
            Instant began = clock.instant();
            var ends = vendor.submitAll(some.stream()
                    .map(one -> new Outgoing(
                            one.id(),
                            one.to(),
                            one.subject(),
                            one.body(),
                            one.content(),
                            callbacks.of(provider, tenant, one.id())))
                    .toList());
            mark(provider, ends, Duration.between(began, clock.instant()));
            boolean other = board.anyReady(
                    candidates.stream().filter(one -> !one.equals(provider)).toList(), clock.instant());
            back |= store.write(tenant, tx -> settle(tx, provider, some, ends, other));
        }
        return back;
    }

    /** One request may carry many messages: it went well when any was taken or refused for a reason of its own. */
    private void mark(Provider provider, List<Submission> ends, Duration took) {
        var standing = board.standing(provider);
        boolean well = ends.stream()
                .anyMatch(end -> end instanceof Submission.Taken
                        || end instanceof Submission.Refused
                        || end instanceof Submission.OptedOut);
        if (well) {
            standing.wentWell(took);
        } else {
            standing.failed(clock.instant());
        }
        ends.stream()
                .filter(end -> end instanceof Submission.Busy)
                .map(end -> ((Submission.Busy) end).pause())
                .max(Duration::compareTo)
                .ifPresent(pause -> standing.leaveAlone(clock.instant().plus(pause)));
    }

    private boolean settle(Tx tx, Provider provider, List<Claimed> batch, List<Submission> ends, boolean other) {
        var settled = new ArrayList<Settled>();
        for (int i = 0; i < batch.size(); i++) {
            var one = batch.get(i);
            var end = ends.get(i);
            if (end instanceof Submission.OptedOut optedOut) {
                consents.set(tx, one.to(), true, optedOut.reason(), provider.id());
            }
            settled.add(settled(tx, one, provider, end, other));
        }
        settling.settle(tx, settled, provider.price());
        reports.named(tx, provider.id(), settled);
        return settled.stream().anyMatch(one -> one.then() instanceof Then.Again);
    }

    private Settled settled(Tx tx, Claimed one, Provider provider, Submission end, boolean other) {
        boolean last = one.attempts() >= limits.attempts();
        String by = provider.id();
        return switch (end) {
            case Submission.Taken taken ->
                new Settled(
                        one.id(),
                        one.attempts(),
                        taken.left() ? MessageState.SENT : MessageState.SUBMITTED,
                        by,
                        taken.vendorId(),
                        null,
                        new Then.Over());
            case Submission.Busy busy when !last -> again(tx, one, by, busy.reason(), other, busy.pause(), false);
            case Submission.Unfit unfit
            when !last && other -> again(tx, one, by, unfit.reason(), true, Duration.ZERO, true);
            case Submission.Busy busy -> failed(one, by, busy.reason());
            case Submission.Unfit unfit -> failed(one, by, unfit.reason());
            case Submission.Refused refused ->
                Settled.over(one.id(), one.attempts(), MessageState.REJECTED, by, refused.reason());
            case Submission.OptedOut out ->
                Settled.over(one.id(), one.attempts(), MessageState.SUPPRESSED, by, out.reason());
            case Submission.Unclear unclear -> unclear(tx, one, provider, unclear.reason(), last);
        };
    }

    private static Settled failed(Claimed one, String by, String reason) {
        return Settled.over(
                one.id(),
                one.attempts(),
                MessageState.FAILED,
                by,
                reason + " Tried " + one.attempts() + (one.attempts() == 1 ? " time." : " times."));
    }

    /** @param other true when another provider can have it at once */
    private static Settled again(
            Tx tx, Claimed one, String by, String reason, boolean other, Duration pause, boolean elsewhere) {
        Instant at = other ? tx.now() : tx.now().plus(longer(pause, one.attempts()));
        return new Settled(
                one.id(), one.attempts(), MessageState.QUEUED, by, null, reason, new Then.Again(at, elsewhere, false));
    }

    private static Settled unclear(Tx tx, Claimed one, Provider provider, String reason, boolean last) {
        if (provider.vendor().repeatable() && !last) {
            Instant at = tx.now().plus(longer(Duration.ofSeconds(5), one.attempts()));
            return new Settled(
                    one.id(),
                    one.attempts(),
                    MessageState.QUEUED,
                    provider.id(),
                    null,
                    reason,
                    new Then.Again(at, false, true));
        }
        return new Settled(
                one.id(),
                one.attempts(),
                MessageState.UNKNOWN,
                provider.id(),
                null,
                reason,
                provider.vendor().knowsAfter().isPresent() ? new Then.Ask() : new Then.Over());
    }

    private static Duration longer(Duration wait, int attempts) {
        return wait.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
    }
}
