package dev.bac.llm.vendor;

import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * One blocking call to a vendor on the caller's own thread, read line by line as it comes, so that an interrupt or the
 * deadline ends it at once. Keeps what the vendors' libraries lose: Retry-After, the error's code, the limits.
 */
public final class VendorHttp {
    /** Longest answer read, in bytes; a model writes far less. */
    private static final long LONGEST_ANSWER = 32L << 20;

    private static final int LONGEST_ERROR = 64 << 10;

    private static final int LONGEST_PING = 64;
    private static final Pattern PING = Pattern.compile("^data:\\s*\\{\\s*\"type\"\\s*:\\s*\"ping\"");

    /** What reads the lines; returns false when it wants no more. */
    @FunctionalInterface
    public interface Lines {
        boolean next(String line);

        /** No more has come for now; the next line may take its time. */
        default void pause() {}
    }

    private final HttpClient client;
    private final Clock clock;
    private final Silence silence;

    public VendorHttp(HttpClient client, Clock clock, Silence silence) {
        this.client = client;
        this.clock = clock;
        this.silence = silence;
    }

    /** With the usual patience. */
    public static VendorHttp create(Clock clock) {
        return create(clock, Silence.USUAL);
    }

    /** With a connection limit of ten seconds, no redirects (they would carry the key elsewhere). */
    public static VendorHttp create(Clock clock, Silence silence) {
        return new VendorHttp(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10))
                        // Its own pool has a thread of the system for each call that is being answered.
                        .executor(Executors.newThreadPerTaskExecutor(
                                Thread.ofVirtual().name("vendor-http").factory()))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build(),
                clock,
                silence);
    }

    /** Posts JSON and reads the answer's lines. */
    public void post(
            Endpoint vendor, URI uri, Map<String, List<String>> headers, String body, Deadline deadline, Lines lines) {
        post(vendor, uri, headers, body.getBytes(StandardCharsets.UTF_8), deadline, lines);
    }

    /** The same, in bytes. */
    public void post(
            Endpoint vendor, URI uri, Map<String, List<String>> headers, byte[] body, Deadline deadline, Lines lines) {
        var request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, values) -> values.forEach(value -> request.setHeader(name, value)));
        exchange(vendor, request, deadline, lines);
    }

    public void get(Endpoint vendor, URI uri, Deadline deadline, Lines lines) {
        exchange(vendor, HttpRequest.newBuilder(uri).GET(), deadline, lines);
    }

    private void exchange(Endpoint vendor, HttpRequest.Builder request, Deadline deadline, Lines lines) {
        try {
            deadline.listen(silence);
            var response =
                    client.send(request.timeout(deadline.left()).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    byte[] error = in.readNBytes(LONGEST_ERROR);
                    throw VendorError.read(vendor, response, new String(error, StandardCharsets.UTF_8), clock);
                }
                readLines(in, deadline, lines);
            }
        } catch (InterruptedException | IOException stopped) {
            throw stopped(vendor, deadline, stopped);
        }
    }

    private static void readLines(InputStream in, Deadline deadline, Lines lines) throws IOException {
        var reader = new LineReader(new Limited(in));
        String line = reader.next(lines::pause);
        while (line != null && lines.next(line)) {
            if (says(line)) {
                deadline.heard();
            }
            line = reader.next(lines::pause);
        }
    }

    /** A comment, the name of an event and a ping say nothing. */
    private static boolean says(String line) {
        return !line.isBlank()
                && !line.startsWith(":")
                && !line.startsWith("event:")
                && !(line.length() < LONGEST_PING && PING.matcher(line).find());
    }

    private static ModelException stopped(Endpoint vendor, Deadline deadline, Exception cause) {
        Optional<Duration> silent = deadline.silent();
        if (silent.isPresent()) {
            return vendor.failure(
                    Kind.STALLED, "said nothing for " + silent.get().toMillis() + " ms and was given up");
        }
        if (deadline.passed() || cause instanceof java.net.http.HttpTimeoutException) {
            return vendor.failure(Kind.TIMEOUT, "no answer within the limit");
        }
        if (cause instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
            Thread.currentThread().interrupt();
            return vendor.failure(Kind.CANCELLED, "the call was cancelled");
        }
        String what = cause instanceof java.net.ConnectException ? "cannot be reached" : "the connection broke";
        return vendor.failure(Kind.TRANSIENT, what + " (" + cause.getClass().getSimpleName() + ")", Optional.empty());
    }

    /** Ends an answer that never ends. */
    private static final class Limited extends FilterInputStream {
        private long read;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            read += Math.max(0, count);
            if (read > LONGEST_ANSWER) {
                throw new IOException("answer longer than " + LONGEST_ANSWER + " bytes");
            }
            return count;
        }
    }
}
