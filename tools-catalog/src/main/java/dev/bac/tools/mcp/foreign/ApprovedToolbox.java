package dev.bac.tools.mcp.foreign;

import dev.bac.identity.Caller;
import dev.bac.tools.Canonical;
import dev.bac.tools.Effect;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.util.List;
import java.util.Optional;

/**
 * Demands approval where the admin's manifest calls a tool destructive or risky, and sends a call that changes something
 * once: a foreign server need not know what a key is for. The grant stays in the house.
 */
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
    public Optional<String> missing(Caller caller, String tool) {
        return inner.missing(caller, tool);
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        var known = inner.tools(caller).stream()
                .filter(tool -> tool.name().equals(call.tool()))
                .findFirst();
        if (known.filter(Tool::needsApproval).isPresent()) {
            var hash = Canonical.sha256(call.arguments());
            if (call.grant().isEmpty()) {
                return new ToolOutcome.NeedsApproval(
                        "%s, a tool of the foreign server %s, would run with these arguments."
                                .formatted(call.tool(), known.get().server()),
                        call.arguments(),
                        hash);
            }
            if (!consent.spend(caller, call.tool(), hash, call.grant().get())) {
                return new ToolOutcome.Failed(
                        "grant_invalid",
                        "The approval is not for this call, or was used. Ask for approval of this call again.");
            }
        }
        if (known.filter(tool -> tool.effect() != Effect.READ).isPresent()
                && !consent.isFirst(caller, "call " + call.key())) {
            return new ToolOutcome.Failed(
                    "unknown_outcome",
                    "This call was sent before and broke off; whether it took effect is not known. Look before it is"
                            + " repeated.");
        }
        var outcome = inner.call(caller, new ToolCall(call.tool(), call.arguments(), call.key(), Optional.empty()));
        return switch (outcome) {
            case ToolOutcome.Done done -> done;
            case ToolOutcome.Failed failed -> failed;
            // Only servers of ours may demand an approval of ours.
            case ToolOutcome.NeedsApproval demand -> new ToolOutcome.Failed("failed", demand.text());
        };
    }
}
