package dev.bac.orchestrator.answers;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.Fact;
import dev.bac.identity.Caller;
import dev.bac.llm.Message;
import dev.bac.tools.Tool;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an agent is asked, with everything that its answer may depend on besides what its tools read.
 *
 * @param agent the one that the conversation was opened with
 * @param library those it may hand over to, in the versions this run has
 * @param facts what instructions may take from the run; the day is among them
 * @param tools those the caller is shown
 * @param said the conversation so far, the question last
 */
public record Question(
        Caller caller,
        Agent agent,
        AgentLibrary library,
        Map<Fact, String> facts,
        Collection<Tool> tools,
        List<Message> said) {
    public Question {
        facts = Map.copyOf(facts);
        tools = List.copyOf(tools);
        said = List.copyOf(said);
    }
}
