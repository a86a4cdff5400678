package dev.bac.orchestrator.command;

import dev.bac.orchestrator.instance.InstanceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages from the request that asks for them to the delivery report that is applied: over HTTP into an instance of its
 * own, durably, to two local vendors in processes of their own, and back. Then the same while one vendor is down, and
 * while the instance is killed and started again. What counts is what the vendors counted.
 *
 * @param folder gone afterwards
 * @param messages in each of the three parts
 */
record MessagingBench(Path folder, int messages) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int A_REQUEST = 100;
    private static final int SENDERS = 4;
    private static final int WARM_UP = 4_000;
    private static final int PATIENCE_SECONDS = 180;
    private static final long LOOK_MILLIS = 250;

    private record Vendor(String id, Process process, int port) implements AutoCloseable {
        static Vendor start(String id) throws IOException {
            var process = java(List.of("-Xmx256m"), StubVendor.class.getName());
            return new Vendor(
                    id,
                    process,
                    Integer.parseInt(process.inputReader(StandardCharsets.UTF_8).readLine()));
        }

        URI at(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** What was accepted, and how long each request took. */
    private record Load(AtomicLong accepted, List<Double> millis) {
        Load() {
            this(new AtomicLong(), Collections.synchronizedList(new ArrayList<>()));
        }

        double at(int percent) {
            var sorted = millis.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }
    }

    private static Process java(List<String> options, String main, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    void run() throws IOException, InterruptedException {
        try (var a = Vendor.start("a");
                var b = Vendor.start("b");
                var http = HttpClient.newHttpClient()) {
            int port = free();
            Path config = config(port, a, b);
            var instance = new Instance(start(config, port));
            try {
                measure(new Bench(http, folder.resolve("data"), a, b), instance, config, port);
            } finally {
                instance.stop();
            }
        }
    }

    /** The instance, of which there is another after it was killed. */
    private static final class Instance {
        private volatile Process process;

        Instance(Process process) {
            this.process = process;
        }

        ProcessorTime worked() {
            return ProcessorTime.of(process.toHandle());
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        void replace(Process other) {
            process = other;
        }

        void stop() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }

    private void measure(Bench bench, Instance instance, Path config, int port)
            throws IOException, InterruptedException {
        System.out.printf(
                "in force: no limit of requests; %d senders, %d messages a request, two vendors that take 500 a request and report"
                        + " each delivery; fsync on%n",
                SENDERS, A_REQUEST);
        long total = bench.send(WARM_UP, "warm", new Load());
        bench.delivered(total);

        PlainInserts.show(folder.resolve("data"), messages, A_REQUEST);
        var steady = new Load();
        var ours = instance.worked();
        var all = ProcessorTime.of(ProcessHandle.current());
        long began = System.nanoTime();
        total += bench.send(messages, "steady", steady);
        double accepted = seconds(began);
        bench.delivered(total);
        System.out.printf(
                "steady: %,d messages accepted in %.1f s and delivered in %.1f s: %,.0f/s end to end; accept of %d: p50 %.1f ms, p95 %.1f ms%n",
                messages, accepted, seconds(began), messages / seconds(began), A_REQUEST, steady.at(50), steady.at(95));

        System.out.printf(
                "steady, processor time of 1,000 messages: %.0f ms, of it %.0f ms the instance with its PostgreSQL, the rest vendors and senders; load of the machine %.1f%n",
                ProcessorTime.of(ProcessHandle.current()).since(all).toNanos() / 1e3 / messages,
                instance.worked().since(ours).toNanos() / 1e3 / messages,
                PlainInserts.load());

        var one = bench.singles(500);
        System.out.printf("idle, one message a request: accept p50 %.1f ms, p95 %.1f ms%n", one.at(50), one.at(95));
        total += one.accepted().get();

        began = System.nanoTime();
        var outage = new Load();
        var failover = new AtomicLong();
        var watcher = Thread.ofVirtual().start(() -> failover.set(bench.outage()));
        total += bench.send(messages, "outage", outage);
        watcher.join();
        bench.ask(bench.a().at("/up"));
        bench.delivered(total);
        System.out.printf(
                "one vendor down meanwhile: %,.0f/s end to end; the other's first message %d ms after it went down; accept p95 %.1f ms%n",
                messages / seconds(began), failover.get(), outage.at(95));

        began = System.nanoTime();
        var killed = new Load();
        var killer = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(1_000);
                instance.kill();
                instance.replace(start(config, port));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        total += bench.send(messages, "killed", killed);
        killer.join();
        bench.delivered(total);
        System.out.printf("killed after a second and started again: all delivered after %.1f s%n", seconds(began));
        bench.verdict(total);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process start(Path config, int port) throws IOException {
        var process = java(
                List.of("-Xmx1g", "-Dbac.home=" + System.getProperty("bac.home", ".")),
                "dev.bac.orchestrator.Main",
                "up",
                "--no-demo",
                "--port",
                Integer.toString(port),
                "--data",
                folder.resolve("data").toString(),
                "--config",
                config.toString());
        if (process.inputReader(StandardCharsets.UTF_8).readLine() == null) {
            throw new Failed("the instance did not start");
        }
        return process;
    }

    private Path config(int port, Vendor... vendors) throws IOException {
        var text = new StringBuilder(
                "limits: {requestsPerSecond: 100000}\nmessaging:\n  url: http://127.0.0.1:" + port + "\n  accounts:\n");
        for (var vendor : vendors) {
            text.append(
                    "    - {vendor: infobip, id: %s, url: \"%s\", key: k, sender: Bench, perSecond: 100000, timeout: 2s, logsAfter: 1s, webhookWord: a-word-for-the-benchmark-only, price: \"0.01\"}\n"
                            .formatted(vendor.id(), vendor.at("")));
        }
        return Files.writeString(folder.resolve("bac.yaml"), text);
    }

    /** Speaks to the instance and to the vendors. */
    private record Bench(HttpClient http, Path data, Vendor a, Vendor b) {

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

        Load singles(int requests) {
            var load = new Load();
            for (int n = 0; n < requests; n++) {
                until("one-" + n, "{\"to\":\"+4915112345678\",\"body\":\"One\"}", "/api/v1/sms/send", load);
            }
            return load;
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
            if (answer.statusCode() != 202) {
                return false;
            }
            load.millis().add((System.nanoTime() - began) / 1e6);
            load.accepted().addAndGet(JSON.readTree(answer.body()).path("taken").asInt(1));
            return true;
        }

        /** Waits until so many are delivered. */
        void delivered(long wanted) throws InterruptedException {
            long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
            JsonNode seen = JSON.createObjectNode();
            while (System.nanoTime() < end) {
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
                    .formatted(PATIENCE_SECONDS, wanted, seen, ask(a.at("/count")), ask(b.at("/count"))));
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
                ask(a.at("/down"));
                long down = System.nanoTime();
                long before = ask(b.at("/count")).path("seen").asLong();
                while (ask(b.at("/count")).path("seen").asLong() == before && seconds(down) < 30) {
                    Thread.sleep(1);
                }
                long took = Math.round(seconds(down) * 1000);
                Thread.sleep(2_000);
                return took;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }

        void verdict(long accepted) {
            var first = ask(a.at("/count"));
            var second = ask(b.at("/count"));
            long seen = first.path("seen").asLong() + second.path("seen").asLong();
            long doubled =
                    first.path("doubled").asLong() + second.path("doubled").asLong();
            System.out.printf(
                    "the vendors counted %,d different messages of %,d accepted: %d lost, %d sent twice%n",
                    seen, accepted, Math.max(0, accepted - seen), doubled + Math.max(0, seen - accepted));
            if (seen != accepted || doubled != 0) {
                throw new Failed("messages were lost or sent twice");
            }
        }
    }
}
