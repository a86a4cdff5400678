package dev.bac.tools.mcp.legacy;

import dev.bac.identity.Caller;
import dev.bac.tools.mcp.http.McpEndpoint;
import dev.bac.tools.mcp.http.Receiver;
import dev.bac.tools.mcp.http.SseEvent;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * Streamable HTTP of 2025-03-26 to 2025-11-25 under the SDK's client, over our own HTTP: the SDK's transport neither
 * takes up a broken stream at its last event (SEP-1699) nor knows for whom a server asks on one. A request's stream
 * belongs to its caller, and so do the questions on it.
 */
final class HttpTransport implements McpClientTransport {
    private static final int MAX_RESUMPTIONS = 5;
    private static final Duration USUAL_RETRY = Duration.ofSeconds(1);
    private static final Duration LASTED = Duration.ofSeconds(10);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final String SESSION = "Mcp-Session-Id";

    private final McpEndpoint endpoint;
    private final Questions questions;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Scheduler scheduler = Schedulers.fromExecutorService(threads);
    private volatile Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler =
            Function.identity();
    private volatile @Nullable String session;
    private volatile @Nullable String version;
    private volatile @Nullable Caller opener;

    HttpTransport(McpEndpoint endpoint, Questions questions) {
        this.endpoint = endpoint;
        this.questions = questions;
    }

    @Override
    public List<String> protocolVersions() {
        return List.of(
                ProtocolVersions.MCP_2025_03_26, ProtocolVersions.MCP_2025_06_18, ProtocolVersions.MCP_2025_11_25);
    }

    @Override
    public Mono<Void> connect(Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> given) {
        return Mono.fromRunnable(() -> handler = given);
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
        return Mono.deferContextual(context -> Mono.<Void>fromRunnable(() -> send(message, context)))
                .subscribeOn(scheduler);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.<Void>fromRunnable(this::end).subscribeOn(scheduler).doFinally(_ -> threads.shutdownNow());
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return McpJsonDefaults.getMapper().convertValue(data, type);
    }

    private void send(McpSchema.JSONRPCMessage message, ContextView context) {
        var caller = OnBehalf.caller(context);
        var listening = new Listening(message, context);
        var sent = session;
        var reply = endpoint.post(caller, headers(Map.of()), json(message), listening);
        for (int tried = 0; reply.streamed() && !listening.answered && listening.lastId != null; tried++) {
            if (tried == MAX_RESUMPTIONS) {
                throw new UncheckedIOException(new IOException("the stream broke off too often"));
            }
            pause(listening.retry);
            reply = endpoint.get(caller, headers(Map.of("Last-Event-ID", listening.lastId)), listening);
        }
        if (reply.streamed()) {
            listening.mustBeAnswered();
            return;
        }
        if (isInitialized(message) && session != null) {
            threads.execute(() -> listen(context));
        }
        if (reply.status() == 404 && sent != null) {
            throw new McpTransportSessionNotFoundException("the server has forgotten the session");
        }
        if (!reply.body().isBlank()
                && reply.headers().firstValue("content-type").orElse("").startsWith("application/json")
                && message instanceof McpSchema.JSONRPCRequest) {
            deliver(read(reply.body()), context);
        } else if (!reply.ok()) {
            throw new UncheckedIOException(new IOException("it answered " + reply.status()));
        } else if (message instanceof McpSchema.JSONRPCRequest) {
            throw new UncheckedIOException(new IOException("it answered nothing"));
        }
    }

    private static boolean isInitialized(McpSchema.JSONRPCMessage message) {
        return message instanceof McpSchema.JSONRPCNotification told
                && told.method().equals(McpSchema.METHOD_NOTIFICATION_INITIALIZED);
    }

    /** Keeps the stream open on which a server with a session may ask at any time; one that has none says so. */
    private void listen(ContextView context) {
        var listening = new Listening(new McpSchema.JSONRPCNotification(""), context);
        for (int failures = 0; failures < MAX_RESUMPTIONS && session != null; ) {
            var resumed =
                    listening.lastId == null ? Map.<String, String>of() : Map.of("Last-Event-ID", listening.lastId);
            long opened = System.nanoTime();
            try {
                if (!endpoint.get(OnBehalf.caller(context), headers(resumed), listening)
                        .streamed()) {
                    return;
                }
            } catch (RuntimeException broken) {
                // Broken off or as long as one may be: opened again.
            }
            failures = System.nanoTime() - opened > LASTED.toNanos() ? 0 : failures + 1;
            pause(listening.retry);
        }
    }

    private void deliver(McpSchema.JSONRPCMessage message, ContextView context) {
        if (message instanceof McpSchema.JSONRPCResponse response
                && response.result() instanceof Map<?, ?> result
                && version == null
                && result.get("protocolVersion") instanceof String agreed) {
            version = agreed;
        }
        if (message instanceof McpSchema.JSONRPCRequest asked
                && asked.method().equals(McpSchema.METHOD_ELICITATION_CREATE)) {
            threads.execute(() -> send(questions.answer(asked, context), context));
            return;
        }
        handler.apply(Mono.just(message)).contextWrite(context).subscribe(_ -> {}, _ -> {});
    }

    /** Hears one request's answer, over as many streams as it takes. */
    private final class Listening implements Receiver {
        private final McpSchema.JSONRPCMessage sent;
        private final ContextView context;
        private volatile boolean answered;
        private volatile @Nullable String lastId;
        private volatile Duration retry = USUAL_RETRY;

        Listening(McpSchema.JSONRPCMessage sent, ContextView context) {
            this.sent = sent;
            this.context = context;
        }

        /** Before the answer: the SDK goes on as soon as it has that, and its next message belongs to the session. */
        @Override
        public void opened(HttpHeaders headers) {
            if (sent instanceof McpSchema.JSONRPCRequest request
                    && request.method().equals(McpSchema.METHOD_INITIALIZE)) {
                session = headers.firstValue(SESSION).orElse(null);
                opener = OnBehalf.caller(context);
            }
        }

        @Override
        public boolean heard(SseEvent event) {
            event.id().ifPresent(id -> lastId = id);
            event.retry().ifPresent(given -> retry = given.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : given);
            if (event.data().isBlank()) {
                return false;
            }
            var message = read(event.data());
            boolean last = message instanceof McpSchema.JSONRPCResponse response
                    && sent instanceof McpSchema.JSONRPCRequest request
                    && request.id().equals(response.id());
            answered |= last;
            deliver(message, context);
            return last;
        }

        void mustBeAnswered() {
            if (sent instanceof McpSchema.JSONRPCRequest && !answered) {
                throw new UncheckedIOException(new IOException("the stream ended before the answer"));
            }
        }
    }

    private void end() {
        var caller = opener;
        var ending = session;
        if (ending != null && caller != null) {
            try {
                var headers = headers(Map.of());
                session = null;
                endpoint.delete(caller, headers);
            } catch (RuntimeException gone) {
                // Nothing to end any more.
            }
        }
        endpoint.close();
    }

    private Map<String, String> headers(Map<String, String> more) {
        var headers = new LinkedHashMap<>(more);
        var open = session;
        if (open != null) {
            headers.put(SESSION, open);
        }
        var agreed = version;
        if (agreed != null) {
            headers.put("MCP-Protocol-Version", agreed);
        }
        return headers;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("cancelled", stopped));
        }
    }

    private static String json(McpSchema.JSONRPCMessage message) {
        try {
            return McpJsonDefaults.getMapper().writeValueAsString(message);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static McpSchema.JSONRPCMessage read(String json) {
        try {
            return McpSchema.deserializeJsonRpcMessage(McpJsonDefaults.getMapper(), json);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UncheckedIOException(new IOException("the answer is no JSON-RPC message", unreadable));
        }
    }
}
