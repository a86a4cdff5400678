package dev.bac.tools.mcp.legacy;

import dev.bac.identity.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import java.util.Map;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Carries the caller of a request through the SDK, in the request's own context and not in a thread-local, because the
 * SDK sends from threads of its own.
 */
final class OnBehalf {
    private static final String CALLER = "caller";
    private static final String TOOL = "tool";

    private OnBehalf() {}

    static Context of(Context context, Caller caller, String tool) {
        return context.put(
                McpTransportContext.KEY,
                McpTransportContext.create(Map.<String, Object>of(CALLER, caller, TOOL, tool)));
    }

    static Caller caller(ContextView context) {
        if (known(context).get(CALLER) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("a request without a caller");
    }

    /** Empty for a request that calls no tool. */
    static String tool(ContextView context) {
        return known(context).get(TOOL) instanceof String tool ? tool : "";
    }

    private static McpTransportContext known(ContextView context) {
        return context.hasKey(McpTransportContext.KEY)
                ? context.get(McpTransportContext.KEY)
                : McpTransportContext.EMPTY;
    }
}
