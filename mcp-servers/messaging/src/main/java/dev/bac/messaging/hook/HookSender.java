package dev.bac.messaging.hook;

import dev.bac.identity.TenantId;
import dev.bac.messaging.due.DueCompanies;
import dev.bac.messaging.hook.DeliveryStore.Claimed;
import dev.bac.messaging.hook.DeliveryStore.Ended;
import dev.bac.messaging.hook.HookPost.Outcome;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells programs what waits for them until they answer 2xx, at least once, each program at its own speed; any number of
 * these may run on one store. The pauses between attempts are those that the Standard Webhooks specification proposes
 * ("Retry schedule"); after the last the event is dead, and stays until somebody replays it. A program that answers 410
 * wants to hear no more.
 */
public final class HookSender implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookSender.class);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int BATCH = 10;
    private static final int AT_ONCE = 16;
    private static final int GONE = 410;
    private static final long PAUSE_MILLIS = 500;
    private static final int ROUNDS_PER_PRUNING = 1_000;

    private final Store store;
    private final Supplier<List<TenantId>> tenants;
    private final SecretSeal seal;
    private final DueCompanies due;
    private final InstantSource clock;
    private final HookPost post;
    private final HookStore hooks = new HookStore();
    private final DeliveryStore deliveries = new DeliveryStore();
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private volatile boolean closed;

    /** @param tenants those at work; asked in every round */
    public HookSender(
            Store store, Supplier<List<TenantId>> tenants, SecretSeal seal, HookPost post, InstantSource clock) {
        this.store = store;
        this.tenants = tenants;
        this.seal = seal;
        this.due = new DueCompanies(store);
        this.clock = clock;
        this.post = post;
    }

    /** Rounds until {@link #close}. */
    @Override
    public void run() {
        for (int round = 0; !closed; round++) {
            try {
                begin();
                if (round % ROUNDS_PER_PRUNING == 0) {
                    tenants.get()
                            .forEach(tenant -> store.write(
                                    tenant, tx -> deliveries.prune(tx, tx.now().minus(KEPT))));
                }
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("a round of telling programs failed: {}", e.toString());
            }
        }
    }

    /** One round over all that is due, to its end. */
    public void round() {
        for (Thread one : begin()) {
            try {
                one.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A program that is slow must not hold the others: each has a thread, and at most one. */
    private List<Thread> begin() {
        var threads = new ArrayList<Thread>();
        var ready = due.hooks(clock.instant());
        for (var tenant : tenants.get()) {
            for (UUID hook : ready.contains(tenant) ? store.read(tenant, hooks::due) : List.<UUID>of()) {
                if (!closed && places.tryAcquire()) {
                    if (busy.add(hook)) {
                        threads.add(Thread.ofVirtual().name("hook").start(() -> tell(tenant, hook)));
                    } else {
                        places.release();
                    }
                }
            }
        }
        return threads;
    }

    private void tell(TenantId tenant, UUID id) {
        try {
            var work = store.write(tenant, tx -> work(tx, id));
            for (int i = 0; i < work.claimed().size(); i++) {
                var one = work.claimed().get(i);
                var later = work.claimed().subList(i + 1, work.claimed().size());
                var outcome = post.send(work.hook().url(), one.id(), one.body(), work.secrets());
                store.write(tenant, tx -> end(tx, work.hook(), one, outcome, later));
                if (!outcome.well()) {
                    break;
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("a program could not be told: {}", e.toString());
        } finally {
            busy.remove(id);
            places.release();
        }
    }

    private record Work(Hook hook, List<String> secrets, List<Claimed> claimed) {}

    private Work work(Tx tx, UUID id) {
        var found = hooks.find(tx, id).filter(Hook::active);
        if (found.isEmpty()) {
            return new Work(new Hook(id, "", List.of(), false, null, 0, tx.now()), List.of(), List.of());
        }
        var sealed = hooks.secrets(tx, id);
        var secrets = new ArrayList<String>();
        String place = HookDesk.place(tx, id);
        seal.open(place, sealed.secret()).ifPresent(secrets::add);
        if (sealed.before() != null) {
            seal.open(place, sealed.before()).ifPresent(secrets::add);
        }
        if (secrets.isEmpty()) {
            hooks.deactivate(tx, id, "Its secret cannot be read on this installation; rotate it.");
            return new Work(found.get(), secrets, List.of());
        }
        int most = found.get().failures() == 0 ? BATCH : 1;
        return new Work(
                found.get(), secrets, deliveries.claim(tx, id, most, tx.now().plus(LEASE)));
    }

    /** @param later taken with it; when it goes wrong they wait until the program is well again */
    private boolean end(Tx tx, Hook hook, Claimed one, Outcome outcome, List<Claimed> later) {
        if (outcome.well()) {
            deliveries.end(tx, hook.id(), one, new Ended("DELIVERED", tx.now(), outcome.status(), null));
            hooks.wentWell(tx, hook.id());
            return true;
        }
        boolean last = one.attempts() > PAUSES.size();
        boolean gone = Integer.valueOf(GONE).equals(outcome.status());
        Instant next =
                last || gone ? tx.now() : tx.now().plus(longer(PAUSES.get(one.attempts() - 1), outcome.retryAfter()));
        deliveries.end(
                tx,
                hook.id(),
                one,
                new Ended(last || gone ? "DEAD" : "WAITING", next, outcome.status(), outcome.problem()));
        deliveries.release(tx, hook.id(), later.stream().map(Claimed::id).toList());
        int failures = Math.min(hook.failures() + 1, 1_000);
        hooks.wentWrong(tx, hook.id(), failures, tx.now().plus(rest(failures)));
        if (gone) {
            hooks.deactivate(tx, hook.id(), "It answered 410: it wants to hear no more.");
        }
        return true;
    }

    private static Duration longer(Duration pause, Duration asked) {
        return asked.compareTo(pause) > 0 ? asked : pause;
    }

    /** A second after the first failure, twice as long after each further one. */
    private static Duration rest(int failures) {
        var rest = Duration.ofSeconds(1L << Math.min(failures - 1, 10));
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    @Override
    public void close() {
        closed = true;
    }
}
