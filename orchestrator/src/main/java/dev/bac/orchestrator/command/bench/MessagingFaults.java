package dev.bac.orchestrator.command.bench;

import dev.bac.orchestrator.command.bench.MessagingLoad.Load;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.instance.InstanceFile;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What must not lose a message and must not send one twice: the instance killed again and again while its vendors come
 * and go, and a campaign that is paused, resumed and killed. What counts is what the vendors counted.
 *
 * @param restart kills the instance and starts it again
 */
record MessagingFaults(MessagingLoad bench, Runnable restart, Random random) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int A_ROUND = 1_000;
    private static final long LOOK_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** Kills at random moments while one vendor goes down and comes back at others; all that was accepted so far. */
    long storm(int kills, long before) throws InterruptedException {
        long began = System.nanoTime();
        var killer = Thread.ofVirtual().start(() -> {
            for (int kill = 0; kill < kills && rest(300, 2_500); kill++) {
                restart.run();
            }
        });
        long total = before;
        try (var _ = new Weather()) {
            for (int round = 0; killer.isAlive() || round == 0; round++) {
                total += bench.send(A_ROUND, "storm-" + round, new Load());
            }
            killer.join();
        }
        bench.delivered(total);
        System.out.printf(
                "killed %d times at random moments while a vendor came and went: %,d messages, all delivered after %.1f s%n",
                kills, total - before, MessagingBench.seconds(began));
        return total;
    }

    /** One vendor goes down and comes back, again and again, until it is cleared. */
    private final class Weather implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread thread = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                rest(500, 2_000);
                bench.ask(bench.a().resolve("/down"));
                rest(300, 1_500);
                bench.ask(bench.a().resolve("/up"));
            }
        });

        @Override
        public void close() {
            over.set(true);
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean rest(int least, int most) {
        try {
            Thread.sleep(random.nextInt(least, most));
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * A campaign, paused and resumed, and killed on its way while a vendor comes and goes; all that was accepted so far.
     *
     * @param kills spread over the second half
     */
    long campaign(int recipients, int kills, long before) throws InterruptedException {
        long began = System.nanoTime();
        call(
                "POST",
                "/templates",
                "{\"name\":\"Bench\",\"channel\":\"sms\",\"body\":\"Dear {{name}}, spring is here\"}");
        String csv = IntStream.range(0, recipients)
                .mapToObj(i -> "+49151%08d,N%d".formatted(20_000_000 + i, i))
                .collect(Collectors.joining("\n", "to,name\n", ""));
        var order = JSON.createObjectNode()
                .put("name", "Bench")
                .put("template", "Bench")
                .put("purpose", "service")
                .put("recipients", csv);
        String path = "/campaigns/"
                + call("POST", "/campaigns", order.toString()).path("id").asString();
        waits(path, recipients * 4 / 5);
        var weather = new Weather();
        call("POST", path + "/pause", "{}");
        int paused = call("GET", path, null).path("waiting").asInt();
        Thread.sleep(2_000);
        boolean rested = call("GET", path, null).path("waiting").asInt() == paused;
        call("POST", path + "/resume", "{}");
        for (int kill = 0; kill < kills; kill++) {
            waits(path, Math.toIntExact(recipients / 2L * (kills - kill) / kills));
            restart.run();
        }
        waits(path, 0);
        weather.close();
        bench.delivered(before + recipients);
        System.out.printf(
                "campaign of %,d: paused with %,d to go, %s, resumed, killed %d times while a vendor came and went: all delivered after %.1f s, %,.0f/s%n",
                recipients,
                paused,
                rested ? "rested" : "DID NOT REST",
                kills,
                MessagingBench.seconds(began),
                recipients / MessagingBench.seconds(began));
        if (!rested) {
            throw new Failed("a paused campaign went on");
        }
        return before + recipients;
    }

    private void waits(String path, int most) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (call("GET", path, null).path("waiting").asInt(Integer.MAX_VALUE) > most) {
            if (System.nanoTime() > end) {
                throw new Failed("the campaign does not go on");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Until somebody answers: what it asks for may be asked for again. */
    private JsonNode call(String method, String path, @Nullable String body) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                var running = InstanceFile.find(bench.data());
                if (running.isPresent()) {
                    var answer = bench.http()
                            .send(
                                    HttpRequest.newBuilder(
                                                    running.get().address().resolve("/api/v1" + path))
                                            .timeout(Duration.ofMinutes(2))
                                            .header(
                                                    "Authorization",
                                                    "Bearer " + running.get().key())
                                            .header("Content-Type", "application/json")
                                            .header("Idempotency-Key", "bench" + path)
                                            .method(
                                                    method,
                                                    body == null
                                                            ? BodyPublishers.noBody()
                                                            : BodyPublishers.ofString(body))
                                            .build(),
                                    BodyHandlers.ofString());
                    if (answer.statusCode() >= 300) {
                        throw new Failed(path + " was answered " + answer.statusCode() + ": " + answer.body());
                    }
                    return JSON.readTree(answer.body());
                }
            } catch (IOException _) {
                // It is down, or was while it answered.
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new Failed(path + " was never answered");
    }
}
