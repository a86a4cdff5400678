package dev.bac.tools.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.Message;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RequestId;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.mcp.http.HttpLimits;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A process's standard streams: one message a line, answers in any order. What the process writes to its error stream is
 * thrown away. A request is cancelled by saying so, because the streams are shared.
 */
public final class StdioChannel implements Channel {
    private static final int MAX_PENDING = 1_000;
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /** A request that waits, and who hears of its progress. */
    private record Waiting(CompletableFuture<Message> answer, Consumer<Message.Notification> told) {}

    private final Process process;
    private final HttpLimits limits;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<RequestId, Waiting> pending = new ConcurrentHashMap<>();

    /** @param process started with its error stream discarded; it ends with the channel */
    public StdioChannel(Process process, HttpLimits limits) {
        this.process = process;
        this.limits = limits;
        Thread.ofVirtual().name("mcp-stdio-" + process.pid()).start(this::read);
    }

    @Override
    public Message exchange(
            Caller caller, Message.Request request, Map<String, String> headers, Consumer<Message.Notification> told) {
        if (pending.size() >= MAX_PENDING) {
            throw new UncheckedIOException(new IOException("more than " + MAX_PENDING + " requests wait"));
        }
        var answer = new CompletableFuture<Message>();
        pending.put(request.id(), new Waiting(answer, told));
        try {
            write(request);
            return answer.get(limits.call().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            cancel(request.id());
            throw new UncheckedIOException(new IOException("no answer within " + limits.call()));
        } catch (InterruptedException stopped) {
            cancel(request.id());
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("cancelled", stopped));
        } catch (ExecutionException failed) {
            throw new UncheckedIOException(
                    failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause()));
        } finally {
            pending.remove(request.id());
        }
    }

    /** Closes the input, which asks the process to end, and ends it if it does not. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroy();
                if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException alreadyGone) {
            process.destroyForcibly();
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void cancel(RequestId id) {
        var params = WireJson.object();
        params.set("requestId", id.json());
        try {
            write(new Message.Notification(Protocol.CANCELLED, params));
        } catch (UncheckedIOException gone) {
            // A process that is gone works no more.
        }
    }

    private void write(Message message) {
        writing.lock();
        try {
            OutputStream out = process.getOutputStream();
            out.write(message.bytes());
            out.write('\n');
            out.flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            writing.unlock();
        }
    }

    private void read() {
        try (var in = new BufferedInputStream(process.getInputStream())) {
            var line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                    if (line.size() > limits.maxAnswerBytes()) {
                        throw new IOException("a message is longer than allowed");
                    }
                } else if (line.size() > 0) {
                    heard(line.toByteArray());
                    line.reset();
                }
            }
            end(new IOException("the process ended"));
        } catch (IOException broken) {
            end(broken);
        }
    }

    /** A line that is no message is passed over: some programs print before they serve. */
    private void heard(byte[] line) {
        Message message;
        try {
            message = Message.parse(line);
        } catch (RpcException unreadable) {
            return;
        }
        switch (message) {
            case Message.Result result -> complete(result.id(), result);
            case Message.Failure failure -> failure.id().ifPresent(id -> complete(id, failure));
            case Message.Notification told ->
                pending.values().stream()
                        .filter(waiting -> isFor(waiting, told))
                        .forEach(waiting -> waiting.told().accept(told));
            case Message.Request _ -> {
                // This revision has none from a server.
            }
        }
    }

    /** Progress names its request; other notifications concern nobody here. */
    private boolean isFor(Waiting waiting, Message.Notification told) {
        var token = told.params().path("progressToken");
        return !token.isMissingNode() && waiting.equals(pending.get(RequestId.of(token)));
    }

    private void complete(RequestId id, Message answer) {
        var waiting = pending.get(id);
        if (waiting != null) {
            waiting.answer().complete(answer);
        }
    }

    private void end(IOException why) {
        pending.values().forEach(waiting -> waiting.answer().completeExceptionally(why));
        process.destroy();
    }
}
