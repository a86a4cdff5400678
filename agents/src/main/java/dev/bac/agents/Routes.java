package dev.bac.agents;

import dev.bac.identity.Caller;
import dev.bac.llm.ToolDefinition;
import dev.bac.tools.Tool;
import java.util.List;

/** Where an agent's handoffs lead, as a model is shown them: for measuring how well requests find their agent. */
public final class Routes {
    /** The keys and brackets around a tool in a vendor's request, in characters. */
    private static final int WRAPPING = 80;

    private Routes() {}

    /**
     * The tools with which an agent hands over at the beginning of a conversation.
     *
     * @param all the tools there are, which the handovers say they lead to
     */
    public static List<ToolDefinition> of(AgentLibrary library, Caller caller, Agent opening, List<Tool> all) {
        return new Handoffs(library).definitions(caller, opening, opening, all);
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
