package dev.bac.orchestrator.command.bench;

import dev.bac.orchestrator.command.bench.MessagingLoad.Load;
import dev.bac.orchestrator.command.instance.Failed;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages from the request that asks for them to the delivery report that is applied: over HTTP into an instance of its
 * own, durably, to two local vendors in processes of their own, and back. Then the same while one vendor is down, and
 * while the instance is killed and started again. What counts is what the vendors counted.
 *
 * @param folder gone afterwards
 * @param messages in each of the three parts
 * @param kills further ones at random moments, while a vendor comes and goes; 0 for none
 * @param recipients of a campaign that is paused, resumed and killed; 0 for none
 */
record MessagingBench(Path folder, int messages, int kills, int recipients) {
    private static final int WARM_UP = 5_000;
    private static final int WARM_ROUNDS = 10;
    /** What a further round must save to be worth it. */
    private static final double WARM_GAIN = 0.08;

    private static final int SINGLES = 500;
    private static final int SINGLES_A_SECOND = 50;
    private static final int BULKS = 200;
    private static final int BULKS_A_SECOND = 20;
    /** Each costs a start and what was under way then is asked after. */
    private static final int KILLS_OF_A_CAMPAIGN = 5;

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
                measure(new MessagingLoad(http, folder.resolve("data"), a.at("/"), b.at("/")), instance, config, port);
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

    private void measure(MessagingLoad bench, Instance instance, Path config, int port)
            throws IOException, InterruptedException {
        System.out.printf(
                "in force: no limit of requests; %d senders, %d messages a request, two vendors that take 500 a request and report"
                        + " each delivery; fsync on%n",
                MessagingLoad.SENDERS, MessagingLoad.A_REQUEST);
        Quiet.await(instance::worked);
        long total = warm(bench, instance);
        PlainInserts.show(folder.resolve("data"), messages, MessagingLoad.A_REQUEST);
        total = steady(bench, instance, total);
        total = paced(bench, total);
        total = outage(bench, total);
        total = killed(bench, instance, config, port, total);
        var faults = new MessagingFaults(bench, () -> restart(instance, config, port), new Random(20_261_121));
        if (kills > 0) {
            total = faults.storm(kills, total);
        }
        if (recipients > 0) {
            total = faults.campaign(recipients, Math.clamp(kills / 2, 1, KILLS_OF_A_CAMPAIGN), total);
        }
        bench.verdict(total);
    }

    /** Until a message costs no longer less than in the round before: what is measured is a process that has been up. */
    private static long warm(MessagingLoad bench, Instance instance) throws InterruptedException {
        long total = 0;
        double before = Double.MAX_VALUE;
        for (int round = 1; round <= WARM_ROUNDS; round++) {
            var ours = instance.worked();
            long began = System.nanoTime();
            total += bench.send(WARM_UP, "warm-" + round, new Load());
            bench.delivered(total);
            double cost = instance.worked().since(ours).toNanos() / 1e3 / WARM_UP;
            System.out.printf(
                    "%s %d: %,.0f/s end to end, %.0f ms of processor time for 1,000 messages%n",
                    round == 1 ? "cold, round" : "warm-up, round", round, WARM_UP / seconds(began), cost);
            if (cost > before * (1 - WARM_GAIN)) {
                break;
            }
            before = cost;
        }
        return total;
    }

    private long steady(MessagingLoad bench, Instance instance, long before) throws InterruptedException {
        var load = new Load();
        var database = DatabaseWork.of(folder.resolve("data"));
        var ours = instance.worked();
        var all = ProcessorTime.of(ProcessHandle.current());
        long began = System.nanoTime();
        long total = before + bench.send(messages, "steady", load);
        double accepted = seconds(began);
        bench.delivered(total);
        System.out.printf(
                "steady: %,d messages accepted in %.1f s and delivered in %.1f s: %,.0f/s end to end; accept of %d: p50 %.1f ms, p95 %.1f ms%n",
                messages,
                accepted,
                seconds(began),
                messages / seconds(began),
                MessagingLoad.A_REQUEST,
                load.at(50),
                load.at(95));
        System.out.printf(
                "steady, processor time of 1,000 messages: %.0f ms, of it %.0f ms the instance, the rest vendors and senders; load of the machine %.1f%n",
                ProcessorTime.of(ProcessHandle.current()).since(all).toNanos() / 1e3 / messages,
                instance.worked().since(ours).toNanos() / 1e3 / messages,
                PlainInserts.load());
        System.out.println("steady, " + DatabaseWork.of(folder.resolve("data")).since(database, messages));
        return total;
    }

    private static long paced(MessagingLoad bench, long before) throws InterruptedException {
        var one = bench.singles(SINGLES);
        System.out.printf("idle, one message a request: accept p50 %.1f ms, p95 %.1f ms%n", one.at(50), one.at(95));
        var singles = bench.paced("paced-one", SINGLES, SINGLES_A_SECOND, false);
        System.out.printf(
                "at %d requests a second of one message: accept p50 %.1f ms, p95 %.1f ms%n",
                SINGLES_A_SECOND, singles.at(50), singles.at(95));
        var bulk = bench.paced("paced-bulk", BULKS, BULKS_A_SECOND, true);
        System.out.printf(
                "at %d requests a second of %d messages: accept p50 %.1f ms, p95 %.1f ms%n",
                BULKS_A_SECOND, MessagingLoad.A_REQUEST, bulk.at(50), bulk.at(95));
        long total = before
                + one.accepted().get()
                + singles.accepted().get()
                + bulk.accepted().get();
        bench.delivered(total);
        return total;
    }

    private long outage(MessagingLoad bench, long before) throws InterruptedException {
        long began = System.nanoTime();
        var load = new Load();
        var failover = new AtomicLong();
        var watcher = Thread.ofVirtual().start(() -> failover.set(bench.outage()));
        long total = before + bench.send(messages, "outage", load);
        watcher.join();
        bench.ask(bench.a().resolve("/up"));
        bench.delivered(total);
        System.out.printf(
                "one vendor down meanwhile: %,.0f/s end to end; the other's first message %d ms after it went down; accept p95 %.1f ms%n",
                messages / seconds(began), failover.get(), load.at(95));
        return total;
    }

    private long killed(MessagingLoad bench, Instance instance, Path config, int port, long before)
            throws InterruptedException {
        long began = System.nanoTime();
        var killer = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            restart(instance, config, port);
        });
        long total = before + bench.send(messages, "killed", new Load());
        killer.join();
        bench.delivered(total);
        System.out.printf("killed after a second and started again: all delivered after %.1f s%n", seconds(began));
        return total;
    }

    private void restart(Instance instance, Path config, int port) {
        try {
            instance.kill();
            instance.replace(start(config, port));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static double seconds(long began) {
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
}
