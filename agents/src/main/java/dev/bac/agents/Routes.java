package dev.bac.agents;

import dev.bac.identity.Caller;
import dev.bac.llm.ToolDefinition;
import dev.bac.tools.Toolbox;
import java.util.List;

/** Where an agent's handoffs lead, as a model is shown them: for measuring how well requests find their agent. */
public final class Routes {
    /** The keys and brackets around a tool in a vendor's request, in characters. */
    private static final int WRAPPING = 80;

    private Routes() {}

    /**
     * The tools with which an agent hands over at the beginning of a conversation.
     *
     * @param toolbox with the tools that the handovers say they lead to
     */
    public static List<ToolDefinition> of(AgentLibrary library, Caller caller, Agent opening, Toolbox toolbox) {
        var handoffs = new Handoffs(library);
        return handoffs.definitions(caller, opening, opening, handoffs.reachable(toolbox, caller, opening, opening));
    }

    /** What a list of tools takes of a model's context, in tokens of about four characters of its JSON. */
    public static long tokens(List<ToolDefinition> tools) {
        return tools.stream()
                        .mapToLong(tool -> tool.name().length()
                                + tool.description().length()
                                + tool.inputSchema().toString().length()
                                + WRAPPING)
                        .sum()
                / 4;
    }

    /** The name of the tool that hands over to an agent. */
    public static String tool(Agent target) {
        return Handoffs.tool(target);
    }
}
