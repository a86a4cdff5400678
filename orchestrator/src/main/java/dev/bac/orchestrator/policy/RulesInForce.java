package dev.bac.orchestrator.policy;

import dev.bac.agents.workflow.Policies;
import dev.bac.agents.workflow.Policy;
import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What a company's policies say about calls of agents. */
public record RulesInForce(Function<TenantId, Policies> policies) {
    /** No rules at all. */
    public static final RulesInForce NONE = new RulesInForce(_ -> Policies.NONE);

    /** The ruling on a call that an agent makes for the caller. */
    public Policies.Ruling judge(Caller caller, String tool, ObjectNode arguments) {
        return judge(caller, caller.actor().map(Delegation::agent).orElse(""), tool, arguments);
    }

    /** The same, where the agent is known otherwise. */
    public Policies.Ruling judge(Caller caller, String agent, String tool, ObjectNode arguments) {
        var roles = caller.roles().stream().map(Role::label).collect(Collectors.toSet());
        return policies.apply(caller.tenant()).judge(new Policy.Call(tool, arguments, agent, "", roles));
    }

    /** Names the rules. */
    public String version(TenantId tenant) {
        return policies.apply(tenant).version();
    }
}
