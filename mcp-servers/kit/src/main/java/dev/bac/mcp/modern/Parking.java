package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.Approvals;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.wire.Content;
import dev.bac.mcp.wire.Result;
import java.util.List;
import java.util.Optional;

/**
 * Calls of external clients that wait for a person at the orchestrator. An agent's call is never parked here: its host
 * keeps the call itself.
 */
record Parking(ToolServer server, Approvals approvals) {
    private static final String USED = "grant_used";

    /** The call with the grant it was given since it was parked; one whose grant did its work already has none. */
    Optional<ToolInvocation> granted(Caller caller, ToolInvocation invocation, ToolAnswer.NeedsApproval asked) {
        return approvals.granted(caller, demand(invocation, asked)).map(invocation::granted);
    }

    /** Whether a call came to nothing because its grant was for an earlier one just like it. */
    static boolean used(Result.OfCall result) {
        return result instanceof Result.Called called
                && called.meta() != null
                && called.meta().path("dev.bac/code").asString("").equals(USED);
    }

    Result.Called park(Caller caller, ToolInvocation invocation, ToolAnswer.NeedsApproval asked) {
        var called = ToolShapes.called(asked);
        return approvals
                .park(caller, demand(invocation, asked))
                .map(where ->
                        new Result.Called(List.of(Content.text(asked.text() + " " + where)), null, true, called.meta()))
                .orElse(called);
    }

    Approvals.Demand demand(ToolInvocation invocation, ToolAnswer.NeedsApproval asked) {
        return new Approvals.Demand(
                server.server().name(),
                server.find(invocation.tool()).orElseThrow(),
                invocation.arguments(),
                asked.argumentsHash(),
                asked.text(),
                asked.preview(),
                server.security().policyVersion());
    }
}
