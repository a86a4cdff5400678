package dev.bac.llm.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Delegation;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for a ledger wherever its accounts are kept. */
public abstract class LedgerContract {
    /** Reports only when it must or is closed: what the reporter would do comes when the test says so. */
    private static final LeasingLedger.Limits SILENT =
            new LeasingLedger.Limits(Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO);

    private static final LeasingLedger.Limits BUSY =
            new LeasingLedger.Limits(Duration.ofMillis(20), Duration.ofHours(1), Duration.ZERO);

    private static final Duration LONG = Duration.ofHours(2);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Amounts CALL = new Amounts(10, 100, 1);

    private final UserId ann = new UserId(UUID.randomUUID());
    private final List<Alert> alerts = new CopyOnWriteArrayList<>();
    private final List<LeasingLedger> open = new ArrayList<>();
    private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

    protected abstract Bank bank(Duration life);

    /** A tenant whose days are Berlin's. */
    protected abstract TenantId tenant();

    protected abstract Budget set(Per per, String subject, Measure measure, Period period, long most, int... alerts);

    @AfterEach
    void close() {
        open.forEach(LeasingLedger::close);
    }

    private LeasingLedger node(Bank bank, LeasingLedger.Limits limits) {
        return node(bank, limits, () -> now);
    }

    private LeasingLedger node(Bank bank, LeasingLedger.Limits limits, InstantSource clock) {
        var ledger = new LeasingLedger(bank, "node-" + UUID.randomUUID(), limits, clock, alerts::add);
        open.add(ledger);
        return ledger;
    }

    private Caller caller(UserId user, Optional<String> agent, Optional<String> key) {
        return new Caller(
                tenant(),
                user,
                "Ann",
                Set.of(),
                Set.of(),
                Channel.API,
                agent.map(name -> new Delegation(name, Set.of(), Optional.empty())),
                key);
    }

    private Caller ann() {
        return caller(ann, Optional.empty(), Optional.empty());
    }

    private static void stopped(LeasingLedger ledger) {
        ledger.close();
    }

    private long spent(Bank bank) {
        return bank.balances(tenant(), now).stream().mapToLong(Balance::spent).sum();
    }

    @Test
    void letsEverythingThroughWithoutABudget() {
        assertThat(Reserving.all(CALL, node(bank(LONG), SILENT), ann(), 100)).hasSize(100);
    }

    @Test
    void reservesNoMoreThanThereIs() {
        set(Per.TENANT, Budget.EACH, Measure.REQUESTS, Period.DAY, 7);

        assertThat(Reserving.all(CALL, node(bank(LONG), SILENT), ann(), 100)).hasSize(7);
    }

    @Test
    void countsMoneyTokensAndRequestsEachByItself() {
        set(Per.TENANT, Budget.EACH, Measure.MONEY, Period.MONTH, 59);
        set(Per.TENANT, Budget.EACH, Measure.TOKENS, Period.DAY, 450);

        var ledger = node(bank(LONG), SILENT);

        assertThat(Reserving.all(CALL, ledger, ann(), 100)).hasSize(4);
        assertThatThrownBy(() -> ledger.reserve(ann(), CALL))
                .isInstanceOfSatisfying(BudgetExhausted.class, refused -> assertThat(
                                refused.account().budget().measure())
                        .isEqualTo(Measure.TOKENS));
        assertThat(ledger.reserve(ann(), new Amounts(10, 50, 1))).isNotNull();
    }

    @Test
    void takesNothingOfAnyBudgetWhenOneRefuses() {
        set(Per.TENANT, Budget.EACH, Measure.MONEY, Period.DAY, 30);
        set(Per.USER, ann.toString(), Measure.REQUESTS, Period.DAY, 1);
        var ledger = node(bank(LONG), SILENT);
        var bob = caller(new UserId(UUID.randomUUID()), Optional.empty(), Optional.empty());

        assertThat(Reserving.all(CALL, ledger, ann(), 5)).hasSize(1);
        assertThat(Reserving.all(CALL, ledger, bob, 5)).hasSize(2);
    }

    @Test
    void givesBackWhatIsReleasedOrWasNotNeeded() {
        set(Per.TENANT, Budget.EACH, Measure.MONEY, Period.DAY, 20);
        var ledger = node(bank(LONG), SILENT);
        var both = Reserving.all(CALL, ledger, ann(), 2);

        both[0].release();
        both[0].settle(CALL);
        both[1].settle(new Amounts(1, 1, 1));

        var then = Reserving.all(CALL, ledger, ann(), 5);
        assertThat(then).hasSize(1);
        then[0].settle(new Amounts(10, 1, 1));
        assertThat(Reserving.all(CALL, ledger, ann(), 5)).isEmpty();
    }

    @Test
    void givesEachUserAgentAndKeyABudgetOfItsOwn() {
        set(Per.USER, Budget.EACH, Measure.REQUESTS, Period.DAY, 5);
        set(Per.AGENT, "bookkeeper", Measure.REQUESTS, Period.DAY, 2);
        set(Per.KEY, Budget.EACH, Measure.REQUESTS, Period.DAY, 3);
        var ledger = node(bank(LONG), SILENT);

        assertThat(Reserving.all(CALL, ledger, caller(ann, Optional.of("bookkeeper"), Optional.empty()), 9))
                .hasSize(2);
        assertThat(Reserving.all(CALL, ledger, caller(ann, Optional.of("seller"), Optional.of("key-1")), 9))
                .hasSize(3);
        var bob = new UserId(UUID.randomUUID());
        assertThat(Reserving.all(CALL, ledger, caller(bob, Optional.empty(), Optional.of("key-2")), 9))
                .hasSize(3);
        assertThat(Reserving.all(CALL, ledger, caller(bob, Optional.empty(), Optional.empty()), 9))
                .hasSize(2);
    }

    @Test
    void beginsAnewWithTheTenantsDay() {
        set(Per.TENANT, Budget.EACH, Measure.REQUESTS, Period.DAY, 3);
        now = Instant.parse("2026-11-21T22:59:00Z");
        var ledger = node(bank(LONG), SILENT);
        for (Reservation reservation : Reserving.all(CALL, ledger, ann(), 9)) {
            reservation.settle(CALL);
        }
        assertThatThrownBy(() -> ledger.reserve(ann(), CALL))
                .isInstanceOf(BudgetExhausted.class)
                .hasMessageContaining("tenant budget of 3 requests a day")
                .hasMessageContaining("3 requests are spent")
                .hasMessageContaining("begins anew at 2026-11-22 00:00 Europe/Berlin");

        now = Instant.parse("2026-11-21T23:00:00Z");

        assertThat(Reserving.all(CALL, ledger, ann(), 9)).hasSize(3);
    }

    @Test
    void holdsAChangedBudgetAndKeepsWhatWasSpent() {
        set(Per.TENANT, Budget.EACH, Measure.REQUESTS, Period.DAY, 2);
        var bank = bank(LONG);
        var ledger = node(bank, SILENT);
        for (Reservation reservation : Reserving.all(CALL, ledger, ann(), 9)) {
            reservation.settle(CALL);
        }

        set(Per.TENANT, Budget.EACH, Measure.REQUESTS, Period.DAY, 5);

        assertThat(Reserving.all(CALL, ledger, ann(), 9)).hasSize(3);
        stopped(ledger);
        assertThat(spent(bank)).isEqualTo(2);
    }

    @Test
    void tellsEachPercentageOnceWhicheverNodeReachesIt() {
        set(Per.TENANT, Budget.EACH, Measure.REQUESTS, Period.DAY, 10, 50, 80, 100);
        var bank = bank(LONG);
        var one = node(bank, BUSY);
        var two = node(bank, BUSY);

        for (int i = 0; i < 5; i++) {
            one.reserve(ann(), CALL).settle(CALL);
            two.reserve(ann(), CALL).settle(CALL);
        }
        stopped(one);
        stopped(two);

        assertThat(alerts.stream().map(Alert::percent)).containsExactlyInAnyOrder(50, 80, 100);
    }

    @Test
    void writesDownAllThatWasSpent() {
        set(Per.TENANT, Budget.EACH, Measure.MONEY, Period.DAY, 1_000_000);
        var bank = bank(LONG);
        var ledger = node(bank, BUSY);

        for (int i = 1; i <= 100; i++) {
            ledger.reserve(ann(), CALL).settle(new Amounts(7, 7, 1));
        }

        Waiting.until("the reporter", () -> spent(bank) == 700);
        ledger.reserve(ann(), CALL).settle(new Amounts(8, 7, 1));
        stopped(ledger);
        assertThat(spent(bank)).isEqualTo(708);
        assertThat(bank.balances(tenant(), now)).allMatch(balance -> balance.held() == 0);
    }

    @Test
    void releasesWhatANodeHadReservedWhenItIsLost() {
        set(Per.TENANT, Budget.EACH, Measure.MONEY, Period.DAY, 100);
        var bank = bank(SHORT);
        assertThat(Reserving.all(CALL, node(bank, SILENT), ann(), 99)).hasSize(10);
        var other = node(bank, SILENT);
        assertThatThrownBy(() -> other.reserve(ann(), CALL))
                .isInstanceOfSatisfying(BudgetExhausted.class, refused -> assertThat(refused.retryAfter())
                        .isEqualTo(Duration.ofSeconds(1)));

        var got = new ArrayList<Reservation>();
        Waiting.until("the lease's end", () -> got.addAll(List.of(Reserving.all(CALL, other, ann(), 99))));

        // Half of what it held may have been spent unreported: so much stays charged until it tells.
        assertThat(got).hasSize(5);
        got.forEach(Reservation::release);
        stopped(other);
        assertThat(spent(bank)).isEqualTo(50);
    }

    @Test
    void takesTheChargeBackWhenALostNodeReportsAfterAll() {
        set(Per.TENANT, Budget.EACH, Measure.MONEY, Period.DAY, 100);
        var bank = bank(SHORT);
        var late = node(bank, SILENT);
        var calls = Reserving.all(CALL, late, ann(), 10);
        var other = node(bank, SILENT);
        var got = new ArrayList<Reservation>();
        Waiting.until("the lease's end", () -> got.addAll(List.of(Reserving.all(CALL, other, ann(), 99))));
        got.forEach(Reservation::release);
        stopped(other);
        assertThat(spent(bank)).isEqualTo(50);

        calls[0].settle(new Amounts(3, 1, 1));
        for (Reservation call : calls) {
            call.release();
        }
        stopped(late);

        assertThat(spent(bank)).isEqualTo(3);
    }

    @Test
    void neverOverspendsWithTwoHundredSpendersOnTwoNodes() throws InterruptedException {
        int spenders = 200;
        int most = 5_000;
        set(Per.TENANT, Budget.EACH, Measure.MONEY, Period.DAY, most);
        var bank = bank(LONG);
        var nodes = List.of(node(bank, BUSY), node(bank, BUSY));
        var trulySpent = new AtomicLong();
        var inFlight = new AtomicLong();
        var highest = new AtomicLong();
        var begin = new CountDownLatch(1);
        var done = new CountDownLatch(spenders);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int spender = 0; spender < spenders; spender++) {
                var ledger = nodes.get(spender % 2);
                var random = new Random(spender);
                threads.submit(() -> {
                    begin.await();
                    for (int call = 0; call < 20; call++) {
                        spendOnce(ledger, random, trulySpent, inFlight, highest);
                    }
                    done.countDown();
                    return true;
                });
            }
            begin.countDown();
            done.await();
        }
        nodes.forEach(LedgerContract::stopped);

        assertThat(highest.get()).as("spent and in flight").isLessThanOrEqualTo(most);
        assertThat(spent(bank)).isEqualTo(trulySpent.get()).isLessThanOrEqualTo(most);
        assertThat(spent(bank)).as("no more is left than one call needs").isGreaterThan(most - 2 * 20);
    }

    private void spendOnce(
            Ledger ledger, Random random, AtomicLong trulySpent, AtomicLong inFlight, AtomicLong highest) {
        long worst = 5 + random.nextInt(16);
        try {
            var reserved = ledger.reserve(ann(), new Amounts(worst, 1, 1));
            long now = inFlight.addAndGet(worst) + trulySpent.get();
            highest.accumulateAndGet(now, Math::max);
            Thread.yield();
            long actual = random.nextLong(worst + 1);
            trulySpent.addAndGet(actual);
            inFlight.addAndGet(-worst);
            reserved.settle(new Amounts(actual, 1, 1));
        } catch (BudgetExhausted refused) {
            // Somebody else has it, for now or for good.
            Thread.yield();
        }
    }

    /** Random histories of two nodes against what must be true of them. A failure names the history's seed: {@code -Dseed}. */
    @Test
    void staysTrueInRandomHistories() {
        var seeds = new Random();
        for (int round = 0; round < rounds(); round++) {
            long seed = Long.getLong("seed", seeds.nextLong());
            assertThatCode(() -> history(seed)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    protected int rounds() {
        return 50;
    }

    private record Call(Reservation reserved, long worst) {}

    private void history(long seed) {
        var random = new Random(seed);
        var user = new UserId(UUID.randomUUID());
        long most = 50 + random.nextInt(500);
        var budget = set(Per.USER, user.toString(), Measure.MONEY, Period.MONTH, most);
        var bank = bank(LONG);
        var nodes = List.of(node(bank, SILENT), node(bank, SILENT));
        var caller = caller(user, Optional.empty(), Optional.empty());
        var calls = new ConcurrentLinkedQueue<Call>();
        long truly = 0;
        long beyond = 0;
        for (int step = 0; step < 120; step++) {
            int what = random.nextInt(10);
            if (what < 6) {
                long worst = random.nextInt(40);
                try {
                    calls.add(new Call(nodes.get(random.nextInt(2)).reserve(caller, new Amounts(worst, 1, 1)), worst));
                } catch (BudgetExhausted _) {
                    // Refusing is always allowed; spending is not.
                }
            } else if (!calls.isEmpty()) {
                var call = calls.remove();
                if (what < 9) {
                    // Vendors sometimes write more than they were asked for.
                    long actual =
                            random.nextInt(8) == 0 ? call.worst + random.nextInt(5) : random.nextLong(call.worst + 1);
                    call.reserved.settle(new Amounts(actual, 1, 1));
                    truly += actual;
                    beyond += Math.max(0, actual - call.worst);
                } else {
                    call.reserved.release();
                }
            }
            long inFlight = calls.stream().mapToLong(Call::worst).sum();
            assertThat(truly + inFlight).as("seed %d step %d", seed, step).isLessThanOrEqualTo(most + beyond);
            bank.balances(tenant(), now).forEach(balance -> {
                assertThat(balance.spent()).as("seed %d", seed).isNotNegative();
                assertThat(balance.held()).as("seed %d", seed).isNotNegative();
            });
        }
        calls.forEach(call -> call.reserved.release());
        nodes.forEach(LedgerContract::stopped);
        long booked = bank.balances(tenant(), now).stream()
                .filter(balance -> balance.account().budget().id().equals(budget.id()))
                .mapToLong(Balance::spent)
                .sum();
        assertThat(booked).as("seed %d", seed).isEqualTo(truly);
    }
}
