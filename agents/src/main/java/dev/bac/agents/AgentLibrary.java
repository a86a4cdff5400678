package dev.bac.agents;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A fleet of agents, unchangeable: a reload makes a new one and swaps it. */
public final class AgentLibrary {
    /** Among handoffs: all agents that do something. */
    public static final String EVERYBODY = "*";

    private final Map<String, Agent> agents = new TreeMap<>();

    /** {@link IllegalArgumentException} when two agents go by one name. */
    public AgentLibrary(Collection<Agent> agents) {
        for (var agent : agents) {
            if (this.agents.put(agent.name(), agent) != null) {
                throw new IllegalArgumentException("two agents are called " + agent.name());
            }
        }
    }

    public Optional<Agent> find(String name) {
        return Optional.ofNullable(agents.get(name));
    }

    /** All agents, by name. */
    public List<Agent> all() {
        return List.copyOf(agents.values());
    }

    /**
     * Whom an agent may hand over to, each at most once. {@value #EVERYBODY} among its handoffs stands for every other
     * agent that has tools and hands over to nobody itself.
     */
    public List<Agent> targets(Agent agent) {
        var targets = new LinkedHashSet<Agent>();
        for (var name : agent.handoffs()) {
            if (name.equals(EVERYBODY)) {
                agents.values().stream()
                        .filter(other -> !other.name().equals(agent.name())
                                && !other.tools().isEmpty()
                                && other.handoffs().isEmpty())
                        .forEach(targets::add);
            } else {
                find(name).ifPresent(targets::add);
            }
        }
        return List.copyOf(targets);
    }
}
