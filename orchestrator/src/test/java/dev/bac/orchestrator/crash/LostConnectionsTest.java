package dev.bac.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.crash.CuttingProxy.Side;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.testing.ScriptedModel;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The database goes away in the middle of writes: its connection is cut at COMMIT, before it arrives or before its answer
 * does, and PostgreSQL itself is killed. Whoever asks again with the same key gets what happened; nothing is lost and
 * nothing happens twice. {@code -DcommitCuts=300 -DpostgresKills=50} for long.
 */
@Timeout(7_200)
class LostConnectionsTest {
    private static final int CUTS = Integer.getInteger("commitCuts", 8);
    private static final int KILLS = Integer.getInteger("postgresKills", 1);
    private static final int AT_ONCE = 4;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Path postgresFolder = TestPlatform.temporary();
    private final Path data = TestPlatform.temporary();
    private EmbeddedPostgres postgres;
    private CuttingProxy proxy;
    private Platform platform;
    private Bookkeeper books;

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.start(postgresFolder);
        var address = postgres.address();
        proxy = new CuttingProxy(address.port());
        String url = "postgresql://%s:%s@127.0.0.1:%d/%s"
                .formatted(address.user(), address.password(), proxy.port(), address.database());
        var settings = TestPlatform.settings(data, Optional.of(url));
        platform = Platform.start(new Platform.Outside(settings, Map.of(), new ScriptedModel(), Clock.systemUTC()));
        books = new Bookkeeper(platform);
    }

    @AfterEach
    void stop() throws IOException {
        platform.close();
        proxy.close();
        postgres.close();
        TestPlatform.remove(data);
        TestPlatform.remove(postgresFolder);
    }

    @Test
    void tellsByTheKeyWhatBecameOfAWriteWhoseConnectionWasLost() throws Exception {
        cutAtCommits();
        killPostgres();
    }

    private void cutAtCommits() throws Exception {
        var happened = new HashMap<Side, Integer>();
        for (int i = 0; i < CUTS; i++) {
            String what = "cut " + i;
            Side side = Side.values()[i % 2];
            var cut = proxy.arm(side, "finance_app");
            CompletableFuture<String> answered = CompletableFuture.supplyAsync(() -> insist(what));
            cut.done().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            String number = answered.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            assertThat(numbers(what)).as("%s, %s", what, side).containsExactly(number);
            assertThat(write(what)).as("asked once more").isEqualTo(number);
            happened.merge(side, 1, Integer::sum);
        }
        System.out.printf("cut at COMMIT %s: each once, resolved by its key%n", happened);
    }

    private void killPostgres() throws Exception {
        var acknowledged = new HashMap<String, String>();
        var away = new ArrayList<Long>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int kill = 0; kill < KILLS; kill++) {
                var asked = new HashMap<String, CompletableFuture<String>>();
                for (int i = 0; i < AT_ONCE; i++) {
                    String what = "kill " + kill + "/" + i;
                    asked.put(what, CompletableFuture.supplyAsync(() -> insist(what), threads));
                }
                if (kill % 2 == 0) {
                    LockSupport.parkNanos(Duration.ofMillis(kill % 20).toNanos());
                }
                Instant from = Instant.now();
                restartPostgres();
                for (var one : asked.entrySet()) {
                    acknowledged.put(one.getKey(), one.getValue().get(LONGEST.toSeconds(), TimeUnit.SECONDS));
                }
                away.add(Duration.between(from, Instant.now()).toMillis());
            }
        }
        for (var one : acknowledged.entrySet()) {
            assertThat(numbers(one.getKey())).as(one.getKey()).containsExactly(one.getValue());
        }
        var times = away.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "PostgreSQL killed %d times among %d writes: 0 lost, 0 doubled; all answered %d ms after a kill (median), %d ms (most)%n",
                KILLS, acknowledged.size(), times[times.length / 2], times[times.length - 1]);
    }

    private void restartPostgres() throws IOException, InterruptedException {
        try (var files = Files.walk(postgresFolder, 4)) {
            Path pidFile = files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            postmaster.destroyForcibly();
            postmaster.onExit().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new AssertionError("PostgreSQL does not die", e);
        }
        postgres.close();
        postgres = EmbeddedPostgres.start(postgresFolder);
        proxy.leadsTo(postgres.address().port());
    }

    /** Asks with the same key until there is an answer, as whoever lost a connection does. */
    private String insist(String what) {
        Instant from = Instant.now();
        while (true) {
            try {
                return write(what);
            } catch (RuntimeException lost) {
                if (Duration.between(from, Instant.now()).compareTo(LONGEST) > 0) {
                    throw lost;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private String write(String what) {
        return books.done(
                        "finance_invoice_create",
                        what,
                        "{\"customer\":\"Acme\",\"amount\":\"12.10\",\"description\":\"%s\",\"currency\":\"EUR\"}"
                                .formatted(what))
                .at("/invoice/number")
                .asString();
    }

    private List<String> numbers(String what) {
        return platform.server("finance").store().read(books.company(), tx -> tx.sql()
                .createQuery("SELECT i.number FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id"
                        + " WHERE l.description = :what")
                .bind("what", what)
                .mapTo(String.class)
                .list());
    }
}
