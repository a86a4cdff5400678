package dev.bac.messaging.hook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request to a program: the headers of the Standard Webhooks specification, no redirect, nothing read of the answer. */
public final class HookPost implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long LONGEST_PAUSE_SECONDS = 86_400;

    private final HookAddress addresses;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    public HookPost(HookAddress addresses, InstantSource clock) {
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * @param status null when there was no answer
     * @param retryAfter how long the program asks to be left alone; zero when it does not say
     */
    record Outcome(@Nullable Integer status, @Nullable String problem, Duration retryAfter) {
        boolean well() {
            return problem == null;
        }
    }

    /** @param secrets it is signed with each */
    Outcome send(String url, UUID id, String body, List<String> secrets) {
        var uri = URI.create(url);
        var barred = addresses.barred(uri);
        if (barred.isPresent()) {
            return new Outcome(null, "The address " + barred.get() + ".", Duration.ZERO);
        }
        long now = clock.instant().getEpochSecond();
        var request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("webhook-id", id.toString())
                .header("webhook-timestamp", Long.toString(now))
                .header(
                        "webhook-signature",
                        secrets.stream()
                                .map(secret -> StandardSignature.sign(secret, id.toString(), now, body))
                                .collect(Collectors.joining(" ")))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            // What it says besides does not matter, and there may be no end of it.
            answer.body().close();
            int status = answer.statusCode();
            return status / 100 == 2
                    ? new Outcome(status, null, Duration.ZERO)
                    : new Outcome(status, "It answered " + status + ".", retryAfter(answer));
        } catch (IOException _) {
            return new Outcome(null, "It did not answer.", Duration.ZERO);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Outcome(null, "It was not asked to the end.", Duration.ZERO);
        }
    }

    private static Duration retryAfter(HttpResponse<?> answer) {
        try {
            return answer.headers()
                    .firstValue("Retry-After")
                    .map(text -> Duration.ofSeconds(Math.clamp(Long.parseLong(text.strip()), 0, LONGEST_PAUSE_SECONDS)))
                    .orElse(Duration.ZERO);
        } catch (NumberFormatException _) {
            // A date; the usual pause will do.
            return Duration.ZERO;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
