package dev.bac.agents.format;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.AgentTest;
import dev.bac.agents.ToolAccess;
import dev.bac.tools.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one file alone cannot show: an agent that fits neither the tools that exist nor the other agents. */
public final class Lint {
    private static final double COLLIDING = 0.75;

    /** Something to mend in an agent; {@code rule} is short and stable. */
    public record Finding(String agent, String rule, String message) {
        @Override
        public String toString() {
            return agent + ": " + message + " [" + rule + "]";
        }
    }

    private final AgentLibrary fleet;
    private final Map<String, Effect> tools;
    private final Set<String> unknown;
    private final List<Finding> findings = new ArrayList<>();

    private Lint(AgentLibrary fleet, Map<String, Effect> tools, Set<String> unknown) {
        this.fleet = fleet;
        this.tools = tools;
        this.unknown = unknown;
    }

    /**
     * Everything to mend, agent by agent.
     *
     * @param tools every tool there is and what it does; when empty, tools are not checked
     */
    public static List<Finding> check(AgentLibrary fleet, Map<String, Effect> tools) {
        return check(fleet, tools, Set.of());
    }

    /**
     * The same where there are servers whose tools nobody knows until they are asked.
     *
     * @param unknown names of those servers
     */
    public static List<Finding> check(AgentLibrary fleet, Map<String, Effect> tools, Set<String> unknown) {
        var lint = new Lint(fleet, tools, unknown);
        fleet.all().forEach(lint::checkAgent);
        lint.checkDescriptions();
        return List.copyOf(lint.findings);
    }

    private void checkAgent(Agent agent) {
        checkTools(agent);
        checkHandoffs(agent);
        checkTests(agent);
    }

    private void checkTools(Agent agent) {
        for (var access : agent.tools()) {
            for (var tool : access.allow()) {
                boolean known = unknown.contains(access.server())
                        || tools.keySet().stream().anyMatch(one -> ToolAccess.covers(tool, one));
                if (!tools.isEmpty() && !known) {
                    add(agent, "undefined-tool", "there is no tool " + tool + Suggestion.among(tool, tools.keySet()));
                }
            }
            access.approval().stream()
                    .flatMap(rule -> rule.tools().stream())
                    .filter(tool -> tools.get(tool) == Effect.READ)
                    .forEach(tool -> add(agent, "approval-of-a-read", tool + " only reads; it needs no approval"));
        }
    }

    private void checkHandoffs(Agent agent) {
        var names = fleet.all().stream().map(Agent::name).collect(Collectors.toSet());
        for (var target : agent.handoffs()) {
            if (!names.contains(target)) {
                add(agent, "undefined-agent", "there is no agent " + target + Suggestion.among(target, names));
            }
        }
        if (reaches(agent, agent.name(), new HashSet<>())) {
            add(agent, "handoff-cycle", "its handoffs lead back to itself");
        }
    }

    private boolean reaches(Agent from, String goal, Set<String> seen) {
        return from.handoffs().stream()
                .anyMatch(next -> next.equals(goal)
                        || (seen.add(next)
                                && fleet.find(next)
                                        .filter(agent -> reaches(agent, goal, seen))
                                        .isPresent()));
    }

    private void checkTests(Agent agent) {
        var named = agent.tests().stream().flatMap(Lint::toolsOf).collect(Collectors.toCollection(LinkedHashSet::new));
        agent.toolNames().stream()
                .sorted()
                .filter(tool -> tools.getOrDefault(tool, Effect.READ) != Effect.READ && !named.contains(tool))
                .forEach(tool -> add(agent, "untested-write", tool + " changes something and no test names it"));
        if (agent.tests().isEmpty()) {
            add(agent, "untested", "it has no test");
        }
        for (var target : agent.tests().stream()
                .flatMap(test -> test.expectHandoff().stream())
                .toList()) {
            if (!agent.handoffs().contains(target)) {
                add(
                        agent,
                        "undefined-agent",
                        "a test expects a handoff to " + target + ", which it does not hand over to");
            }
        }
    }

    private static Stream<String> toolsOf(AgentTest test) {
        return Stream.concat(
                test.expectTools().stream().map(AgentTest.Call::name),
                Stream.concat(test.expectApproval().stream(), test.forbidTools().stream()));
    }

    /** Two agents that nobody can tell apart take each other's requests. */
    private void checkDescriptions() {
        var all = fleet.all();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                if (overlap(words(all.get(i)), words(all.get(j))) >= COLLIDING) {
                    add(
                            all.get(i),
                            "colliding-descriptions",
                            "its description can hardly be told from that of "
                                    + all.get(j).name());
                }
            }
        }
    }

    private static Set<String> words(Agent agent) {
        return Stream.of(agent.description().toLowerCase(java.util.Locale.ROOT).split("\\P{L}+"))
                .filter(word -> word.length() > 3)
                .collect(Collectors.toSet());
    }

    private static double overlap(Set<String> some, Set<String> others) {
        var common = new HashSet<>(some);
        common.retainAll(others);
        int all = some.size() + others.size() - common.size();
        return all == 0 ? 0 : (double) common.size() / all;
    }

    private void add(Agent agent, String rule, String message) {
        findings.add(new Finding(agent.name(), rule, message));
    }
}
