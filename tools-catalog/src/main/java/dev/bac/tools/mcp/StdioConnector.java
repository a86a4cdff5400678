package dev.bac.tools.mcp;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.tools.mcp.http.HttpLimits;
import dev.bac.tools.mcp.legacy.LegacySession;
import dev.bac.tools.mcp.modern.ModernSession;
import dev.bac.tools.mcp.modern.StdioChannel;
import dev.bac.tools.mcp.session.Answering;
import dev.bac.tools.mcp.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server that is a program of this machine. It is asked first what it speaks; one that does not know the question, or
 * is silent, is ended and started again in the earlier way (MCP 2026-07-28, basic/transports/stdio).
 */
public final class StdioConnector implements Connector {
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(5);

    /** All that a program gets of our environment, which holds secrets. */
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR", "USER", "SYSTEMROOT");

    /**
     * What is started.
     *
     * @param words the program and its arguments
     * @param environment what it gets beside the path to programs and the home folder
     */
    public record Program(List<String> words, Map<String, String> environment) {}

    private final String server;
    private final Program program;
    private final HttpLimits limits;
    private final HttpConnector.Manner manner;
    private final Answering answering;

    public StdioConnector(String server, Program program, HttpLimits limits, HttpConnector.Manner manner) {
        this.server = server;
        this.program = program;
        this.limits = limits;
        this.manner = manner;
        this.answering = new Answering(server, manner.attendant());
    }

    @Override
    public String place() {
        return server + " (" + program.words().getFirst() + ")";
    }

    @Override
    public boolean shared() {
        return manner.shared();
    }

    @Override
    public Session open(Caller caller) {
        if (manner.era() != Era.LEGACY) {
            if (speaksModern(caller)) {
                return modern(limits);
            }
            if (manner.era() == Era.MODERN) {
                throw new RpcException(RpcError.INVALID_REQUEST, "it does not speak " + Protocol.VERSION);
            }
        }
        return LegacySession.overStdio(server, program.words(), environment(), limits, answering, caller);
    }

    private boolean speaksModern(Caller caller) {
        var patience = limits.call().compareTo(LONGEST_PROBE) < 0 ? limits.call() : LONGEST_PROBE;
        try (var probe = modern(new HttpLimits(limits.connect(), patience, limits.maxAnswerBytes()))) {
            return probe.isSpoken(caller);
        } catch (UncheckedIOException silent) {
            return false;
        }
    }

    private ModernSession modern(HttpLimits within) {
        return new ModernSession(
                server, new StdioChannel(started(), within), answering, manner.clock(), manner.random());
    }

    private Process started() {
        var building = new ProcessBuilder(program.words()).redirectError(ProcessBuilder.Redirect.DISCARD);
        building.environment().clear();
        building.environment().putAll(environment());
        try {
            return building.start();
        } catch (IOException unknown) {
            throw new UncheckedIOException(new IOException("it cannot be started", unknown));
        }
    }

    private Map<String, String> environment() {
        var given = new HashMap<>(program.environment());
        System.getenv().forEach((name, value) -> {
            if (INHERITED.contains(name)) {
                given.putIfAbsent(name, value);
            }
        });
        return given;
    }
}
