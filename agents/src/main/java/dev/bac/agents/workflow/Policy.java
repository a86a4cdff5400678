package dev.bac.agents.workflow;

import dev.bac.agents.Agent;
import dev.bac.agents.Ask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rules over tools and their arguments, shared by agents and workflows.
 *
 * @param digest SHA-256 of the file's text
 */
public record Policy(String name, Agent.About about, String description, List<Rule> rules, String digest) {
    /** What conditions of policies may name. */
    static final List<String> VARIABLES = List.of("args", "agent", "workflow", "user", "tool");

    public Policy {
        rules = List.copyOf(rules);
    }

    /** What a rule does. */
    public enum Does {
        /** The call needs nobody; only for workflows, whose arguments no model wrote. */
        APPROVE,
        ASK,
        REFUSE
    }

    /**
     * One rule.
     *
     * @param tools names, or beginnings that end in {@code *}
     * @param when a condition over the call: its args, its name, who makes it and with which roles
     */
    public record Rule(String name, Set<String> tools, Optional<Expression> when, Does does, Ask ask, String reason) {
        public Rule {
            tools = Set.copyOf(tools);
        }

        boolean covers(String tool) {
            return tools.stream()
                    .anyMatch(name -> name.endsWith("*")
                            ? tool.startsWith(name.substring(0, name.length() - 1))
                            : name.equals(tool));
        }

        /** A condition that cannot be told counts against the call: it is met, unless the rule would approve. */
        boolean met(Call call) {
            if (when.isEmpty()) {
                return true;
            }
            try {
                return when.get().holds(call.variables());
            } catch (Expression.Failed untold) {
                return does != Does.APPROVE;
            }
        }
    }

    /**
     * A call that is to be judged.
     *
     * @param agent name of the agent that makes it; empty for a workflow
     * @param workflow name of the workflow that makes it; empty for an agent
     */
    public record Call(String tool, ObjectNode args, String agent, String workflow, Set<String> roles) {
        Map<String, JsonNode> variables() {
            var json = JsonNodeFactory.instance;
            var user = json.objectNode();
            var labels = user.putArray("roles");
            roles.stream().sorted().forEach(labels::add);
            return Map.of(
                    "args", args,
                    "tool", json.stringNode(tool),
                    "agent", json.stringNode(agent),
                    "workflow", json.stringNode(workflow),
                    "user", user);
        }
    }

    /** Reads a condition; {@link IllegalArgumentException} says what is wrong. */
    public static Expression condition(String text) {
        return Expression.of(text, VARIABLES);
    }
}
