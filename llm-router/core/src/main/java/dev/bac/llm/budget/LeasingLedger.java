package dev.bac.llm.budget;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of one node over a bank that all nodes share. It reserves within leases; a thread of its own reports what was
 * settled and renews them, every second.
 *
 * <p>While the bank cannot be reached, calls that a budget holds for are refused: nobody could say what others spend.
 */
public final class LeasingLedger implements Ledger, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeasingLedger.class);
    private static final long CALLS_AT_FIRST = 16;

    private final Bank bank;
    private final String node;
    private final Limits limits;
    private final InstantSource clock;
    private final Alert.Listener alerts;
    private final KnownBudgets known;
    private final Map<Account.Key, Slice> slices = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread reporter;

    /**
     * @param report pause between two reports of what was settled
     * @param valid how long a node trusts its lease; less than the bank keeps it
     * @param known how long a tenant's budgets are remembered: a changed one holds after that
     */
    public record Limits(Duration report, Duration valid, Duration known) {
        public static final Limits USUAL =
                new Limits(Duration.ofSeconds(1), Duration.ofSeconds(7), Duration.ofSeconds(2));
    }

    /** @param node unique to this start of this process */
    public LeasingLedger(Bank bank, String node, Limits limits, InstantSource clock, Alert.Listener alerts) {
        this.bank = bank;
        this.node = node;
        this.limits = limits;
        this.clock = clock;
        this.alerts = alerts;
        this.known = new KnownBudgets(bank, limits.known(), clock);
        this.reporter = Thread.ofVirtual().name("budgets").start(this::reportOften);
    }

    @Override
    public Reservation reserve(Caller caller, Amounts worst) {
        var held = new Held(worst);
        try {
            for (Account account : accounts(Spender.of(caller))) {
                Slice slice = slices.computeIfAbsent(account.key(), _ -> new Slice(account))
                        .of(account);
                take(slice, worst.of(account.budget().measure()));
                held.taken.add(slice);
            }
        } catch (RuntimeException refused) {
            held.release();
            throw refused;
        }
        return held;
    }

    private List<Account> accounts(Spender spender) {
        KnownBudgets.Known budgets = known.of(spender.tenant());
        Instant now = clock.instant();
        var accounts = new ArrayList<Account>();
        for (Budget budget : budgets.all()) {
            spender.name(budget.per())
                    .filter(budget::holdsFor)
                    .ifPresent(name -> accounts.add(new Account(
                            spender.tenant(), budget, name, budget.period().window(now, budgets.zone()))));
        }
        return accounts;
    }

    private void take(Slice slice, long worst) {
        if (worst == 0 || slice.take(worst, clock.instant())) {
            return;
        }
        Account account = slice.account();
        Bank.Lease lease = renew(slice, worst, Math.max(CALLS_AT_FIRST * worst, demand(slice)));
        if (lease.free() < worst) {
            throw BudgetExhausted.of(
                    account,
                    worst,
                    lease,
                    clock.instant(),
                    known.of(account.tenant()).zone());
        }
    }

    private long demand(Slice slice) {
        return slice.demand(clock.instant(), limits.report());
    }

    private Bank.Lease renew(Slice slice, long need, long want) {
        Bank.Lease lease = slice.renew(bank, node, need, want, new Slice.Terms(clock.instant(), limits.valid()));
        lease.reached().forEach(percent -> alerts.reached(new Alert(slice.account(), percent, lease.spent())));
        return lease;
    }

    @Override
    public List<Balance> balances(TenantId tenant) {
        return bank.balances(tenant, clock.instant());
    }

    @Override
    public Optional<Pressure> of(Caller caller) {
        Instant now = clock.instant();
        Optional<Pressure> tightest = Optional.empty();
        for (Account account : accounts(Spender.of(caller))) {
            Slice slice = slices.get(account.key());
            if (slice != null && account.budget().measure() == Measure.MONEY) {
                Pressure here = Forecast.of(account, slice.spentByNow(), slice.inFlight(), now);
                tightest = tightest.filter(other -> other.forecast() >= here.forecast())
                        .or(() -> Optional.of(here));
            }
        }
        return tightest;
    }

    private void reportOften() {
        try {
            while (!closed.await(limits.report().toMillis(), TimeUnit.MILLISECONDS)) {
                report(false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(boolean last) {
        Instant now = clock.instant();
        Instant soon = now.plus(limits.report().multipliedBy(3));
        slices.values().removeIf(slice -> slice.isOver(now));
        for (Slice slice : slices.values()) {
            try {
                if (last || slice.isDue(now, soon)) {
                    renew(slice, 0, last ? 0 : demand(slice));
                }
            } catch (RuntimeException e) {
                LOG.warn("budgets could not be reported and will be again: {}", e.getMessage());
            }
        }
    }

    /** Reports what was settled and gives the leases back. */
    @Override
    public void close() {
        closed.countDown();
        try {
            reporter.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        report(true);
    }

    private final class Held implements Reservation {
        private final Amounts worst;
        private final List<Slice> taken = new ArrayList<>();
        private boolean ended;

        Held(Amounts worst) {
            this.worst = worst;
        }

        @Override
        public void settle(Amounts actual) {
            end(Optional.of(actual));
        }

        @Override
        public void release() {
            end(Optional.empty());
        }

        private synchronized void end(Optional<Amounts> actual) {
            if (ended) {
                return;
            }
            ended = true;
            for (Slice slice : taken) {
                Measure measure = slice.account().budget().measure();
                slice.end(worst.of(measure), actual.map(it -> it.of(measure)).orElse(0L));
            }
            taken.stream().filter(Slice::mustReport).forEach(this::reportNow);
        }

        /** Rarely: the lease is nearly used up. What cannot be told now is told by the next report. */
        private void reportNow(Slice slice) {
            try {
                slice.ifMustReport(() -> renew(slice, 0, demand(slice)));
            } catch (RuntimeException e) {
                LOG.warn("a budget could not be reported and will be again: {}", e.getMessage());
            }
        }
    }
}
