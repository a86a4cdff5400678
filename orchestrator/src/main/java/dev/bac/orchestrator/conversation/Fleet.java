package dev.bac.orchestrator.conversation;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.identity.Caller;
import dev.bac.orchestrator.agent.TenantAgents;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import java.util.List;
import java.util.Optional;

/** The agents as a caller may use them. */
public record Fleet(TenantAgents agents) {
    /** Has a conversation that was begun without naming an agent. */
    public static final String FRONT_DESK = "front-desk";

    /** All that the caller may use, by department and name. */
    public List<Agent> usable(Caller caller) {
        return agents.library(caller.tenant()).all().stream()
                .filter(agent -> usable(caller, agent))
                .sorted(java.util.Comparator.comparing(
                                (Agent agent) -> agent.about().department())
                        .thenComparing(Agent::name))
                .toList();
    }

    /** One that the caller may use. */
    public Optional<Agent> find(Caller caller, String name) {
        return agents.library(caller.tenant()).find(name).filter(agent -> usable(caller, agent));
    }

    /** @throws Refusal {@code unknown_agent} */
    public Agent require(Caller caller, String name) {
        return require(caller, agents.library(caller.tenant()), name);
    }

    /** The same, of a library that has some agents in the versions a run began with. */
    Agent require(Caller caller, AgentLibrary library, String name) {
        return library.find(name)
                .filter(agent -> usable(caller, agent))
                .orElseThrow(() -> Refusal.of(
                        ProblemCode.UNKNOWN_AGENT,
                        "There is no agent of that name that you may use.",
                        "GET /api/v1/agents lists them."));
    }

    private static boolean usable(Caller caller, Agent agent) {
        var use = agent.access().use();
        return agent.about().maturity() != Agent.Maturity.RETIRED
                && (use.isEmpty() || caller.roles().stream().anyMatch(role -> use.contains(role.label())));
    }
}
