package dev.bac.messaging.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.vendor.Vendors;
import dev.bac.store.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of the process that accepts and sends, again and again: by the vendors' own count nothing that was accepted is
 * lost and nothing is sent twice. Of a vendor that cannot be asked what was under way stays marked as perhaps sent and is
 * not sent again. {@code -Dkills=50} for the long run.
 */
class KilledWhileSendingTest {
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final int A_REQUEST = 20;

    private final Random random = new Random(20_260_729);
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Map<String, Integer> blind = new ConcurrentHashMap<>();
    private final TestServer server = TestServer.of(MessagingServer.declare(Vendors.none()));
    private HttpServer vendors;

    private record Row(String id, String channel, String state, String body) {}

    @BeforeEach
    void open() throws IOException {
        vendors = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendors.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        vendors.createContext("/asked/send", exchange -> count(exchange, asked));
        vendors.createContext("/blind/send", exchange -> count(exchange, blind));
        vendors.createContext(
                "/asked/seen",
                exchange -> answer(
                        exchange,
                        ids(exchange).stream().filter(asked::containsKey).collect(Collectors.joining(","))));
        vendors.start();
    }

    @AfterEach
    void close() {
        vendors.stop(0);
    }

    private static List<String> ids(HttpExchange exchange) throws IOException {
        return Arrays.asList(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split(","));
    }

    private static void count(HttpExchange exchange, Map<String, Integer> seen) throws IOException {
        ids(exchange).forEach(id -> seen.merge(id, 1, Integer::sum));
        answer(exchange, "");
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Process start(long from, boolean drain) throws IOException {
        var address = TestDatabase.address();
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-Ddrain=" + drain,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sending.class.getName(),
                        "postgresql://%s:%s@%s:%d/%s"
                                .formatted(
                                        address.user(),
                                        address.password(),
                                        address.host(),
                                        address.port(),
                                        address.database()),
                        server.caller().tenant().value().toString(),
                        "http://127.0.0.1:" + vendors.getAddress().getPort(),
                        Long.toString(from))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** @return the last request that was acknowledged */
    private long sendUntilKilled(long from) throws IOException, InterruptedException {
        var process = start(from, false);
        long last = from - 1;
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            int wanted = 1 + random.nextInt(25);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("accepted ")) {
                    last = Long.parseLong(line.substring("accepted ".length()));
                    if (--wanted == 0) {
                        // In the middle of whatever it does then.
                        Thread.sleep(random.nextInt(60));
                        process.toHandle().destroyForcibly();
                    }
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return last;
    }

    @Test
    void losesNothingAcceptedAndSendsNothingTwice() throws IOException, InterruptedException {
        long last = -1;
        for (int kill = 0; kill < KILLS; kill++) {
            // The last request may be durable without anybody knowing: it is asked for again under its key.
            last = sendUntilKilled(last + 1);
        }
        assertThat(last).isGreaterThanOrEqualTo(KILLS - 1);
        assertThat(start(0, true).waitFor()).isZero();

        List<Row> rows = server.read(tx -> tx.sql()
                .createQuery("SELECT id::text, channel, state, body FROM message")
                .map((row, _) -> new Row(
                        row.getString("id"), row.getString("channel"), row.getString("state"), row.getString("body")))
                .list());
        assertThat(rows.stream().map(Row::body)).doesNotHaveDuplicates();
        assertThat(rows).hasSizeGreaterThanOrEqualTo((int) (last + 1) * A_REQUEST);
        for (var row : rows) {
            boolean sms = row.channel().equals("SMS");
            int seen = (sms ? asked : blind).getOrDefault(row.id(), 0);
            if (sms || row.state().equals("SUBMITTED")) {
                assertThat(seen).as(row.toString()).isEqualTo(1);
                assertThat(row.state()).isEqualTo("SUBMITTED");
            } else {
                assertThat(row.state()).isEqualTo("UNKNOWN");
                assertThat(seen).as(row.toString()).isLessThanOrEqualTo(1);
            }
        }
        assertThat(asked.size() + blind.size()).isLessThanOrEqualTo(rows.size());
        long parked = rows.stream().filter(row -> row.state().equals("UNKNOWN")).count();
        System.out.printf(
                "killed %d times: %d messages, 0 lost, 0 sent twice, %d perhaps sent and marked so%n",
                KILLS, rows.size(), parked);
    }
}
