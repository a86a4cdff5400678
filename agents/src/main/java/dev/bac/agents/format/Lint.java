package dev.bac.agents.format;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.ToolAccess;
import dev.bac.tools.Effect;
import dev.bac.tools.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What one file alone cannot show: an agent that fits neither the tools that exist nor the other agents. */
public final class Lint {
    /** How many tools an agent may change things with and never ask a person. */
    private static final int MOST_UNASKED = 4;

    /** Something to mend in an agent; {@code rule} is short and stable. */
    public record Finding(String agent, String rule, String message) {
        @Override
        public String toString() {
            return agent + ": " + message + " [" + rule + "]";
        }
    }

    /**
     * The tools there are.
     *
     * @param effects what each does; when empty, tools are not checked
     * @param asking tools that their server runs only after a person has agreed
     * @param unknown servers whose tools nobody knows until they are asked
     */
    public record Known(Map<String, Effect> effects, Set<String> asking, Set<String> unknown) {
        public Known {
            effects = Map.copyOf(effects);
            asking = Set.copyOf(asking);
            unknown = Set.copyOf(unknown);
        }

        /** Those that our own servers ship with. */
        public static Known shipped(Collection<String> servers, Set<String> unknown) {
            var effects = new HashMap<String, Effect>();
            var asking = new HashSet<String>();
            for (var server : servers) {
                for (var tool : Manifest.shipped(server).map(Manifest::tools).orElse(List.of())) {
                    effects.put(tool.name(), tool.effect());
                    if (!tool.risk().equals("none")) {
                        asking.add(tool.name());
                    }
                }
            }
            return new Known(effects, asking, unknown);
        }
    }

    private final AgentLibrary fleet;
    private final Known known;
    private final Map<String, Effect> tools;
    private final List<Finding> findings = new ArrayList<>();

    private Lint(AgentLibrary fleet, Known known) {
        this.fleet = fleet;
        this.known = known;
        this.tools = known.effects();
    }

    /** Everything to mend, agent by agent. */
    public static List<Finding> check(AgentLibrary fleet, Known known) {
        var lint = new Lint(fleet, known);
        fleet.all().forEach(lint::checkAgent);
        lint.checkSameness();
        return List.copyOf(lint.findings);
    }

    /** The same for one agent of the fleet; what it has in common with others is left to the whole check. */
    public static List<Finding> check(AgentLibrary fleet, Agent agent, Known known) {
        var lint = new Lint(fleet, known);
        lint.checkAgent(agent);
        return List.copyOf(lint.findings);
    }

    private void checkAgent(Agent agent) {
        checkTools(agent);
        checkHandoffs(agent);
        checkAsks(agent);
        checkWrites(agent);
        findings.addAll(TestLint.check(agent, tools));
    }

    private void checkTools(Agent agent) {
        for (var access : agent.tools()) {
            for (var tool : access.allow()) {
                boolean exists = known.unknown().contains(access.server())
                        || tools.keySet().stream().anyMatch(one -> ToolAccess.covers(tool, one));
                if (!tools.isEmpty() && !exists) {
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
            if (!names.contains(target) && !target.equals(AgentLibrary.EVERYBODY)) {
                add(agent, "undefined-agent", "there is no agent " + target + Suggestion.among(target, names));
            }
        }
        if (reaches(agent, agent.name(), new HashSet<>())) {
            add(agent, "handoff-cycle", "its handoffs lead back to itself");
        }
    }

    private void checkAsks(Agent agent) {
        var names = fleet.all().stream().map(Agent::name).collect(Collectors.toSet());
        for (var target : agent.asks()) {
            if (target.equals(agent.name())) {
                add(agent, "ask-cycle", "it asks itself");
            } else if (!names.contains(target)) {
                add(
                        agent,
                        "undefined-agent",
                        "there is no agent " + target + " to ask" + Suggestion.among(target, names));
            }
        }
        if (!agent.asks().contains(agent.name()) && comesBack(agent, agent.name(), new HashSet<>())) {
            add(agent, "ask-cycle", "whom it asks leads back to itself");
        }
        if (!agent.asks().isEmpty() && agent.limits().depth() == 0) {
            add(agent, "ask-without-depth", "it may ask nobody: limits.depth is 0");
        }
    }

    private boolean comesBack(Agent from, String goal, Set<String> seen) {
        return from.asks().stream()
                .flatMap(name -> fleet.find(name).stream())
                .anyMatch(next -> next.name().equals(goal) || (seen.add(next.name()) && comesBack(next, goal, seen)));
    }

    private boolean reaches(Agent from, String goal, Set<String> seen) {
        return fleet.targets(from).stream()
                .anyMatch(next -> next.name().equals(goal) || (seen.add(next.name()) && reaches(next, goal, seen)));
    }

    /** An agent that changes much without asking wants a rule that says when a person is asked. */
    private void checkWrites(Agent agent) {
        var free = agent.tools().stream()
                .filter(access -> access.approval().isEmpty() && access.bind().isEmpty())
                .flatMap(access -> access.allow().stream())
                .filter(tool ->
                        tools.get(tool) == Effect.WRITE && !known.asking().contains(tool))
                .sorted()
                .toList();
        if (free.size() > MOST_UNASKED) {
            add(
                    agent,
                    "unapproved-writes",
                    "%d tools that change something never ask a person: %s; give some an approval"
                            .formatted(free.size(), String.join(", ", free)));
        }
    }

    /** Two agents that nobody can tell apart take each other's requests. */
    private void checkSameness() {
        var all = fleet.all().stream().map(Sameness.Traits::of).toList();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                var same = Sameness.of(all.get(i), all.get(j));
                var other = all.get(j).name();
                if (same.twins()) {
                    add(
                            all.get(i).name(),
                            "same-agent",
                            "it can do just what " + other + " can, within the same bounds");
                } else if (same.colliding()) {
                    add(
                            all.get(i).name(),
                            "colliding-descriptions",
                            "its description can hardly be told from that of %s: %.0f %% of their words and %.0f %% of what they can do are the same"
                                    .formatted(other, 100 * same.words(), 100 * same.abilities()));
                }
            }
        }
    }

    private void add(Agent agent, String rule, String message) {
        add(agent.name(), rule, message);
    }

    private void add(String agent, String rule, String message) {
        findings.add(new Finding(agent, rule, message));
    }
}
