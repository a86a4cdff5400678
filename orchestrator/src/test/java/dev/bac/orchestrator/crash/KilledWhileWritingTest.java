package dev.bac.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * kill -9 of the process in the middle of invoices, payments, transfers and bank statements, again and again on one data folder: nothing
 * acknowledged is lost, nothing is doubled, the ledger balances. {@code -Dkills=50} for the long run.
 */
class KilledWhileWritingTest {
    private static final int KILLS = Integer.getInteger("kills", 2);
    /** A new process begins with this many of the last one's, so that what was cut off is asked again. */
    private static final int REPEATED = 6;

    private static final int FAR = 100_000;
    private static final List<String> KINDS = List.of("invoice", "payment", "transfer", "statement");

    private final Path data = TestPlatform.temporary();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Random random = new Random(20_260_728);

    @AfterEach
    void clean() {
        TestPlatform.remove(data);
    }

    @Test
    void losesNothingAcknowledgedAndDoublesNothing() throws IOException, InterruptedException {
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            next = writeUntilKilled(Math.max(0, next - REPEATED));
        }
        JsonNode books = verify(next);

        assertThat(books.path("problems").asString()).isEqualTo("[]");
        assertThat(books.path("sum").asString()).matches("0(\\.0*)?");
        Map<String, Map<String, String>> written = KINDS.stream()
                .collect(Collectors.toMap(
                        kind -> kind, kind -> rows(books.path(kind + "s").asString())));
        acknowledged.forEach((what, number) -> assertThat(written.getOrDefault(what.replaceFirst(" .*", ""), Map.of())
                        .get(what.replaceFirst(".* ", "work ")))
                .as(what)
                .isEqualTo(number));
        assertThat(acknowledged.size()).isGreaterThan(KILLS * 4);
        System.out.printf(
                "killed %d times: %d acknowledged; written %s%n",
                KILLS,
                acknowledged.size(),
                written.entrySet().stream()
                        .map(kind -> kind.getValue().size() + " " + kind.getKey() + "s")
                        .sorted()
                        .toList());
    }

    /** @return a number that nothing was asked for yet */
    private int writeUntilKilled(int from) throws IOException, InterruptedException {
        Process process = start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            await(out, "ready");
            int[] last = {from};
            var reader = Thread.ofVirtual().start(() -> out.lines().forEach(line -> {
                last[0] = Math.max(last[0], acknowledge(line));
            }));
            var feeder = Thread.ofVirtual().start(() -> feed(process, from));
            Thread.sleep(300 + random.nextInt(1_200));
            // Not the process itself: that would close what it has said and nobody has read yet.
            process.toHandle().destroyForcibly();
            process.waitFor();
            feeder.join();
            reader.join();
            // Up to four at once were under way when it died.
            return last[0] + 8;
        }
    }

    private JsonNode verify(int next) throws IOException, InterruptedException {
        Process process = start();
        try (var out = process.inputReader(StandardCharsets.UTF_8);
                var in = process.outputWriter(StandardCharsets.UTF_8)) {
            await(out, "ready");
            for (int number = Math.max(0, next - REPEATED); number < next; number++) {
                in.write(number + "\n");
            }
            in.flush();
            for (int answered = 0; answered < KINDS.size() * (next - Math.max(0, next - REPEATED)); answered++) {
                acknowledge(out.readLine());
            }
            in.write("verify\n");
            in.flush();
            String verified = await(out, "verified ");
            in.write("stop\n");
            in.flush();
            assertThat(process.waitFor()).isZero();
            return JsonMapper.shared().readTree(verified.substring("verified ".length()));
        }
    }

    /** Notes what was answered; an answer given again must be the first one. */
    private int acknowledge(String line) {
        String[] words = line.split(" ");
        if (words.length == 3 && KINDS.contains(words[0])) {
            String before = acknowledged.putIfAbsent(words[0] + " " + words[1], words[2]);
            assertThat(before == null || before.equals(words[2]))
                    .as(line + " was " + before)
                    .isTrue();
            return Integer.parseInt(words[1]);
        }
        return 0;
    }

    private static void feed(Process process, int from) {
        try {
            var in = process.outputWriter(StandardCharsets.UTF_8);
            for (int number = from; number < FAR; number++) {
                in.write(number + "\n");
                in.flush();
            }
        } catch (IOException killed) {
            // As it should be.
        }
    }

    private static String await(BufferedReader out, String prefix) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(prefix)) {
                return line;
            }
        }
        throw new AssertionError("the process ended before it said " + prefix);
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bookkeeper.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A row that is there twice fails here. */
    private static Map<String, String> rows(String joined) {
        return Arrays.stream(joined.split(","))
                .map(row -> row.split("="))
                .collect(Collectors.toMap(row -> row[0], row -> row[1]));
    }
}
