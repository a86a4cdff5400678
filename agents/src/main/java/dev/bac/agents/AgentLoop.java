package dev.bac.agents;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.tools.ToolOffers;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Runs agents: asks the model, calls the tools it wants, until it answers. The transcript is the state: its last message
 * alone says what comes next, so going on after an approval is running again.
 *
 * <p>Whose fault it is decides where it goes: what the model or the world did wrong goes back to the model as a failed
 * result; what is ours is thrown.
 */
public final class AgentLoop {
    private final ChatModel model;
    private final Toolbox toolbox;
    private final Handoffs handoffs;
    private final InstantSource clock;
    private final Offers offers;

    /** Shows a model all tools of its agent. */
    public AgentLoop(ChatModel model, Toolbox toolbox, AgentLibrary library, InstantSource clock) {
        this(model, toolbox, library, clock, ToolOffers.everything());
    }

    /** What a model is shown when its agent has many tools, or many colleagues. */
    public record Offers(ToolOffers tools, HandoffOffers colleagues) {}

    /**
     * @param library the agents that may be handed over to
     * @param offers which tools a model is shown when its agent has many
     */
    public AgentLoop(ChatModel model, Toolbox toolbox, AgentLibrary library, InstantSource clock, ToolOffers offers) {
        this(model, toolbox, library, clock, new Offers(offers, HandoffOffers.everybody()));
    }

    /** @param library the agents that may be handed over to */
    public AgentLoop(ChatModel model, Toolbox toolbox, AgentLibrary library, InstantSource clock, Offers offers) {
        this.offers = offers;
        this.model = model;
        this.toolbox = toolbox;
        this.handoffs = new Handoffs(library);
        this.clock = clock;
    }

    /**
     * Runs until the model answers, a call waits for a person, or a limit is reached. Blocks. Run again with the same
     * id and the decisions to go on after a wait, or after something was thrown.
     *
     * @throws ModelException when no model answers
     * @throws ToolboxException when a server cannot be reached; the calls with results are in the journal
     */
    public Run run(Caller caller, Agent agent, Transcript transcript, RunContext context, Consumer<AgentEvent> events) {
        var told = new OneAtATime(events);
        var run = new Conversation(
                        model,
                        toolbox,
                        handoffs,
                        clock,
                        new Conversation.Setting(caller, agent, context, Place.top(context), offers),
                        told)
                .run(transcript);
        told.accept(new AgentEvent.Done(run));
        return run;
    }

    /** Who has the conversation now, when it was opened with that agent. */
    public Agent current(Agent opening, Transcript transcript) {
        return handoffs.current(opening, transcript.messages());
    }

    /** Adds what the person says; calls that still wait for approval are declined by it first. */
    public static void say(Transcript transcript, RunContext context, Message.User message) {
        if (transcript.size() > 0
                && transcript.last() instanceof Message.Assistant request
                && !request.toolCalls().isEmpty()) {
            transcript.add(ToolRound.declineAll(context, request, transcript.size() - 1));
        }
        transcript.add(message);
    }
}
