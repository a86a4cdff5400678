package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.skill.Skills;
import dev.bac.mcp.task.TaskBoard;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.ParamHeader;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.ServerCapabilities;
import dev.bac.mcp.wire.SubscriptionFilter;
import java.util.List;
import java.util.Optional;

/**
 * What a server has to offer. A method is only called when {@link #capabilities} names what it belongs to. Malformed
 * or unknown things are refused with {@link dev.bac.mcp.wire.RpcException}.
 */
public interface Offer {
    Implementation who();

    ServerCapabilities capabilities();

    /** What a client's model should know before it uses this server. */
    Optional<String> instructions();

    Result.Tools tools(Caller caller, ToolSelection selection, Params.Page page);

    /** Which arguments of a tool are mirrored in headers; empty too when there is no such tool. */
    List<ParamHeader> mirrored(String tool);

    Result.OfCall call(Exchange exchange, Params.CallTool call);

    Result.Resources resources(Caller caller, Params.Page page);

    Result.Templates templates(Caller caller, Params.Page page);

    /** A {@link Result.ResourceRead} or a {@link Result.InputRequired}. */
    Result read(Exchange exchange, Params.ReadResource read);

    /** How its tools are used well; only asked for when the Skills extension is among the capabilities. */
    Skills skills();

    Result.Prompts prompts(Caller caller, Params.Page page);

    /** A {@link Result.PromptRendered} or a {@link Result.InputRequired}. */
    Result prompt(Exchange exchange, Params.GetPrompt get);

    Result.Completed complete(Caller caller, Params.Complete complete);

    /** Work that outlives its request; only asked for when the Tasks extension is among the capabilities. */
    TaskBoard tasks();

    /** Begins to watch for what a client wants to be told. */
    Watch watch(Exchange exchange, SubscriptionFilter wanted);
}
