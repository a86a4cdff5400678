package dev.bac.tools.mcp.http;

import dev.bac.identity.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One MCP endpoint over HTTP. Redirects are not followed: a token must not reach a host that nobody named. Interrupting
 * the thread that waits, or reaching the limit, closes the request's stream, which is how MCP cancels.
 */
public final class McpEndpoint implements AutoCloseable {
    private static final int MAX_REFUSALS = 2;

    private final URI uri;
    private final HttpLimits limits;
    private final Authorization authorization;
    private final HttpClient http;

    public McpEndpoint(URI uri, HttpLimits limits, Authorization authorization) {
        this.uri = uri;
        this.limits = limits;
        this.authorization = authorization;
        // HTTP/1.1: over plain HTTP the client would else ask for an upgrade with every new connection.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * Posts one message.
     *
     * @throws UncheckedIOException when the server cannot be reached, breaks off or exceeds a limit
     * @throws AuthorizationRefused when it refuses and no better token can be had
     */
    public Reply post(Caller caller, Map<String, String> headers, String body, Receiver receiver) {
        return authorized(
                caller,
                request(headers)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(BodyPublishers.ofString(body)),
                receiver);
    }

    /** Opens the stream of an earlier revision, as {@link #post} does a request. */
    public Reply get(Caller caller, Map<String, String> headers, Receiver receiver) {
        return authorized(
                caller, request(headers).header("Accept", "text/event-stream").GET(), receiver);
    }

    /** Ends a session of an earlier revision. */
    public Reply delete(Caller caller, Map<String, String> headers) {
        return authorized(caller, request(headers).DELETE(), Receiver.none());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(Map<String, String> headers) {
        var request = HttpRequest.newBuilder(uri);
        headers.forEach(request::header);
        return request;
    }

    private Reply authorized(Caller caller, HttpRequest.Builder request, Receiver receiver) {
        authorization.others().forEach(request::setHeader);
        for (int refusals = 0; ; refusals++) {
            var sent = authorization.header(caller);
            sent.ifPresent(value -> request.setHeader("Authorization", value));
            var reply = exchange(request.build(), receiver);
            if (reply.status() != 401 && reply.status() != 403) {
                return reply;
            }
            var challenge = Challenge.of(reply.status(), reply.headers());
            if (refusals == MAX_REFUSALS || !authorization.renew(caller, sent, challenge)) {
                throw new AuthorizationRefused("it answered " + reply.status()
                        + (challenge.insufficientScope() ? " and asks for " + challenge.scopes() : ""));
            }
        }
    }

    private Reply exchange(HttpRequest request, Receiver receiver) {
        var answer = http.sendAsync(request, info -> subscriber(info, receiver));
        try {
            var response = answer.get(limits.call().toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(
                    response.statusCode(),
                    response.headers(),
                    response.body(),
                    isStream(
                            response.statusCode(),
                            response.headers().firstValue("content-type").orElse("")));
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new UncheckedIOException(new HttpTimeoutException("no answer within " + limits.call()));
        } catch (InterruptedException | CancellationException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("cancelled", stopped));
        } catch (ExecutionException failed) {
            throw new UncheckedIOException(
                    failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause()));
        }
    }

    private HttpResponse.BodySubscriber<String> subscriber(HttpResponse.ResponseInfo info, Receiver receiver) {
        if (info.statusCode() < 300) {
            receiver.opened(info.headers());
        }
        return isStream(
                        info.statusCode(),
                        info.headers().firstValue("content-type").orElse(""))
                ? new SseSubscriber(receiver, limits.maxAnswerBytes())
                : BodySubscribers.limiting(BodySubscribers.ofString(StandardCharsets.UTF_8), limits.maxAnswerBytes());
    }

    private static boolean isStream(int status, String contentType) {
        return status == 200 && contentType.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }
}
