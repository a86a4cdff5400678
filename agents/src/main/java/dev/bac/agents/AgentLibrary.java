package dev.bac.agents;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A fleet of agents, unchangeable: a reload makes a new one and swaps it. */
public final class AgentLibrary {
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
}
