package dev.bac.orchestrator.command;

import dev.bac.identity.Role;
import dev.bac.orchestrator.config.LimitSettings;
import dev.bac.orchestrator.config.ModelSettings;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the gateway adds to a call: a closed loop of ten callers against an instant vendor, directly and through
 * {@code /v1}, in turn. Keys are checked in the database as always; only the limit of requests a second is lifted.
 */
record RouterBench(Path data) {
    private static final int CALLERS = 10;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration TRIAL = Duration.ofSeconds(6);
    private static final int TRIALS = 3;
    private static final int MOST = 1_000_000;
    private static final LimitSettings LIMITS = new LimitSettings(4L << 20, 1_000_000, 200, Duration.ofMinutes(2), 64);

    /** A way to ask. */
    private record Way(String name, String url, String key, String body) {}

    void run() throws IOException, InterruptedException {
        Process vendor = vendor();
        try {
            int port =
                    Integer.parseInt(vendor.inputReader(StandardCharsets.UTF_8).readLine());
            String mock = "http://127.0.0.1:" + port + "/v1";
            try (var running = Running.start(settings(mock), false)) {
                measure(ways(running, mock));
            }
        } finally {
            vendor.destroy();
        }
    }

    private static Process vendor() throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new ProcessBuilder(
                        java, "-Xmx128m", "-cp", System.getProperty("java.class.path"), MockVendor.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private Settings settings(String mock) {
        Settings usual = new Options().defaults().with(new ServerSettings("127.0.0.1", 0, data));
        var models = new ModelSettings(
                List.of(), List.of(new ModelSettings.Endpoint("mock", mock, Optional.of("mock"), "mock")));
        return usual.with(models).with(LIMITS);
    }

    private static List<Way> ways(Running running, String mock) {
        var access = running.platform().access();
        var company = access.companies().active().getFirst();
        var member = access.members().enrol(company.id(), "bench", Set.of(Role.USER));
        String key = access.keys()
                .create(member, Set.of(Role.USER), "bench", Optional.empty())
                .text();
        String here = running.platform().baseUrl() + "/v1";
        String text = "Which invoices are overdue? ".repeat(36);
        String openAi =
                "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
        String anthropic =
                "{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + text + "\"}]}";
        return List.of(
                new Way("baseline: direct, stream", mock + "/chat/completions", "mock", openAi.formatted("mock", true)),
                new Way("chat, stream", here + "/chat/completions", key, openAi.formatted("mock/mock", true)),
                new Way("chat, whole", here + "/chat/completions", key, openAi.formatted("mock/mock", false)),
                new Way(
                        "messages (other format), stream",
                        here + "/messages",
                        key,
                        anthropic.formatted("mock/mock", true)));
    }

    private static void measure(List<Way> ways) throws InterruptedException {
        System.out.printf(
                "closed loop, %d callers, 1 KB asked, instant vendor in its own process, load in this one; %d trials of %d s%n",
                CALLERS, TRIALS, TRIAL.toSeconds());
        for (Way way : ways) {
            trial(way, WARM_UP);
        }
        for (int round = 1; round <= TRIALS; round++) {
            for (Way way : ways) {
                System.out.println(trial(way, TRIAL).told(way.name()));
            }
        }
        var memory = Runtime.getRuntime();
        System.out.printf("heap in use at the end: %d MiB%n", memory.totalMemory() - memory.freeMemory() >> 20);
    }

    /** In milliseconds. */
    private record Trial(double middle, double most, double nearlyAll, int failed, double perSecond) {
        String told(String name) {
            return "%-34s p50 %7.3f ms  p99 %7.3f ms  p99.9 %7.3f ms  %7.0f req/s  failed %d"
                    .formatted(name, middle, most, nearlyAll, perSecond, failed);
        }
    }

    private static Trial trial(Way way, Duration time) throws InterruptedException {
        var nanos = new long[MOST];
        var count = new AtomicInteger();
        var failed = new AtomicInteger();
        var end = new AtomicLong(System.nanoTime() + time.toNanos());
        try (var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.execute(() -> {
                    while (System.nanoTime() < end.get() && count.get() < MOST - CALLERS) {
                        long begin = System.nanoTime();
                        if (!ask(client, way)) {
                            failed.incrementAndGet();
                        }
                        nanos[count.getAndIncrement()] = System.nanoTime() - begin;
                    }
                });
            }
        }
        int size = count.get();
        Arrays.sort(nanos, 0, size);
        return new Trial(
                nanos[size / 2] / 1e6,
                nanos[(int) (size * 0.99)] / 1e6,
                nanos[(int) (size * 0.999)] / 1e6,
                failed.get(),
                size / (time.toMillis() / 1e3));
    }

    private static boolean ask(HttpClient client, Way way) {
        try {
            var request = HttpRequest.newBuilder(URI.create(way.url()))
                    .header("Authorization", "Bearer " + way.key())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(way.body()))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("oldest");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
