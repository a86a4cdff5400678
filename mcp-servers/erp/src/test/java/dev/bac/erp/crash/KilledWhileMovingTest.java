package dev.bac.erp.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of a process that receives, ships, moves, counts, backdates and delivers, again and again on one data folder,
 * with PostgreSQL and without: what was answered is there, nothing is there twice, and all invariants hold.
 * {@code -Dkills=50} for the long run.
 */
class KilledWhileMovingTest {
    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final int FAR = 100_000;
    /** A new process begins with this many of the last one's jobs, so that what was cut off is asked again. */
    private static final int REPEATED = 12;

    private final Random random = new Random(20_261_121);
    private final Map<Integer, String> answered = new TreeMap<>();
    private Path data = Path.of("");

    @BeforeEach
    void folder() throws IOException {
        data = Files.createTempDirectory("bac-killed-");
    }

    @AfterEach
    void clean() throws IOException {
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    void losesNoAnsweredMoveAndDoublesNone() throws IOException, InterruptedException {
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            next = killed(Math.max(0, next - REPEATED), kill % 3 == 2);
        }
        var lines = new ArrayList<String>();
        var process = start(Math.max(0, next - REPEATED), next);
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(lines::add);
        }
        assertThat(process.waitFor()).isZero();
        lines.forEach(this::note);

        assertThat(lines).contains("verified");
        assertThat(lines).noneMatch(line -> line.startsWith("finding "));
        assertThat(once(lines, "move ")).isTrue();
        assertThat(once(lines, "order ")).isTrue();
        assertThat(once(lines, "delivery ")).isTrue();
        answered.forEach((job, answer) -> {
            if (job % 6 == 5) {
                assertThat(lines).as(answer).contains("order " + job, "delivery " + job);
            } else if (job % 6 != 4) {
                // A count that finds nothing different books nothing.
                assertThat(lines).as(answer).contains("move " + job);
            }
        });
        assertThat(answered.size()).isGreaterThan(KILLS * 3);
        System.out.printf(
                "killed %d times: %d jobs answered, %d rows found once each%n",
                KILLS,
                answered.size(),
                lines.stream()
                        .filter(line -> line.matches("(move|order|delivery) .*"))
                        .count());
    }

    private static boolean once(List<String> lines, String kind) {
        var all = lines.stream().filter(line -> line.startsWith(kind)).toList();
        assertThat(all).doesNotHaveDuplicates();
        return true;
    }

    /** @return a job that nothing has begun yet */
    private int killed(int from, boolean databaseToo) throws IOException, InterruptedException {
        var process = start(from, FAR);
        int[] last = {from};
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            awaitReady(out);
            // Some jobs are answered first, and then it dies at any moment.
            int before = answered.size() + random.nextInt(1, 40);
            var reader = Thread.ofVirtual()
                    .start(() -> out.lines().forEach(line -> last[0] = Math.max(last[0], note(line))));
            while (answered.size() < before && process.isAlive()) {
                Thread.sleep(5);
            }
            Thread.sleep(random.nextInt(300));
            if (databaseToo) {
                long postmaster = Long.parseLong(
                        Files.readAllLines(postmaster()).getFirst().strip());
                ProcessHandle.of(postmaster).ifPresent(ProcessHandle::destroyForcibly);
            }
            // The process's own destroyForcibly would close what it has still said.
            boolean _ = process.toHandle().destroyForcibly();
            reader.join();
            process.waitFor();
        }
        return last[0] + 8;
    }

    private Path postmaster() throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Notes an answer; one that is given again must be the first one. */
    private synchronized int note(String line) {
        var words = line.split(" ", 3);
        if (!words[0].equals("done") || words.length < 3) {
            return words[0].equals("refused") ? Integer.parseInt(words[1]) : 0;
        }
        int job = Integer.parseInt(words[1]);
        var before = answered.putIfAbsent(job, words[2]);
        assertThat(before == null || before.equals(words[2]))
                .as(line + " was " + before)
                .isTrue();
        return job;
    }

    private static void awaitReady(BufferedReader out) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals("ready")) {
                return;
            }
        }
        throw new AssertionError("the process ended before it was ready");
    }

    private Process start(int first, int last) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StockClerk.class.getName(),
                        data.toString(),
                        Integer.toString(first),
                        Integer.toString(last))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
