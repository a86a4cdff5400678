package dev.bac.crm.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.crm.CrmToolsTest;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of a process that converts leads, merges and imports, again and again beside one database: nothing
 * acknowledged is lost, nothing is doubled when it is asked again with its key, nothing is half done.
 * {@code -Dkills=50} for the long run.
 */
class KilledWhileSellingTest {
    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final int LEAST = 8;

    private static final int FAR = 100_000;

    private final TestServer crm = CrmToolsTest.prepared();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Random random = new Random(20_260_728);

    @Test
    void losesNothingAcknowledgedAndDoublesNothing() throws IOException, InterruptedException {
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            next = workUntilKilled(unfinished());
        }
        int all = Math.max(next, LEAST);
        finish(unfinished(), all);

        assertThat(crm.ok("crm_tenant_verify", "{}").path("problems")).isEmpty();
        assertThat(count("SELECT count(*) FROM lead")).isEqualTo(all);
        assertThat(count("SELECT count(*) FROM lead WHERE status = 'CONVERTED'"))
                .isEqualTo(all);
        assertThat(count("SELECT count(*) FROM opportunity")).isEqualTo(all);
        assertThat(count("SELECT count(DISTINCT core) FROM account")).isEqualTo((all + 2) / 3);
        assertThat(count("SELECT count(*) FROM account")).isEqualTo((all + 2) / 3);
        assertThat(count("SELECT count(*) FROM contact WHERE name LIKE 'Lead %'"))
                .isEqualTo(all);
        assertThat(count("SELECT count(*) FROM contact WHERE name LIKE 'Twin %'"))
                .as("twins are merged away")
                .isZero();
        assertThat(count("SELECT count(*) FROM merge")).isEqualTo((all + 3) / 4);
        assertThat(count("SELECT count(*) FROM contact WHERE name LIKE 'Guest %'"))
                .isEqualTo((all + 4) / 5 * 60L);
        assertThat(count("SELECT count(*) FROM intake WHERE state <> 'DONE'")).isZero();
        assertThat(count("SELECT count(*) FROM outbox WHERE type = 'crm.lead.converted'"))
                .isEqualTo(all);
        assertThat(count("SELECT count(*) FROM stage_change")).isEqualTo(all);
        System.out.printf(
                "killed %d times: %d acknowledged, %d leads, %d contacts%n",
                KILLS, acknowledged.size(), all, count("SELECT count(*) FROM contact"));
    }

    private long count(String sql) {
        return crm.read(tx -> tx.sql().createQuery(sql).mapTo(Long.class).one());
    }

    /** @return a number that nothing was asked for yet */
    private int workUntilKilled(int from) throws IOException, InterruptedException {
        Process process = start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            var in = process.outputWriter(StandardCharsets.UTF_8);
            greet(in, out);
            int[] asked = {from};
            var feeder = Thread.ofVirtual().start(() -> feed(in, asked));
            // It dies after some answers, however slow the machine is, at any point of the next ones.
            int answers = 3 + random.nextInt(12);
            for (int answer = 0; answer < answers; answer++) {
                acknowledge(out.readLine());
            }
            Thread.sleep(random.nextInt(40));
            // The process's own destroyForcibly would close what it has still said.
            boolean _ = process.toHandle().destroyForcibly();
            process.waitFor();
            feeder.join();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                acknowledge(line);
            }
            return Math.max(reached() + 1, LEAST);
        }
    }

    /** The first work that was not acknowledged to its end: a new process begins there, and asks again what was done. */
    private int unfinished() {
        int number = 0;
        while (acknowledged.containsKey("convert " + number)
                && (number % 4 != 0 || acknowledged.containsKey("merge " + number))
                && (number % 5 != 0 || acknowledged.containsKey("import " + number))) {
            number++;
        }
        return number;
    }

    private int reached() {
        return crm.read(tx -> tx.sql()
                .createQuery("SELECT coalesce(max(CAST(substring(name FROM 6) AS integer)), 0) FROM lead")
                .mapTo(Integer.class)
                .one());
    }

    private void finish(int from, int to) throws IOException, InterruptedException {
        Process process = start();
        try (var out = process.inputReader(StandardCharsets.UTF_8);
                var in = process.outputWriter(StandardCharsets.UTF_8)) {
            greet(in, out);
            for (int number = from; number < to; number++) {
                in.write(number + "\n");
            }
            in.write("stop\n");
            in.flush();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                acknowledge(line);
            }
            assertThat(process.waitFor()).isZero();
        }
    }

    /** Notes what was answered; an answer given again must be the first one. */
    private void acknowledge(String line) {
        String[] words = line.split(" ");
        if (words.length == 3 && words[1].matches("[0-9]+")) {
            String before = acknowledged.putIfAbsent(words[0] + " " + words[1], words[2]);
            assertThat(before == null || before.equals(words[2]))
                    .as(line + " was " + before)
                    .isTrue();
        }
    }

    private static void feed(BufferedWriter in, int[] asked) {
        try {
            for (int number = asked[0]; number < FAR; number++) {
                in.write(number + "\n");
                in.flush();
            }
        } catch (IOException killed) {
            // As it should be.
        }
    }

    private void greet(BufferedWriter in, BufferedReader out) throws IOException {
        var address = TestDatabase.address();
        in.write("postgresql://%s:%s@%s:%d/%s%n%s%n%s%n"
                .formatted(
                        address.user(),
                        address.password(),
                        address.host(),
                        address.port(),
                        address.database(),
                        crm.caller().tenant().value(),
                        crm.caller().user().value()));
        in.flush();
        for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
            assertThat(line).as("the process ended before it was ready").isNotNull();
        }
    }

    private static Process start() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Salesman.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
