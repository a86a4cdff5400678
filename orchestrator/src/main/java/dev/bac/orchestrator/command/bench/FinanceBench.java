package dev.bac.orchestrator.command.bench;

import dev.bac.finance.FinanceServer;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.identity.TenantId;
import dev.bac.mcp.ToolServer;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.platform.Storage;
import dev.bac.store.Store;
import dev.bac.store.TenantSettings;
import dev.bac.store.UuidV7;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * How fast the books are: transfers between 100,000 accounts chosen by Zipf's law, each an entry of the journal with every
 * trigger on, beside TPC-B as pgbench runs it on the same server over JDBC. They take turns, so that all see the same
 * machine. Transfers are posted in two ways: each in a transaction of its own, and many a call.
 *
 * @param trial how long each runs in a turn
 * @param clients how many work at the same time, of each kind
 */
record FinanceBench(Path folder, Duration trial, int clients) {
    private static final int TRIALS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final int ACCOUNTS = 100_000;
    private static final int FIRST = 10_000_000;
    private static final int BATCH = 500;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 16);

    /** What one client does again and again. */
    private interface Client {
        Made once(SplittableRandom random) throws Exception;
    }

    private record Made(int transfers, int commits) {}

    /** @param worked nanoseconds of the processors, the database's included */
    private record Way(String name, LongAdder done, LongAdder commits, LongAdder worked, Client client) {
        Way(String name, Client client) {
            this(name, new LongAdder(), new LongAdder(), new LongAdder(), client);
        }

        double microseconds() {
            return worked.sum() / 1e3 / done.sum();
        }

        double perSecond(Duration each) {
            return done.sum() / (each.toMillis() * TRIALS / 1_000.0);
        }
    }

    void run() throws Exception {
        var clock = Clock.systemUTC();
        var ids = new UuidV7(clock, new SecureRandom());
        var settings = new Options().defaults().with(new ServerSettings("127.0.0.1", 0, folder));
        try (var storage = Storage.open(settings, clock, ids);
                var baseline = TpcB.prepare(storage.address(), clients)) {
            Store store = storage.database().open(ToolServer.schema(FinanceServer.declare()));
            var tenant = new TenantId(ids.get());
            store.tenants()
                    .admit(
                            tenant,
                            new TenantSettings(
                                    "Bench", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), Locale.ENGLISH));
            accounts(store, tenant);
            var zipf = new Zipf(ACCOUNTS);
            var ways = List.of(
                    new Way("baseline: TPC-B over JDBC, a commit each", random -> new Made(baseline.once(random), 1)),
                    new Way("transfers, a commit each", random -> post(store, tenant, ids, zipf, random, 1)),
                    new Way(
                            "transfers, %d a commit".formatted(BATCH),
                            random -> post(store, tenant, ids, zipf, random, BATCH)));
            System.out.printf(
                    "%d clients, %,d accounts by Zipf's law, %d turns of %d s each, fsync on%n",
                    clients, ACCOUNTS, TRIALS, trial.toSeconds());
            ways.forEach(way -> turn(way, WARM_UP));
            ways.forEach(way -> {
                way.done().reset();
                way.commits().reset();
                way.worked().reset();
            });
            for (int i = 0; i < TRIALS; i++) {
                ways.forEach(way -> turn(way, trial));
            }
            print(ways);
            trialBalance(store, tenant);
        }
    }

    private static void accounts(Store store, TenantId tenant) {
        store.write(tenant, tx -> tx.sql().execute("""
                        INSERT INTO ledger_account (id, code, name, kind)
                        SELECT gen_random_uuid(), n::text, 'Account ' || n, 'ASSET'
                          FROM generate_series(%d, %d) n
                        """.formatted(FIRST, FIRST + ACCOUNTS - 1)));
    }

    private static Made post(Store store, TenantId tenant, UuidV7 ids, Zipf zipf, SplittableRandom random, int count) {
        var journal = new Journal();
        return store.write(tenant, tx -> {
            var entries = new ArrayList<Entry>();
            for (int i = 0; i < count; i++) {
                entries.add(transfer(ids, zipf, random));
            }
            journal.post(tx, entries);
            return new Made(count, 1);
        });
    }

    private static Entry transfer(UuidV7 ids, Zipf zipf, SplittableRandom random) {
        int from = zipf.next(random);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        var amount = BigDecimal.valueOf(random.nextInt(1, 100_000), 2);
        var id = ids.get();
        return new Entry(
                id,
                DAY,
                "Transfer",
                Entry.Source.MANUAL,
                id,
                "EUR",
                BigDecimal.ONE,
                List.of(
                        Leg.debit(Integer.toString(FIRST + to), amount, null),
                        Leg.credit(Integer.toString(FIRST + from), amount, null)));
    }

    private void turn(Way way, Duration time) {
        var before = ProcessorTime.of(ProcessHandle.current());
        long end = System.nanoTime() + time.toNanos();
        try (var executor = Executors.newFixedThreadPool(clients)) {
            var running = new ArrayList<java.util.concurrent.Future<Void>>();
            for (int i = 0; i < clients; i++) {
                var random = new SplittableRandom(i);
                running.add(executor.submit(() -> {
                    while (System.nanoTime() < end) {
                        var made = way.client().once(random);
                        way.done().add(made.transfers());
                        way.commits().add(made.commits());
                    }
                    return null;
                }));
            }
            for (var client : running) {
                client.get();
            }
            way.worked()
                    .add(ProcessorTime.of(ProcessHandle.current()).since(before).toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("the benchmark was interrupted", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new Failed(way.name() + " failed", e);
        }
    }

    private void print(List<Way> ways) {
        double baseline = ways.getFirst().perSecond(trial);
        for (var way : ways) {
            System.out.printf(
                    "%-44s %,10.0f /s   %,8.0f commits/s   %5.2f x TPC-B   %,7.0f us of a processor each%n",
                    way.name(),
                    way.perSecond(trial),
                    way.commits().sum() / (trial.toMillis() * TRIALS / 1_000.0),
                    way.perSecond(trial) / baseline,
                    way.microseconds());
        }
    }

    private static void trialBalance(Store store, TenantId tenant) {
        record Sums(long lines, BigDecimal difference) {}
        long begin = System.nanoTime();
        Sums sums = store.read(tenant, tx -> tx.sql()
                .createQuery("""
                                SELECT sum(lines) AS lines, sum(sum) AS difference FROM (
                                    SELECT p.account, count(*) AS lines, sum(p.base) AS sum
                                      FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                                     WHERE e.booked_on <= :day GROUP BY p.account) s
                                """)
                .bind("day", DAY)
                .map((row, _) -> new Sums(row.getLong("lines"), row.getBigDecimal("difference")))
                .one());
        System.out.printf(
                "trial balance over %,d lines in %,d ms; debits less credits: %s%n",
                sums.lines(),
                (System.nanoTime() - begin) / 1_000_000,
                sums.difference().stripTrailingZeros().toPlainString());
    }
}
