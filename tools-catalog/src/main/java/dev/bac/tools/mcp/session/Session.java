package dev.bac.tools.mcp.session;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.Skill;
import dev.bac.mcp.wire.Tool;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A server that answers, in the era that was agreed. */
public interface Session extends AutoCloseable {

    /**
     * The tools that this caller may see, in the server's order, all pages of them; kept as long as the server allows.
     *
     * @throws dev.bac.mcp.wire.RpcException when the server refuses
     * @throws java.io.UncheckedIOException when it cannot be reached or breaks off
     */
    List<Tool> tools(Caller caller);

    /**
     * Calls a tool and answers what the server asks meanwhile. Interrupting the thread cancels it.
     *
     * @return the result as the protocol has it, with {@code content}
     * @throws dev.bac.mcp.wire.RpcException when the server refuses
     * @throws java.io.UncheckedIOException when it cannot be reached or breaks off
     */
    ObjectNode call(Caller caller, Call call);

    /** How its tools are used well, all pages of them; none where the server has none or its revision knows none. */
    default List<Skill> skills(Caller caller) {
        return List.of();
    }

    /**
     * The text of a resource as the server gives it now; whoever uses it checks it first.
     *
     * @throws dev.bac.mcp.wire.RpcException when the server refuses, or the resource is no text
     */
    default String text(Caller caller, String uri) {
        throw new RpcException(RpcError.METHOD_NOT_FOUND, "resources of this revision are not read");
    }

    @Override
    void close();
}
