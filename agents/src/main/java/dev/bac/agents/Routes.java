package dev.bac.agents;

import dev.bac.identity.Caller;
import dev.bac.llm.ToolDefinition;
import dev.bac.tools.Tool;
import java.util.List;

/** Where an agent's handoffs lead, as a model is shown them: for measuring how well requests find their agent. */
public final class Routes {
    private Routes() {}

    /**
     * The tools with which an agent hands over at the beginning of a conversation.
     *
     * @param all the tools there are, which the handovers say they lead to
     */
    public static List<ToolDefinition> of(AgentLibrary library, Caller caller, Agent opening, List<Tool> all) {
        return new Handoffs(library).definitions(caller, opening, opening, all);
    }

    /** The name of the tool that hands over to an agent. */
    public static String tool(Agent target) {
        return Handoffs.tool(target);
    }
}
