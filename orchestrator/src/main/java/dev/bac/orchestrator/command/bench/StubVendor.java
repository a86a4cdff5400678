package dev.bac.orchestrator.command.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A vendor of text messages to measure against, which speaks Infobip's contract: it takes many messages a request, knows
 * each by the id it came with, reports the delivery of each a moment later, and answers what it has seen. A process of
 * its own, so that nothing of ours can colour its count. It prints its port and serves until its standard input closes.
 */
final class StubVendor {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int REPORTS_AT_ONCE = 500;
    private static final int REPORTERS = 2;
    private static final long GATHER_MILLIS = 20;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final LinkedBlockingQueue<Due> due = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile boolean down;

    private record Due(URI callback, String id) {}

    private StubVendor() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var vendor = new StubVendor();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/sms/3/messages", vendor::take);
        server.createContext("/sms/3/logs", vendor::logs);
        server.createContext("/count", vendor::count);
        server.createContext("/down", exchange -> vendor.down(exchange, true));
        server.createContext("/up", exchange -> vendor.down(exchange, false));
        server.start();
        for (int i = 0; i < REPORTERS; i++) {
            Thread.ofVirtual().start(vendor::report);
        }
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // Until whoever started this is gone.
        }
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (down) {
            answer(exchange, 503, "{}");
            return;
        }
        var reply = JSON.createObjectNode();
        var all = reply.putArray("messages");
        for (JsonNode message : JSON.readTree(body).path("messages")) {
            String id = message.at("/destinations/0/messageId").asString();
            if (!seen.add(id)) {
                doubled.incrementAndGet();
            }
            all.addObject()
                    .put("messageId", id)
                    .putObject("status")
                    .put("groupId", 1)
                    .put("groupName", "PENDING")
                    .put("id", 26);
            String callback = message.at("/webhooks/delivery/url").asString("");
            if (!callback.isEmpty()) {
                due.add(new Due(URI.create(callback), id));
            }
        }
        answer(exchange, 200, reply.toString());
    }

    private void logs(HttpExchange exchange) throws IOException {
        var reply = JSON.createObjectNode();
        var results = reply.putArray("results");
        Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                .filter(one -> one.startsWith("messageId="))
                .map(one -> one.substring("messageId=".length()))
                .filter(seen::contains)
                .forEach(id -> results.addObject().put("messageId", id));
        answer(exchange, 200, reply.toString());
    }

    private void count(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "{\"seen\":" + seen.size() + ",\"doubled\":" + doubled + ",\"told\":" + told + "}");
    }

    private void down(HttpExchange exchange, boolean now) throws IOException {
        down = now;
        answer(exchange, 200, "{}");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Reports until we are told that somebody took it, as vendors do. */
    private void report() {
        while (true) {
            var some = new ArrayList<Due>();
            try {
                some.add(due.take());
                TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                due.drainTo(some, REPORTS_AT_ONCE - 1);
                if (told(some)) {
                    told.addAndGet(some.size());
                } else {
                    due.addAll(some);
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private boolean told(List<Due> some) throws InterruptedException {
        var body = JSON.createObjectNode();
        var results = body.putArray("results");
        some.forEach(one -> results.addObject()
                .put("messageId", one.id())
                .putObject("status")
                .put("groupId", 3)
                .put("groupName", "DELIVERED")
                .put("name", "DELIVERED_TO_HANDSET"));
        try {
            return http.send(
                                    HttpRequest.newBuilder(some.getFirst().callback())
                                            .timeout(PATIENCE)
                                            .header("Content-Type", "application/json")
                                            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
