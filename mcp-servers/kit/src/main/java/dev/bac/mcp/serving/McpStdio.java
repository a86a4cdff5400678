package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.mcp.Approvals;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.modern.DomainOffer;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A server on standard input and output, in both eras: one message a line (basic/transports/stdio). Requests run side by side;
 * a broken line is answered and the next one is read; at the end of input every answer still owed is written. The SDK's
 * own stdio transport stops at a broken line and drops what is in flight at the end, so it is not used.
 */
public final class McpStdio {
    private static final int MOST_AT_ONCE = 16;

    private final LegacyDispatcher legacy;
    private final ModernStdio modern;
    private final Caller caller;
    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean forms;
    private final Semaphore slots = new Semaphore(MOST_AT_ONCE);

    private McpStdio(ToolServer server, Approvals approvals, Caller caller, OutputStream out) {
        var offer = DomainOffer.of(server, approvals, server.clock());
        this.legacy = new LegacyDispatcher(offer);
        this.modern = new ModernStdio(ModernHttp.of(offer).dispatcher(), caller, this::write);
        this.caller = caller;
        this.out = out;
    }

    /**
     * Serves until the input ends.
     *
     * @param caller who sits at the other end, decided by who started the process
     * @param out receives protocol messages only; logs go elsewhere
     */
    public static void serve(ToolServer server, Caller caller, InputStream in, OutputStream out) throws IOException {
        serve(server, Approvals.NONE, caller, in, out);
    }

    /** The same, with somebody to decide about calls that need approval. */
    public static void serve(ToolServer server, Approvals approvals, Caller caller, InputStream in, OutputStream out)
            throws IOException {
        new McpStdio(server, approvals, caller, out).serve(new BufferedInputStream(in));
    }

    private void serve(InputStream in) throws IOException {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (byte @Nullable [] line = line(in); line != null; line = line(in)) {
                if (line.length > 0) {
                    take(line, workers);
                }
            }
            legacy.end();
            modern.close();
        }
    }

    /** Cancelling must not wait for the requests it cancels, nor may a subscription keep a place for good. */
    private void take(byte[] line, Executor workers) {
        JsonNode message;
        try {
            message = JsonBody.parse(line);
        } catch (RpcError e) {
            write(e.answer(null));
            return;
        }
        modern.cancel(message);
        if (!message.has("method")) {
            answer(message); // To a question of ours: what asked it holds a place.
            return;
        }
        boolean isModern = ModernStdio.takes(message);
        Runnable work = isModern ? modern.take(message) : () -> answer(message);
        if (isModern && ModernStdio.isSubscription(message)) {
            workers.execute(work);
            return;
        }
        slots.acquireUninterruptibly();
        workers.execute(() -> {
            try {
                work.run();
            } finally {
                slots.release();
            }
        });
    }

    private void answer(JsonNode message) {
        if (message.path("method").asString("").equals(McpSchema.METHOD_INITIALIZE)) {
            forms = LegacyServlet.showsForms(message);
        }
        try {
            var talk = new LegacyTalk(forms, told -> write(told.json()), question -> write(question.json()));
            legacy.answer(caller, ToolSelection.ALL, message, talk).ifPresent(this::write);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(JsonNode answer) {
        byte[] line = (ToolJson.mapper().writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            out.write(line);
            out.flush();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the client is gone", e);
        } finally {
            writing.unlock();
        }
    }

    /** The next line without its end; null at the end of input; cut off one byte beyond the limit, which is refused. */
    private static byte @Nullable [] line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r' && line.size() <= JsonBody.LONGEST) {
                line.write(next);
            }
        }
        return line.toByteArray();
    }
}
