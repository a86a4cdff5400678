package dev.bac.orchestrator.policy;

import dev.bac.agents.workflow.Policies.Ruling;
import dev.bac.identity.Caller;
import dev.bac.identity.Grant;
import dev.bac.identity.Grants;
import dev.bac.identity.TokenRefused;
import dev.bac.tools.Canonical;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.util.List;
import java.util.Optional;

/**
 * Holds the company's rules over what agents call. A call that a rule refuses does not leave; one that a rule asks about
 * leaves with the grant of whoever agreed to these very arguments, and not without.
 */
public final class PolicedToolbox implements Toolbox {
    private final Toolbox inner;
    private final RulesInForce rules;
    private final Grants grants;

    public PolicedToolbox(Toolbox inner, RulesInForce rules, Grants grants) {
        this.inner = inner;
        this.rules = rules;
        this.grants = grants;
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
        return switch (rules.judge(caller, call.tool(), call.arguments())) {
            case Ruling.Refuse refuse ->
                new ToolOutcome.Failed("refused", refuse.reason() + " (rule " + refuse.policy() + ")");
            case Ruling.Demand demand -> asked(caller, call, demand);
            case Ruling.Approve _, Ruling.Silent _ -> inner.call(caller, call);
        };
    }

    private ToolOutcome asked(Caller caller, ToolCall call, Ruling.Demand demand) {
        if (call.grant().isPresent()) {
            return agreed(caller, call, call.grant().get())
                    ? granted(caller, call)
                    : new ToolOutcome.Failed("grant_invalid", "The approval was given for another call.");
        }
        var tool = inner.tools(caller).stream()
                .filter(one -> one.name().equals(call.tool()))
                .findFirst();
        if (tool.filter(Tool::needsApproval).isPresent()) {
            // The server asks by itself, and knows better what would happen.
            return inner.call(caller, call);
        }
        return new ToolOutcome.NeedsApproval(
                "The rule " + demand.policy() + " wants approval for this.",
                call.arguments(),
                Canonical.sha256(call.arguments()));
    }

    /** Where only the rule asked, the server knows no grant. */
    private ToolOutcome granted(Caller caller, ToolCall call) {
        var plain = new ToolCall(call.tool(), call.arguments(), call.key(), Optional.empty());
        var outcome = inner.call(caller, plain);
        return outcome instanceof ToolOutcome.NeedsApproval ? inner.call(caller, call) : outcome;
    }

    private boolean agreed(Caller caller, ToolCall call, String proof) {
        try {
            Grant grant = grants.verify(proof);
            return grant.tenant().equals(caller.tenant())
                    && grant.tool().equals(call.tool())
                    && (grant.argumentsHash().equals(Canonical.sha256(call.arguments()))
                            || inner.tools(caller).stream()
                                    .anyMatch(tool -> tool.name().equals(call.tool()) && tool.needsApproval()));
        } catch (TokenRefused forged) {
            return false;
        }
    }
}
