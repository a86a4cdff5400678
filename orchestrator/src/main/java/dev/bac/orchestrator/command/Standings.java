package dev.bac.orchestrator.command;

import dev.bac.orchestrator.instance.InstanceFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which models a running instance leaves alone, and until when, from its {@code /metrics}.
 *
 * @param words by {@code provider/model}
 */
record Standings(Map<String, String> words) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Pattern UNTIL =
            Pattern.compile("bac_model_breaker_until_seconds\\{key=\"(\\d+)\",model=\"([^\"]+)\"} ([0-9.E+]+)");
    private static final Pattern SLOW = Pattern.compile("bac_model_slow\\{model=\"([^\"]+)\"} 1\\.0");

    /** Nothing is known when it does not answer. */
    static Standings of(Optional<InstanceFile> running) {
        return running.flatMap(Standings::metrics).map(Standings::read).orElse(new Standings(Map.of()));
    }

    Optional<String> of(String model) {
        return Optional.ofNullable(words.get(model));
    }

    static Standings read(String metrics) {
        var words = new LinkedHashMap<String, String>();
        Matcher slow = SLOW.matcher(metrics);
        while (slow.find()) {
            words.put(slow.group(1), "slower than usual, so others are asked first");
        }
        Matcher until = UNTIL.matcher(metrics);
        while (until.find()) {
            long second = (long) Double.parseDouble(until.group(3));
            if (second > 0) {
                String told = "key " + until.group(1) + " left alone until " + Instant.ofEpochSecond(second);
                words.merge(until.group(2), told, (before, more) -> before + "; " + more);
            }
        }
        return new Standings(words);
    }

    private static Optional<String> metrics(InstanceFile running) {
        var request = HttpRequest.newBuilder(running.address().resolve("/metrics"))
                .header("Authorization", "Bearer " + running.key())
                .timeout(PATIENCE)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
