package dev.bac.tools.mcp.foreign;

import dev.bac.identity.Caller;
import dev.bac.tools.Canonical;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.util.List;
import java.util.Optional;

/** Demands approval where the admin's manifest calls a tool destructive or risky. The grant stays in the house. */
final class ApprovedToolbox implements Toolbox {
    private final Toolbox inner;
    private final Consent consent;

    ApprovedToolbox(Toolbox inner, Consent consent) {
        this.inner = inner;
        this.consent = consent;
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return inner.tools(caller);
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        boolean risky =
                inner.tools(caller).stream().anyMatch(tool -> tool.name().equals(call.tool()) && tool.needsApproval());
        if (risky) {
            var hash = Canonical.sha256(call.arguments());
            if (call.grant().isEmpty()) {
                return new ToolOutcome.NeedsApproval(
                        call.tool() + " of another company's server needs approval.", call.arguments(), hash);
            }
            if (!consent.spend(caller, call.tool(), hash, call.grant().get())) {
                return new ToolOutcome.Failed(
                        "grant_invalid",
                        "The approval is not for this call, or was used. Ask for approval of this call again.");
            }
        }
        return inner.call(caller, new ToolCall(call.tool(), call.arguments(), call.key(), Optional.empty()));
    }
}
