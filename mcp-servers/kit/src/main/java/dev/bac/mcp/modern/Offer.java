package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.skill.Skills;
import dev.bac.mcp.task.TaskBoard;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.ParamHeader;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.ServerCapabilities;
import dev.bac.mcp.wire.SubscriptionFilter;
import java.util.List;
import java.util.Optional;

/**
 * What a server has to offer. A method is only called when {@link #capabilities} names what it belongs to, so a server
 * leaves out what it does not offer. Malformed or unknown things are refused with {@link RpcException}.
 */
public interface Offer {
    Implementation who();

    ServerCapabilities capabilities();

    /** What a client's model should know before it uses this server. */
    default Optional<String> instructions() {
        return Optional.empty();
    }

    Result.Tools tools(Caller caller, ToolSelection selection, Params.Page page);

    /** Which arguments of a tool are mirrored in headers; empty too when there is no such tool. */
    default List<ParamHeader> mirrored(String tool) {
        return List.of();
    }

    Result.OfCall call(Exchange exchange, Params.CallTool call);

    default Result.Resources resources(Caller caller, Params.Page page) {
        throw notOffered();
    }

    default Result.Templates templates(Caller caller, Params.Page page) {
        throw notOffered();
    }

    /** A {@link Result.ResourceRead} or a {@link Result.InputRequired}. */
    default Result read(Exchange exchange, Params.ReadResource read) {
        throw notOffered();
    }

    /** How its tools are used well; only asked for when the Skills extension is among the capabilities. */
    default Skills skills() {
        return Skills.NONE;
    }

    default Result.Prompts prompts(Caller caller, Params.Page page) {
        throw notOffered();
    }

    /** A {@link Result.PromptRendered} or a {@link Result.InputRequired}. */
    default Result prompt(Exchange exchange, Params.GetPrompt get) {
        throw notOffered();
    }

    default Result.Completed complete(Caller caller, Params.Complete complete) {
        throw notOffered();
    }

    /** Work that outlives its request; only asked for when the Tasks extension is among the capabilities. */
    default TaskBoard tasks() {
        return TaskBoard.NONE;
    }

    /** Begins to watch for what a client wants to be told. */
    default Watch watch(Exchange exchange, SubscriptionFilter wanted) {
        throw notOffered();
    }

    private static RpcException notOffered() {
        return new RpcException(RpcError.METHOD_NOT_FOUND, "This server does not offer that.");
    }
}
