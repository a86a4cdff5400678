package dev.bac.mcp.serving;

import dev.bac.mcp.modern.Outlet;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.WireJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/**
 * The answer to one request: JSON when it comes at once, otherwise a stream of events that ends with it. A request that
 * takes longer gets its stream early, with a comment every second: only writing tells that the client has left, and
 * leaving cancels the request (specification 2026-07-28, basic/patterns/cancellation).
 */
final class ReplyStream implements Outlet, AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final ScheduledThreadPoolExecutor BEATS = beats();

    private final HttpServletResponse response;
    private final boolean mayStream;
    private final Thread worker = Thread.currentThread();
    private final ReentrantLock writing = new ReentrantLock();
    private final ScheduledFuture<?> beat;
    private boolean open;
    private boolean ended;

    /** @param mayStream false when the client takes JSON only: it is told nothing before the answer */
    ReplyStream(HttpServletResponse response, boolean mayStream) {
        this.response = response;
        this.mayStream = mayStream;
        long period = BEAT.toMillis();
        // The clock's thread only starts beats: a client that reads slowly must not hold up the others.
        this.beat = BEATS.scheduleWithFixedDelay(
                () -> Thread.ofVirtual().start(this::beat), period, period, TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor beats() {
        var beats = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("mcp-beats").daemon().factory());
        beats.setRemoveOnCancelPolicy(true);
        return beats;
    }

    /** Opens the stream now: the request is one that stays open. */
    void keepOpen() {
        write(COMMENT);
    }

    @Override
    public void send(Message.Notification notification) {
        write(event(notification));
    }

    /** Asks the client something; the answer comes as a message of its own (2025-11-25 and earlier). */
    void ask(Message.Request question) {
        write(event(question));
    }

    private void beat() {
        if (writing.tryLock()) {
            try {
                write(COMMENT);
            } finally {
                writing.unlock();
            }
        }
    }

    private void write(byte[] bytes) {
        writing.lock();
        try {
            if (ended || !mayStream) {
                return;
            }
            begin();
            response.getOutputStream().write(bytes);
            response.flushBuffer();
        } catch (IOException e) {
            ended = true;
            worker.interrupt();
        } finally {
            writing.unlock();
        }
    }

    private void begin() {
        if (!open) {
            open = true;
            response.setStatus(200);
            response.setContentType("text/event-stream");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
        }
    }

    /** Sends the answer; what comes after it is dropped. */
    void finish(Message answer) throws IOException {
        finish(answer.json(), status(answer));
    }

    /** The same, for an answer of the legacy era. */
    void finish(JsonNode answer, int status) throws IOException {
        writing.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            if (open) {
                response.getOutputStream().write(event(WireJson.mapper().writeValueAsBytes(answer)));
                response.flushBuffer();
            } else {
                Answers.write(response, status, answer);
            }
        } finally {
            writing.unlock();
        }
    }

    /** An unknown method and a client that cannot have the answer are told by the status too (streamable HTTP). */
    private static int status(Message answer) {
        if (answer instanceof Message.Failure failure) {
            return switch (failure.error().code()) {
                case RpcError.METHOD_NOT_FOUND -> 404;
                case RpcError.MISSING_CAPABILITY, RpcError.INVALID_REQUEST -> 400;
                default -> 200;
            };
        }
        return 200;
    }

    private static byte[] event(Message message) {
        return event(message.bytes());
    }

    private static byte[] event(byte[] message) {
        return ("event: message\ndata: " + new String(message, StandardCharsets.UTF_8) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** From here on the thread is not interrupted any more. */
    @Override
    public void close() {
        beat.cancel(false);
        writing.lock();
        try {
            ended = true;
        } finally {
            writing.unlock();
        }
        Thread.interrupted();
    }
}
