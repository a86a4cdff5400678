package dev.bac.tools.mcp;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.Skill;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.ReadSet;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import dev.bac.tools.mcp.modern.ModernSession;
import dev.bac.tools.mcp.session.Attendant;
import dev.bac.tools.mcp.session.Call;
import dev.bac.tools.mcp.session.Session;
import dev.bac.tools.mcp.session.SkillCheck;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools of one MCP server, in whichever revision it speaks. Tools are in the server's order, which is fixed. What a
 * tool does is believed as the server declares it, so put a {@link dev.bac.tools.ManifestedToolbox} around a server that
 * is not ours.
 */
public final class McpToolbox implements Toolbox, AutoCloseable {
    private final String server;
    private final Connector connector;
    private final Connections connections;
    private final boolean ours;
    private final Supplier<Optional<String>> trace;

    /** One of our own servers: over HTTP, with a token made for it, keeping nothing of a caller. */
    public McpToolbox(McpServerAddress server, TokenSource tokens) {
        this(server, tokens, Optional::empty);
    }

    /** @param trace the trace that the calling thread works for, as a {@code traceparent} of W3C's Trace Context */
    public McpToolbox(McpServerAddress server, TokenSource tokens, Supplier<Optional<String>> trace) {
        this(
                true,
                server.name(),
                new HttpConnector(
                        server,
                        new MintedTokens(server.name(), tokens),
                        new HttpConnector.Manner(
                                Era.AUTOMATIC, true, Attendant.none(), InstantSource.system(), new SecureRandom())),
                trace);
    }

    /** A server of somebody else: what it says of having read nothing that changed is not believed. */
    public McpToolbox(String server, Connector connector) {
        this(false, server, connector, Optional::empty);
    }

    private McpToolbox(boolean ours, String server, Connector connector, Supplier<Optional<String>> trace) {
        this.ours = ours;
        this.trace = trace;
        this.server = server;
        this.connector = connector;
        this.connections = new Connections(connector);
    }

    /** @throws ToolboxException when the server does not answer; listing is tried twice, for it changes nothing */
    @Override
    public List<Tool> tools(Caller caller) {
        try {
            return list(caller);
        } catch (RuntimeException first) {
            connections.reset(caller);
            try {
                return list(caller);
            } catch (RuntimeException second) {
                connections.reset(caller);
                throw failure("does not list its tools", false, second);
            }
        }
    }

    /**
     * How the server's tools are used well.
     *
     * @throws ToolboxException when the server does not answer
     */
    public List<Skill> skills(Caller caller) {
        try {
            return session(caller).skills(caller);
        } catch (RuntimeException thrown) {
            connections.reset(caller);
            throw failure("does not list its skills", false, thrown);
        }
    }

    /**
     * A file of a skill, when it is what the server listed.
     *
     * @throws dev.bac.tools.mcp.session.SkillRefused when it is not
     * @throws ToolboxException when the server does not answer
     */
    public String skillFile(Caller caller, Skill skill, Skill.File file) {
        String text;
        try {
            text = session(caller).text(caller, file.uri());
        } catch (RuntimeException thrown) {
            throw failure("does not give " + file.uri(), false, thrown);
        }
        SkillCheck.check(skill, file, text);
        return text;
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        var meta = WireJson.object().put("dev.bac/key", call.key());
        call.grant().ifPresent(grant -> meta.put("dev.bac/grant", grant));
        trace.get().ifPresent(parent -> meta.put("traceparent", parent));
        var request = new Call(call.tool(), call.arguments(), meta);
        for (int attempt = 1; ; attempt++) {
            try {
                return outcome(session(caller).call(caller, request));
            } catch (RpcException refused) {
                if (refused.error().code() != RpcError.INTERNAL) {
                    return new ToolOutcome.Failed(
                            "invalid", Plain.text(refused.error().message()));
                }
                throw failure("broke off a call of " + call.tool(), true, refused);
            } catch (RuntimeException thrown) {
                boolean sent = Delivery.mayHaveArrived(thrown);
                if (!sent || !(session(caller) instanceof ModernSession)) {
                    connections.reset(caller); // One slow call says nothing of the others, where each stands alone.
                }
                if (sent || attempt == 2) {
                    throw failure("broke off a call of " + call.tool(), sent, thrown);
                }
            }
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private Session session(Caller caller) {
        return connections.session(caller);
    }

    private List<Tool> list(Caller caller) {
        return session(caller).tools(caller).stream()
                .map(tool -> McpTools.tool(server, tool))
                .toList();
    }

    private ToolOutcome outcome(ObjectNode result) {
        if (!Result.typeOf(result).equals(Result.COMPLETE)) {
            throw new RpcException(RpcError.INTERNAL, "the result is of an unknown type");
        }
        var text = Texts.of(result.path("content"));
        var meta = result.path("_meta");
        var approval = meta.path("dev.bac/approval");
        if (approval.isObject()) {
            return new ToolOutcome.NeedsApproval(
                    text,
                    approval.path("preview"),
                    approval.path("argumentsHash").asString(""));
        }
        if (result.path("isError").asBoolean(false)) {
            return new ToolOutcome.Failed(meta.path("dev.bac/code").asString("failed"), text);
        }
        var content = result.path("structuredContent");
        return new ToolOutcome.Done(
                text,
                content.isMissingNode() ? WireJson.object() : content,
                ours && meta.path("dev.bac/readSet") instanceof ObjectNode reads
                        ? Optional.of(new ReadSet(server, reads))
                        : Optional.empty());
    }

    private ToolboxException failure(String what, boolean mayHaveHappened, Throwable cause) {
        return new ToolboxException(
                "server %s %s: %s".formatted(connector.place(), what, Delivery.reason(cause)), mayHaveHappened, cause);
    }
}
