package dev.bac.agents;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * When an agent's admin wants a person to agree, beyond what the server demands.
 *
 * @param tools the tools it is about; empty for all of its entry that are not read-only
 * @param when a condition over {@code args}; empty for always
 * @param needs who must agree, how many, and until when
 */
public record ApprovalRule(Set<String> tools, Optional<Condition> when, Ask needs) {
    public ApprovalRule {
        tools = Set.copyOf(tools);
    }

    boolean covers(String tool) {
        return tools.isEmpty() || tools.contains(tool);
    }

    /** True when this call must wait. A condition that cannot be told for these arguments counts as met. */
    public boolean demands(ObjectNode arguments) {
        return when.map(condition -> condition.met(arguments)).orElse(true);
    }
}
