package dev.bac.tools.mcp;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.tools.mcp.http.Authorization;
import dev.bac.tools.mcp.http.HttpLimits;
import dev.bac.tools.mcp.http.McpEndpoint;
import dev.bac.tools.mcp.legacy.LegacySession;
import dev.bac.tools.mcp.modern.HttpChannel;
import dev.bac.tools.mcp.modern.ModernSession;
import dev.bac.tools.mcp.session.Answering;
import dev.bac.tools.mcp.session.Attendant;
import dev.bac.tools.mcp.session.Session;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** A server at an address. */
public final class HttpConnector implements Connector {

    /**
     * How to speak with it.
     *
     * @param shared true when the server keeps nothing of a caller between requests, as ours do
     * @param random source of trace ids
     */
    public record Manner(Era era, boolean shared, Attendant attendant, InstantSource clock, RandomGenerator random) {}

    private final McpServerAddress server;
    private final Authorization authorization;
    private final Manner manner;
    private final Answering answering;

    public HttpConnector(McpServerAddress server, Authorization authorization, Manner manner) {
        this.server = server;
        this.authorization = authorization;
        this.manner = manner;
        this.answering = new Answering(server.name(), manner.attendant());
    }

    @Override
    public String place() {
        return server.name() + " at " + server.endpoint();
    }

    @Override
    public boolean shared() {
        return manner.shared();
    }

    @Override
    public Session open(Caller caller) {
        return switch (manner.era()) {
            case MODERN -> {
                var modern = modern();
                yield spoken(modern, caller) ? modern : refused(modern);
            }
            case LEGACY -> legacy(caller);
            case AUTOMATIC -> {
                var modern = modern();
                if (spoken(modern, caller)) {
                    yield modern;
                }
                modern.close();
                yield legacy(caller);
            }
        };
    }

    private ModernSession modern() {
        return new ModernSession(
                server.name(), new HttpChannel(endpoint()), answering, manner.clock(), manner.random());
    }

    private Session legacy(Caller caller) {
        return LegacySession.overHttp(
                server.name(),
                new McpEndpoint(server.endpoint(), patient(), authorization),
                patient(),
                answering,
                caller);
    }

    private McpEndpoint endpoint() {
        return new McpEndpoint(server.endpoint(), limits(), authorization);
    }

    /** A server of an earlier revision asks within its answer, which stays open as long as the person thinks. */
    private HttpLimits patient() {
        return new HttpLimits(
                server.connectLimit(),
                server.callLimit().plus(manner.attendant().patience()),
                server.maxAnswerBytes());
    }

    private HttpLimits limits() {
        return new HttpLimits(server.connectLimit(), server.callLimit(), server.maxAnswerBytes());
    }

    private static boolean spoken(ModernSession modern, Caller caller) {
        try {
            return modern.isSpoken(caller);
        } catch (RuntimeException failed) {
            modern.close();
            throw failed;
        }
    }

    private static Session refused(ModernSession modern) {
        modern.close();
        throw new RpcException(RpcError.INVALID_REQUEST, "it does not speak " + Protocol.VERSION);
    }
}
