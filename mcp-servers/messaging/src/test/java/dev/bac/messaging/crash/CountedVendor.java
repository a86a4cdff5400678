package dev.bac.messaging.crash;

import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A vendor in another process, which counts.
 *
 * @param asked whether it can say what arrived
 */
record CountedVendor(String name, URI at, boolean asked, HttpClient http) implements Vendor {
    /** What it answers while it takes nothing. */
    static final String DOWN = "down";

    @Override
    public int atOnce() {
        return 50;
    }

    @Override
    public Submission submit(Outgoing message) {
        return submitAll(List.of(message)).getFirst();
    }

    @Override
    public List<Submission> submitAll(List<Outgoing> messages) {
        String ids = messages.stream().map(one -> one.id().toString()).collect(Collectors.joining(","));
        try {
            if (post("/send", ids).equals(DOWN)) {
                return messages.stream()
                        .<Submission>map(_ -> new Submission.Busy("Down.", Duration.ofMillis(50)))
                        .toList();
            }
            return messages.stream()
                    .<Submission>map(one -> new Submission.Taken(one.id().toString(), false))
                    .toList();
        } catch (IOException _) {
            return messages.stream()
                    .<Submission>map(_ -> new Submission.Unclear("No answer."))
                    .toList();
        }
    }

    @Override
    public Optional<Duration> knowsAfter() {
        return asked ? Optional.of(Sending.patience()) : Optional.empty();
    }

    @Override
    public Map<UUID, Boolean> arrived(List<UUID> messages) {
        try {
            var there = Set.copyOf(Arrays.asList(
                    post("/seen", messages.stream().map(UUID::toString).collect(Collectors.joining(",")))
                            .split(",")));
            return messages.stream()
                    .collect(Collectors.toMap(Function.identity(), id -> there.contains(id.toString())));
        } catch (IOException _) {
            return Map.of();
        }
    }

    private String post(String path, String body) throws IOException {
        try {
            return http.send(
                            HttpRequest.newBuilder(at.resolve("/" + name + path))
                                    .timeout(Duration.ofSeconds(30))
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
