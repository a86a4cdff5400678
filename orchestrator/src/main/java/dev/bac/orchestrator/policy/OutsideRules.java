package dev.bac.orchestrator.policy;

import dev.bac.agents.workflow.Policies.Ruling;
import dev.bac.identity.Caller;
import dev.bac.mcp.CallRules;
import tools.jackson.databind.node.ObjectNode;

/** The company's rules, as a domain's server holds them over what clients from outside call. */
public record OutsideRules(RulesInForce rules) implements CallRules {
    @Override
    public Verdict judge(Caller caller, String tool, ObjectNode arguments) {
        return switch (rules.judge(caller, tool, arguments)) {
            case Ruling.Refuse refuse -> new Verdict.Refuse(refuse.reason() + " (rule " + refuse.policy() + ")");
            case Ruling.Demand demand -> new Verdict.Ask(demand.policy());
            case Ruling.Approve _, Ruling.Silent _ -> new Verdict.Silent();
        };
    }
}
