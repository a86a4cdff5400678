package dev.bac.agents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a tree of agents one works.
 *
 * @param prefix what the keys of its calls begin with
 * @param above the agents that ask it, the first one's first
 * @param budget of the whole tree
 */
record Place(String prefix, List<Agent> above, TreeBudget budget) {
    Place {
        above = List.copyOf(above);
    }

    static Place top(RunContext context) {
        return new Place(context.id(), List.of(), new TreeBudget(context.allowance()));
    }

    /** Of an agent that is asked from here. */
    Place below(Agent asker, String key) {
        var all = new ArrayList<>(above);
        all.add(asker);
        return new Place(key, all, budget);
    }

    /** Whoever has the person's conversation bounds the tree. */
    void holds(Agent agent, Instant until) {
        if (above.isEmpty()) {
            budget.bound(agent.limits(), until);
        }
    }

    /** True when an agent that works here may ask that one: nobody is asked by whom it asks, and nobody too deep. */
    boolean mayAsk(Agent asker, Agent other) {
        var chain = new ArrayList<>(above);
        chain.add(asker);
        for (int i = 0; i < chain.size(); i++) {
            if (chain.get(i).name().equals(other.name())
                    || chain.size() - i > chain.get(i).limits().depth()) {
                return false;
            }
        }
        return true;
    }

    /** Counts a tool call of an agent that is asked; false when the tree has made all it may. */
    boolean mayCall() {
        return above.isEmpty() || budget.call();
    }

    /** What an agent that is asked by another is told of it. */
    String manners() {
        return above.isEmpty()
                ? ""
                : "\n\nAnother agent, the " + above.getLast().about().title()
                        + ", asks you, not a person. Answer in few words with the figures it needs; you cannot ask back.";
    }
}
