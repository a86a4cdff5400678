package dev.bac.agents;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * When an agent's admin wants a person to agree, beyond what the server demands.
 *
 * @param tools the tools it is about; empty for all of its entry that are not read-only
 * @param when a condition over {@code args}; empty for always
 * @param approvers roles' labels; empty for whoever asked
 * @param expires how long the question stands
 * @param told true when those who may decide are told by message, with a link that decides
 */
public record ApprovalRule(
        Set<String> tools, Optional<Condition> when, Set<String> approvers, Duration expires, boolean told) {
    public ApprovalRule {
        tools = Set.copyOf(tools);
        approvers = Set.copyOf(approvers);
    }

    /** Who may decide where several rules demand it: whom all of them name; where they name nobody in common, the last one's. */
    static Set<String> approvers(List<ApprovalRule> rules) {
        Set<String> all = Set.of();
        for (var rule : rules) {
            if (!rule.approvers().isEmpty()) {
                var common = new HashSet<>(all.isEmpty() ? rule.approvers() : all);
                common.retainAll(rule.approvers());
                all = common.isEmpty() ? rule.approvers() : common;
            }
        }
        return all;
    }

    boolean covers(String tool) {
        return tools.isEmpty() || tools.contains(tool);
    }

    /** True when this call must wait. A condition that cannot be told for these arguments counts as met. */
    public boolean demands(ObjectNode arguments) {
        return when.map(condition -> condition.met(arguments)).orElse(true);
    }
}
