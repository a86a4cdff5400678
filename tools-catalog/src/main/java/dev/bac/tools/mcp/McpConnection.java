package dev.bac.tools.mcp;

import dev.bac.identity.Caller;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One MCP client for one server, shared by all callers. Our servers keep no session, so nothing of a caller is left
 * behind in it: each request says for itself who it is for. The caller travels in the request's own context, not in a
 * thread-local, because the SDK sends from threads of its own.
 */
final class McpConnection implements AutoCloseable {
    private static final String CALLER = "caller";

    private final McpServerAddress server;
    private final TokenSource tokens;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable McpAsyncClient client;

    McpConnection(McpServerAddress server, TokenSource tokens) {
        this.server = server;
        this.tokens = tokens;
    }

    /** Runs one request on behalf of the caller; blocks, at most for the server's limit. */
    <T> T ask(Caller caller, Function<McpAsyncClient, Mono<T>> request) {
        var limit = server.callLimit().plus(server.connectLimit());
        T answer = request.apply(opened(caller))
                .contextWrite(context -> context.put(
                        McpTransportContext.KEY, McpTransportContext.create(Map.<String, Object>of(CALLER, caller))))
                .block(limit);
        if (answer == null) {
            throw new IllegalStateException(server.name() + " answered nothing");
        }
        return answer;
    }

    /** Forgets the connection, so that the next request opens a new one: after the server went away. */
    void reset() {
        opening.lock();
        try {
            var old = client;
            client = null;
            if (old != null) {
                old.close();
            }
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() {
        reset();
    }

    private McpAsyncClient opened(Caller caller) {
        var known = client;
        if (known != null) {
            return known;
        }
        opening.lock();
        try {
            var other = client;
            if (other != null) {
                return other;
            }
            var made = build();
            try {
                made.initialize()
                        .contextWrite(context -> context.put(
                                McpTransportContext.KEY,
                                McpTransportContext.create(Map.<String, Object>of(CALLER, caller))))
                        .block(server.callLimit());
            } catch (RuntimeException failed) {
                made.close();
                throw failed;
            }
            client = made;
            return made;
        } finally {
            opening.unlock();
        }
    }

    private McpAsyncClient build() {
        var uri = server.endpoint();
        var base = uri.getScheme() + "://" + uri.getRawAuthority();
        var transport = HttpClientStreamableHttpTransport.builder(base)
                .endpoint(uri.getRawPath())
                .clientBuilder(HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER))
                .connectTimeout(server.connectLimit())
                .maxResponseSize(server.maxAnswerBytes())
                .openConnectionOnStartup(false)
                .resumableStreams(false)
                .addHttpRequestCustomizer((request, method, to, body, context) -> {
                    if (context.get(CALLER) instanceof Caller caller) {
                        request.setHeader("Authorization", "Bearer " + tokens.token(caller, server.name()));
                    }
                })
                .build();
        return McpClient.async(transport)
                .clientInfo(McpSchema.Implementation.builder("bac", "0.1.0").build())
                .requestTimeout(server.callLimit())
                .initializationTimeout(server.callLimit())
                .build();
    }
}
