package dev.bac.orchestrator.command.bench;

import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.instance.InstanceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to the instance that is measured and to its vendors.
 *
 * @param data the instance's data folder
 * @param a the address of a vendor
 * @param b the address of the other
 */
record MessagingLoad(HttpClient http, Path data, URI a, URI b) {
    static final int A_REQUEST = 100;
    static final int SENDERS = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PATIENCE_SECONDS = 600;
    private static final long LOOK_MILLIS = 100;
    private static final int ACCEPTED = 202;

    /** What was accepted, and how long each request took. */
    record Load(AtomicLong accepted, List<Double> millis) {
        Load() {
            this(new AtomicLong(), Collections.synchronizedList(new ArrayList<>()));
        }

        double at(int percent) {
            var sorted = millis.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }
    }

    /** Sends until all is accepted; a request without an answer is sent again under its key. */
    long send(int messages, String part, Load load) throws InterruptedException {
        int requests = messages / A_REQUEST;
        var next = new AtomicInteger();
        var senders = new ArrayList<Thread>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(Thread.ofVirtual().start(() -> {
                for (int n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                    until(part + "-" + n, bulk(n), "/api/v1/sms/bulk", load);
                }
            }));
        }
        for (var sender : senders) {
            sender.join();
        }
        return load.accepted().get();
    }

    /** One after the other, each a message, on an instance that has nothing else to do. */
    Load singles(int requests) {
        var load = new Load();
        for (int n = 0; n < requests; n++) {
            until("one-" + n, single(), "/api/v1/sms/send", load);
        }
        return load;
    }

    /**
     * Requests at a fixed pace, whether or not the ones before have been answered, as many senders would make them. A
     * request's time begins when it was due, so that one that had to wait for its turn is not told to be quick.
     *
     * @param perSecond requests, of {@code bulk ? 100 : 1} message each
     */
    Load paced(String part, int requests, int perSecond, boolean bulk) throws InterruptedException {
        var load = new Load();
        long began = System.nanoTime();
        var senders = new ArrayList<Thread>();
        for (int n = 0; n < requests; n++) {
            int number = n;
            long due = began + n * 1_000_000_000L / perSecond;
            LockSupport.parkNanos(due - System.nanoTime());
            senders.add(Thread.ofVirtual().start(() -> {
                var own = new Load();
                until(
                        part + "-" + number,
                        bulk ? bulk(number) : single(),
                        bulk ? "/api/v1/sms/bulk" : "/api/v1/sms/send",
                        own);
                load.millis().add((System.nanoTime() - due) / 1e6);
                load.accepted().addAndGet(own.accepted().get());
            }));
        }
        for (var sender : senders) {
            sender.join();
        }
        return load;
    }

    private static String single() {
        return "{\"to\":\"+4915112345678\",\"body\":\"One\"}";
    }

    private static String bulk(int n) {
        var body = new StringBuilder("{\"messages\":[");
        for (int i = 0; i < A_REQUEST; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"to\":\"+49151%08d\",\"body\":\"Your order %d is on its way\"}"
                            .formatted(10_000_000 + n * A_REQUEST + i, n));
        }
        return body.append("]}").toString();
    }

    private void until(String key, String body, String path, Load load) {
        long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        while (System.nanoTime() < end) {
            try {
                var running = InstanceFile.find(data);
                if (running.isPresent() && sent(running.get(), key, body, path, load)) {
                    return;
                }
                Thread.sleep(LOOK_MILLIS);
            } catch (IOException _) {
                // It is down; the same again, under the same key.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        throw new Failed("a request was not answered within " + PATIENCE_SECONDS + " s");
    }

    private boolean sent(InstanceFile running, String key, String body, String path, Load load)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        var answer = http.send(
                HttpRequest.newBuilder(running.address().resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + running.key())
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != ACCEPTED) {
            return false;
        }
        load.millis().add((System.nanoTime() - began) / 1e6);
        load.accepted().addAndGet(JSON.readTree(answer.body()).path("taken").asInt(1));
        return true;
    }

    /** Waits until so many are delivered: first by what the vendors have told, which costs the instance nothing. */
    void delivered(long wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        JsonNode seen = JSON.createObjectNode();
        while (System.nanoTime() < end) {
            if (told() < wanted) {
                Thread.sleep(LOOK_MILLIS);
                continue;
            }
            seen = analytics();
            long delivered = 0;
            for (var row : seen.path("items")) {
                delivered += row.path("delivered").asLong();
            }
            if (delivered >= wanted) {
                return;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new Failed("not all were delivered within %d s: wanted %d of %s; vendors counted %s and %s"
                .formatted(PATIENCE_SECONDS, wanted, seen, ask(a.resolve("/count")), ask(b.resolve("/count"))));
    }

    /** Reports that were taken, by the vendors' count. */
    private long told() {
        return ask(a.resolve("/count")).path("told").asLong()
                + ask(b.resolve("/count")).path("told").asLong();
    }

    private JsonNode analytics() throws InterruptedException {
        var running = InstanceFile.find(data);
        if (running.isEmpty()) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(http.send(
                            HttpRequest.newBuilder(running.get().address().resolve("/api/v1/analytics/messages"))
                                    .header(
                                            "Authorization",
                                            "Bearer " + running.get().key())
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
        } catch (IOException _) {
            return JSON.createObjectNode();
        }
    }

    JsonNode ask(URI vendor) {
        try {
            return JSON.readTree(http.send(HttpRequest.newBuilder(vendor).build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException("a vendor does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted", e);
        }
    }

    /** Takes vendor a down after half a second; how long until b gets what it would not have got, in milliseconds. */
    long outage() {
        try {
            Thread.sleep(500);
            ask(a.resolve("/down"));
            long down = System.nanoTime();
            long before = ask(b.resolve("/count")).path("seen").asLong();
            while (ask(b.resolve("/count")).path("seen").asLong() == before && MessagingBench.seconds(down) < 30) {
                Thread.sleep(1);
            }
            long took = Math.round(MessagingBench.seconds(down) * 1000);
            Thread.sleep(2_000);
            return took;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    void verdict(long accepted) {
        var first = ask(a.resolve("/count"));
        var second = ask(b.resolve("/count"));
        long seen = first.path("seen").asLong() + second.path("seen").asLong();
        long doubled = first.path("doubled").asLong() + second.path("doubled").asLong();
        System.out.printf(
                "the vendors counted %,d different messages of %,d accepted: %d lost, %d sent twice%n",
                seen, accepted, Math.max(0, accepted - seen), doubled + Math.max(0, seen - accepted));
        if (seen != accepted || doubled != 0) {
            throw new Failed("messages were lost or sent twice");
        }
    }
}
