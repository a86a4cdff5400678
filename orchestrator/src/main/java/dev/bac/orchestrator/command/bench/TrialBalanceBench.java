package dev.bac.orchestrator.command.bench;

import dev.bac.finance.FinanceServer;
import dev.bac.finance.report.TrialBalanceTool;
import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.mcp.ToolServer;
import dev.bac.orchestrator.command.instance.Options;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.platform.Storage;
import dev.bac.store.Store;
import dev.bac.store.TenantSettings;
import dev.bac.store.UuidV7;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How long the trial balance takes over a long journal: entries of two legs over 400 accounts and ten years, written with
 * every trigger on, then the tool's own work three times, beside counting the lines, which reads as much and sums nothing.
 *
 * @param lines how many
 */
record TrialBalanceBench(Path folder, long lines) {
    private static final int BATCH = 50_000;
    private static final int TRIALS = 3;

    void run() throws Exception {
        var clock = Clock.systemUTC();
        var ids = new UuidV7(clock, new SecureRandom());
        var settings = new Options().defaults().with(new ServerSettings("127.0.0.1", 0, folder));
        try (var storage = Storage.open(settings, clock, ids)) {
            var domain = FinanceServer.declare();
            Store store = storage.database().open(ToolServer.schema(domain));
            var tenant = new TenantId(ids.get());
            store.tenants()
                    .admit(
                            tenant,
                            new TenantSettings(
                                    "Bench", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), Locale.ENGLISH));
            fill(store, tenant);
            for (int i = 0; i < TRIALS; i++) {
                counted(store, tenant);
                balanced(store, tenant, ids);
            }
        }
    }

    private void fill(Store store, TenantId tenant) {
        store.write(tenant, tx -> tx.sql().execute("""
                        INSERT INTO ledger_account (id, code, name, kind)
                        SELECT gen_random_uuid(), n::text, 'Account ' || n, 'ASSET' FROM generate_series(100000, 100399) n
                        """));
        long begin = System.nanoTime();
        long entries = lines / 2;
        for (long from = 0; from < entries; from += BATCH) {
            var sql = entries(from, Math.min(from + BATCH, entries) - 1);
            store.write(tenant, tx -> tx.sql().execute(sql));
        }
        store.asOwner(tenant, tx -> tx.sql().execute("ANALYZE journal_entry, posting"));
        System.out.printf("%,d lines written in %,d s%n", entries * 2, (System.nanoTime() - begin) / 1_000_000_000);
    }

    private static void counted(Store store, TenantId tenant) {
        long begin = System.nanoTime();
        long lines = store.read(tenant, tx -> tx.sql()
                .createQuery("SELECT count(*) FROM posting")
                .mapTo(Long.class)
                .one());
        System.out.printf("baseline: %,d lines counted in %,d ms%n", lines, (System.nanoTime() - begin) / 1_000_000);
    }

    private static void balanced(Store store, TenantId tenant, UuidV7 ids) {
        var tool = new TrialBalanceTool().tool().handler();
        var caller = new Caller(
                tenant, new UserId(ids.get()), "Bench", Set.of(Role.ADMIN), Set.of(), Channel.API, Optional.empty());
        long begin = System.nanoTime();
        String summary = store.read(tenant, tx -> tool.handle(caller, tx, new TrialBalanceTool.Question(null, null))
                .summary());
        System.out.printf("finance_trial_balance in %,d ms: %s%n", (System.nanoTime() - begin) / 1_000_000, summary);
    }

    /** Writes the entries of these numbers. */
    private static String entries(long from, long to) {
        return """
            WITH made AS (
                SELECT n, gen_random_uuid() AS id, date '2016-01-01' + CAST(n %% 3650 AS int) AS day,
                       CAST(100000 + n * 7919 %% 400 AS text) AS debit, CAST(100000 + (n * 7919 + 1 + n %% 399) %% 400 AS text) AS credit,
                       CAST(1 + n * 104729 %% 1000000 AS numeric) / 100 AS amount
                  FROM generate_series(CAST(%1$d AS bigint), %2$d) n
            ), head AS (
                INSERT INTO journal_entry (id, booked_on, description, source, source_id, legs, recorded_at)
                SELECT id, day, 'Transfer', 'MANUAL', id, 2, now() FROM made)
            INSERT INTO posting (entry_id, line, account, currency, amount, base)
            SELECT id, 1, debit, 'EUR', amount, amount FROM made
            UNION ALL SELECT id, 2, credit, 'EUR', -amount, -amount FROM made
            """.formatted(from, to);
    }
}
