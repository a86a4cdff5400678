package dev.bac.llm.vendor;

import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

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

    private final CloseableHttpClient client = VendorConnections.open();
    private final Clock clock;
    private final Silence silence;

    private VendorHttp(Clock clock, Silence silence) {
        this.clock = clock;
        this.silence = silence;
    }

    /** With the usual patience. */
    public static VendorHttp create(Clock clock) {
        return create(clock, Silence.USUAL);
    }

    /** With a connection limit of ten seconds, no redirects (they would carry the key elsewhere). */
    public static VendorHttp create(Clock clock, Silence silence) {
        return new VendorHttp(clock, silence);
    }

    /** Posts JSON and reads the answer's lines. */
    public void post(
            Endpoint vendor, URI uri, Map<String, List<String>> headers, String body, Deadline deadline, Lines lines) {
        post(vendor, uri, headers, body.getBytes(StandardCharsets.UTF_8), deadline, lines);
    }

    /** The same, in bytes. */
    public void post(
            Endpoint vendor, URI uri, Map<String, List<String>> headers, byte[] body, Deadline deadline, Lines lines) {
        var request = new HttpPost(uri);
        headers.forEach((name, values) -> values.forEach(value -> request.setHeader(name, value)));
        request.setEntity(new ByteArrayEntity(body, null));
        exchange(vendor, request, deadline, lines);
    }

    public void get(Endpoint vendor, URI uri, Deadline deadline, Lines lines) {
        exchange(vendor, new HttpGet(uri), deadline, lines);
    }

    private void exchange(Endpoint vendor, HttpUriRequestBase request, Deadline deadline, Lines lines) {
        try {
            deadline.listen(silence, request::cancel);
            read(vendor, answered(request), deadline, lines);
        } catch (IOException stopped) {
            throw stopped(vendor, deadline, stopped);
        } finally {
            // Nothing when the answer was read to its end. Closing it would read all that is still to come.
            request.cancel();
        }
    }

    private ClassicHttpResponse answered(HttpUriRequestBase request) throws IOException {
        try {
            return client.executeOpen(null, request, HttpClientContext.create());
        } catch (RuntimeException broken) {
            // What is broken off while it waits for a connection ends so.
            if (broken instanceof CancellationException || request.isCancelled()) {
                throw new IOException("broken off", broken);
            }
            throw broken;
        }
    }

    private void read(Endpoint vendor, ClassicHttpResponse response, Deadline deadline, Lines lines)
            throws IOException {
        InputStream in = content(response);
        if (response.getCode() / 100 == 2) {
            readLines(in, deadline, lines);
            return;
        }
        String error = new String(in.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
        throw VendorError.read(vendor, response.getCode(), headers(response), error, clock);
    }

    private static InputStream content(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    private static HttpHeaders headers(ClassicHttpResponse response) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            all.computeIfAbsent(header.getName(), _ -> new ArrayList<>()).add(header.getValue());
        }
        return HttpHeaders.of(all, (_, _) -> true);
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
        if (deadline.passed()) {
            return vendor.failure(Kind.TIMEOUT, "no answer within the limit");
        }
        if (Thread.currentThread().isInterrupted()) {
            return vendor.failure(Kind.CANCELLED, "the call was cancelled");
        }
        String what = cause instanceof java.net.ConnectException || cause instanceof UnknownHostException
                ? "cannot be reached"
                : "the connection broke";
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
