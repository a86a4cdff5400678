package dev.bac.messaging.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bac.mcp.testing.TestServer;
import dev.bac.messaging.MessagingServer;
import dev.bac.messaging.campaign.CampaignDesk;
import dev.bac.messaging.campaign.NewCampaign;
import dev.bac.messaging.campaign.Purpose;
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
 * not sent again. One vendor is down now and then, and a campaign goes on meanwhile, rests while it is paused and reaches
 * each recipient once. {@code -Dkills=10 -Drecipients=100000} for the long run.
 */
class KilledWhileSendingTest {
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final int RECIPIENTS = Integer.getInteger("recipients", 2_000);
    private static final int A_REQUEST = 20;

    private final Random random = new Random(20_260_729);
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Map<String, Integer> blind = new ConcurrentHashMap<>();
    private final TestServer server = TestServer.of(MessagingServer.declare(Vendors.none()));
    private final CampaignDesk desk = new CampaignDesk(Vendors.none());
    private HttpServer vendors;
    private volatile boolean down;

    private record Row(String id, String channel, String state, String body) {}

    @BeforeEach
    void open() throws IOException {
        vendors = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendors.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        vendors.createContext("/asked/send", exchange -> {
            if (down) {
                exchange.getRequestBody().readAllBytes();
                answer(exchange, CountedVendor.DOWN);
            } else {
                count(exchange, asked);
            }
        });
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
                    down = random.nextInt(3) == 0;
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

    private String campaign() {
        server.ok("messaging_template_save", "{\"name\":\"Spring\",\"body\":\"Dear {{name}}, spring is here\"}");
        var csv = new StringBuilder("to,name\n");
        for (int i = 0; i < RECIPIENTS; i++) {
            csv.append("+49151%08d,N%d%n".formatted(20_000_000 + i, i));
        }
        var wanted = new NewCampaign("Spring", "Spring", Purpose.SERVICE, csv.toString(), null, null, null);
        return server.server()
                .store()
                .write(server.caller().tenant(), tx -> desk.create(tx, "test", wanted))
                .id()
                .toString();
    }

    /** Where it is over already there is nothing to pause or to resume. */
    private void change(String campaign, CampaignDesk.Change change) {
        server.server().store().write(server.caller().tenant(), tx -> {
            if (desk.find(tx, campaign).orElseThrow().waiting() > 0) {
                desk.change(tx, campaign, change);
            }
            return true;
        });
    }

    /** The campaign's messages, each to somebody else. */
    private long written() {
        return server.read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM message WHERE campaign_id IS NOT NULL"
                        + " HAVING count(DISTINCT recipient) = count(*)")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void losesNothingAcceptedAndSendsNothingTwice() throws IOException, InterruptedException {
        long last = -1;
        String campaign = campaign();
        for (int kill = 0; kill < KILLS; kill++) {
            boolean paused = kill % 2 == 1;
            if (paused) {
                change(campaign, CampaignDesk.Change.PAUSE);
            }
            long before = written();
            // The last request may be durable without anybody knowing: it is asked for again under its key.
            last = sendUntilKilled(last + 1);
            if (paused) {
                assertThat(written()).as("a paused campaign rests").isEqualTo(before);
                change(campaign, CampaignDesk.Change.RESUME);
            }
        }
        down = false;
        assertThat(last).isGreaterThanOrEqualTo(KILLS - 1);
        assertThat(start(0, true).waitFor()).isZero();

        List<Row> rows = server.read(tx -> tx.sql()
                .createQuery("SELECT id::text, channel, state, body FROM message")
                .map((row, _) -> new Row(
                        row.getString("id"), row.getString("channel"), row.getString("state"), row.getString("body")))
                .list());
        assertThat(rows.stream().map(Row::body)).doesNotHaveDuplicates();
        assertThat(written()).isEqualTo(RECIPIENTS);
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
                "killed %d times while a vendor came and went: %d messages, %d of them of a campaign that was paused"
                        + " and resumed; 0 lost, 0 sent twice, %d perhaps sent and marked so%n",
                KILLS, rows.size(), RECIPIENTS, parked);
    }
}
