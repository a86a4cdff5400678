package dev.bac.orchestrator.gateway;

import dev.bac.agents.Agent;
import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.gateway.choice.Agents;
import dev.bac.orchestrator.conversation.Conversations;
import dev.bac.orchestrator.conversation.Fleet;
import java.util.List;

/** The agents as models {@code agent/<name>}, each for whoever may use it. */
public final class FleetAsModels implements Agents {
    private final Fleet fleet;
    private final Conversations conversations;
    private final KnownConversations known = new KnownConversations();

    public FleetAsModels(Fleet fleet, Conversations conversations) {
        this.fleet = fleet;
        this.conversations = conversations;
    }

    @Override
    public List<String> names(Caller caller) {
        return fleet.usable(caller).stream().map(Agent::name).toList();
    }

    @Override
    public ChatModel agent(String name) {
        return new AgentModel(name, conversations, known);
    }
}
