package dev.bac.messaging.vendor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One exchange with a vendor over HTTP. Only a connection that was never made says that nothing was sent; whatever
 * breaks afterwards leaves it unclear.
 *
 * @param vendor as people call it
 * @param client its connect time-out applies; it must follow no redirects
 */
record VendorHttp(String vendor, HttpClient client) {
    static final Duration STANDARD_WAIT = Duration.ofSeconds(5);
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int LONGEST_REASON = 200;

    /** A vendor's answer; its body is an empty object when it is no JSON. */
    record Reply(int status, JsonNode body, Duration pause) {}

    Submission submit(HttpRequest request, Function<Reply, Submission> read) {
        return exchange(request, read, lost -> lost);
    }

    /** @param lost what it means when no answer came */
    <T> T exchange(HttpRequest request, Function<Reply, T> read, Function<Submission, T> lost) {
        try {
            var answer = client.send(
                    request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LONGEST_ANSWER));
            return read.apply(new Reply(answer.statusCode(), body(answer.body()), wait(answer)));
        } catch (HttpConnectTimeoutException | ConnectException e) {
            return lost.apply(new Submission.Busy(vendor + " could not be reached.", STANDARD_WAIT));
        } catch (HttpTimeoutException e) {
            return lost.apply(new Submission.Unclear(vendor + " did not answer in time; it may have been sent."));
        } catch (IOException e) {
            return lost.apply(new Submission.Unclear("The connection to " + vendor + " broke; it may have been sent."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return lost.apply(
                    new Submission.Unclear("We stopped while " + vendor + " was answering; it may have been sent."));
        }
    }

    /** What a refusal means. */
    Submission refused(Reply reply, int code, Map<Integer, FailureClass> codes, String said) {
        return FailureCodes.of(reply.status(), code, codes).told(reason(reply.status(), code, said), reply.pause());
    }

    String reason(int status, int code, String said) {
        String what = said.isBlank() ? "no reason given" : said;
        return "%s refused it (%d, code %d): %s".formatted(vendor, status, code, shortened(what));
    }

    Submission nameless() {
        return new Submission.Unclear(vendor + "'s answer names no message; it may have been sent.");
    }

    static String shortened(String text) {
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    }

    static HttpRequest.BodyPublisher form(Map<String, String> fields) {
        return HttpRequest.BodyPublishers.ofString(fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&")));
    }

    static HttpRequest.BodyPublisher json(JsonNode body) {
        return HttpRequest.BodyPublishers.ofString(body.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode body(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).orElseGet(JSON::createObjectNode);
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }

    private static Duration wait(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,5}"))
                .map(value -> bounded(Duration.ofSeconds(Long.parseLong(value))))
                .orElse(STANDARD_WAIT);
    }

    static Duration bounded(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
