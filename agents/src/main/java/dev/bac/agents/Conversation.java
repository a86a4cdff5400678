package dev.bac.agents;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.Part;
import dev.bac.llm.ToolDefinition;
import dev.bac.llm.Usage;
import dev.bac.tools.OfferedTools;
import dev.bac.tools.PermittedToolbox;
import dev.bac.tools.Tool;
import dev.bac.tools.Toolbox;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One run of the loop, with what it has used so far. */
final class Conversation {
    /** Longest arguments of one call, in characters of JSON. */
    private static final int MAX_ARGUMENT_CHARS = 64 * 1024;

    /** For whom, by which agent, in which run, at which place of it, with which choice of tools. */
    record Setting(Caller caller, Agent opening, RunContext context, Place place, AgentLoop.Offers offers) {}

    private final ChatModel model;
    private final Toolbox toolbox;
    private final Handoffs handoffs;
    private final InstantSource clock;
    private final Setting setting;
    private final Consumer<AgentEvent> events;
    private final Instant start;
    private final Grounds grounds = new Grounds();
    private final Duration waitedBefore;
    private final Colleagues colleagues;
    private Usage usage = Usage.NONE;

    Conversation(
            ChatModel model,
            Toolbox toolbox,
            Handoffs handoffs,
            InstantSource clock,
            Setting setting,
            Consumer<AgentEvent> events) {
        this.model = model;
        this.toolbox = toolbox;
        this.handoffs = handoffs;
        this.clock = clock;
        this.setting = setting;
        this.events = events;
        this.start = clock.instant();
        this.waitedBefore = setting.context().waited().get();
        this.colleagues = new Colleagues(model, toolbox, handoffs, clock, setting, events);
    }

    Run run(Transcript transcript) {
        if (!(transcript.last() instanceof Message.User)) {
            grounds.doubt("It was taken up in the middle.");
        }
        while (true) {
            var agent = handoffs.current(setting.opening(), transcript.messages())
                    .among(() -> toolbox.tools(setting.caller()));
            setting.place().holds(agent, clock.instant().plus(left(agent)));
            switch (transcript.last()) {
                case Message.Assistant answer
                when answer.toolCalls().isEmpty() -> {
                    return new Run.Answered(agent.name(), answer.text(), usage, grounds.basis());
                }
                case Message.Assistant request -> {
                    var stop = limit(agent, transcript);
                    if (stop.isPresent()) {
                        return stop.get();
                    }
                    var round = round(agent).call(request, transcript.size() - 1);
                    usage = usage.plus(round.usage());
                    if (round.cancelled()) {
                        return cancelled(agent);
                    }
                    if (!round.pending().isEmpty()) {
                        round.pending().forEach(pending -> events.accept(new AgentEvent.Approval(pending)));
                        return new Run.AwaitsApproval(agent.name(), round.pending(), usage);
                    }
                    transcript.add(new Message.ToolResults(round.results()));
                }
                case Message.Instructions _, Message.User _, Message.ToolResults _ -> {
                    var stop = limit(agent, transcript);
                    if (stop.isPresent()) {
                        return stop.get();
                    }
                    if (turns(transcript) >= agent.limits().turns()) {
                        return new Run.OutOfTurns(agent.name(), turns(transcript), usage);
                    }
                    var cut = ask(agent, transcript);
                    if (cut.isPresent()) {
                        return cut.get();
                    }
                }
            }
        }
    }

    /** Asks the model and adds its answer; a run that the answer itself ends is returned. */
    private Optional<Run> ask(Agent agent, Transcript transcript) {
        var messages = new ArrayList<Message>();
        messages.add(new Message.Instructions(instructions(agent)));
        transcript.messages().stream()
                .filter(message -> !(message instanceof Message.Instructions))
                .forEach(messages::add);
        var request = new ChatRequest(
                ChatRequest.AUTO,
                messages,
                definitions(agent, transcript),
                agent.model().maxTokens(),
                Optional.empty(),
                left(agent),
                ChatOptions.NONE.within(agent.model().bounds()).withCache(agent.cacheUse()));
        var held = setting.place().budget().take(expected(request));
        if (held instanceof TreeBudget.Refused refused) {
            return stopped(agent, refused.reason(), refused.why());
        }
        ChatResponse response;
        var used = Usage.NONE;
        try {
            response = setting.context().cancellation().interruptibly(() -> answer(agent, request));
            used = response.usage();
        } catch (RuntimeException brokenOff) {
            if (setting.context().cancellation().asked()) {
                return Optional.of(cancelled(agent));
            }
            throw brokenOff;
        } finally {
            setting.place().budget().settle((TreeBudget.Held) held, used);
        }
        usage = usage.plus(response.usage());
        events.accept(new AgentEvent.Used(response.usage(), response.model(), response.why()));
        return switch (response.finish()) {
            case STOP, TOOL_CALLS -> {
                transcript.add(checked(agent, transcript, response.message()));
                yield Optional.empty();
            }
            // Calls of an answer that was cut off may have lost arguments: none of them runs.
            case LENGTH -> ended(agent, transcript, response, Run.Reason.LENGTH);
            case REFUSED -> ended(agent, transcript, response, Run.Reason.REFUSED);
        };
    }

    /** The answer, with a remark where it cites what nobody found. */
    private Message.Assistant checked(Agent agent, Transcript transcript, Message.Assistant answer) {
        var remark = answer.toolCalls().isEmpty() ? Citations.remark(agent, transcript.messages(), answer.text()) : "";
        if (remark.isEmpty()) {
            return answer;
        }
        events.accept(new AgentEvent.Text(remark));
        var parts = new ArrayList<Part>(answer.parts());
        parts.add(new Part.Text(remark));
        return new Message.Assistant(parts);
    }

    /** Tokens that a question will hardly use more than: a token of text has three characters or more. */
    private static long expected(ChatRequest request) {
        long characters = 0;
        for (var message : request.messages()) {
            characters += switch (message) {
                case Message.Instructions said -> said.text().length();
                case Message.User said -> said.text().length();
                case Message.Assistant said -> said.text().length();
                case Message.ToolResults results ->
                    results.results().stream()
                            .mapToLong(result -> result.text().length())
                            .sum();
            };
        }
        return characters / 3 + request.maxTokens();
    }

    private Optional<Run> ended(Agent agent, Transcript transcript, ChatResponse response, Run.Reason reason) {
        var text = response.message().text();
        transcript.add(new Message.Assistant(List.of(new Part.Text(text))));
        return Optional.of(new Run.Stopped(agent.name(), reason, text, usage));
    }

    /**
     * The preferred models in order, as long as each cannot be had at all; then whatever the router chooses. Once a
     * model has begun to speak, no other may: what was said stands in the stream and would come again.
     */
    private ChatResponse answer(Agent agent, ChatRequest request) {
        var spoken = new AtomicBoolean();
        Consumer<String> onText = text -> {
            spoken.set(true);
            setting.context().cancellation().shielded(() -> events.accept(new AgentEvent.Text(text)));
        };
        // Who pays for an agent's models may limit that agent.
        Caller caller = acting(agent);
        for (var name : agent.model().prefer()) {
            try {
                return model.chat(caller, request.withModel(name), onText);
            } catch (ModelException thrown) {
                if (thrown.kind() != ModelException.Kind.UNAVAILABLE || spoken.get()) {
                    throw thrown;
                }
            }
        }
        return model.chat(caller, request, onText);
    }

    private String instructions(Agent agent) {
        var values = new LinkedHashMap<String, String>();
        agent.variables()
                .forEach((name, fact) ->
                        values.put(name, setting.context().facts().getOrDefault(fact, "(not known)")));
        return agent.guidance().render(values) + setting.place().manners();
    }

    /** Where only some are offered, those come last: more of them may come with the next turn, and nothing may move. */
    private List<ToolDefinition> definitions(Agent agent, Transcript transcript) {
        var definitions = new ArrayList<ToolDefinition>();
        var offers = offers(agent);
        var offered = offers.offer(ToolFinder.wishes(transcript.messages())).stream()
                .map(ToolDefinitions::of)
                .toList();
        if (offers.offersAll()) {
            definitions.addAll(offered);
        } else {
            definitions.add(ToolFinder.definition());
        }
        var handovers = setting.offers()
                .colleagues()
                .of(handovers(agent), Handoffs.tool(setting.opening()), transcript.messages());
        boolean some = handovers.stream().anyMatch(one -> one.name().equals(HandoffOffers.NAME));
        if (!some) {
            definitions.addAll(handovers);
        }
        definitions.addAll(colleagues.definitions(agent));
        if (!offers.offersAll()) {
            definitions.addAll(offered);
        }
        if (some) {
            definitions.addAll(handovers);
        }
        return definitions;
    }

    private List<ToolDefinition> handovers(Agent agent) {
        return handoffs.targets(setting.caller(), setting.opening(), agent).isEmpty()
                ? List.of()
                : handoffs.definitions(setting.caller(), setting.opening(), agent, reachable(agent));
    }

    private List<Tool> reachable(Agent agent) {
        return handoffs.reachable(toolbox, setting.caller(), setting.opening(), agent);
    }

    private OfferedTools offers(Agent agent) {
        return setting.offers()
                .tools()
                .of(agent.tools().isEmpty() ? List.of() : permitted(agent).tools(acting(agent)));
    }

    private ToolRound round(Agent agent) {
        var desk = new ToolRound.Desk(
                agent,
                acting(agent),
                permitted(agent),
                () -> offers(agent),
                tool -> handoffs.target(setting.caller(), setting.opening(), agent, tool),
                call -> setting.offers().colleagues().found(call, handovers(agent)),
                colleagues,
                setting.place());
        return new ToolRound(desk, setting.context(), grounds, events, clock);
    }

    private PermittedToolbox permitted(Agent agent) {
        return new PermittedToolbox(toolbox, agent.grants(setting.caller()), MAX_ARGUMENT_CHARS);
    }

    private Caller acting(Agent agent) {
        return setting.caller()
                .actingThrough(new Delegation(
                        agent.name(),
                        agent.toolNames(),
                        Optional.of(setting.context().id())));
    }

    private Optional<Run> limit(Agent agent, Transcript transcript) {
        var limits = agent.limits();
        if (setting.context().cancellation().asked()) {
            return Optional.of(cancelled(agent));
        }
        if (!left(agent).isPositive()) {
            return stopped(agent, Run.Reason.TIME, "took longer than " + time(agent));
        }
        var cost = setting.context().allowance().spent().add(usage.cost().orElse(BigDecimal.ZERO));
        if (cost.compareTo(limits.cost()) > 0) {
            return stopped(agent, Run.Reason.COST, "cost more than " + limits.cost() + " USD");
        }
        long calls = transcript.sinceUser().stream()
                .filter(Message.Assistant.class::isInstance)
                .mapToLong(message -> ((Message.Assistant) message).toolCalls().size())
                .sum();
        return calls > limits.toolCalls()
                ? stopped(agent, Run.Reason.TOOL_CALLS, "wanted more than " + limits.toolCalls() + " tool calls")
                : Optional.empty();
    }

    private Duration worked() {
        var waited = setting.context().waited().get().minus(waitedBefore);
        return setting.context()
                .allowance()
                .worked()
                .plus(Duration.between(start, clock.instant()))
                .minus(waited);
    }

    /** Time that is left: of its own, and below others of theirs. */
    private Duration left(Agent agent) {
        var own = time(agent).minus(worked());
        if (setting.place().above().isEmpty()) {
            return own;
        }
        var whole = Duration.between(clock.instant(), setting.place().budget().until())
                .plus(setting.context().waited().get())
                .minus(waitedBefore);
        return own.compareTo(whole) < 0 ? own : whole;
    }

    private Duration time(Agent agent) {
        var longest = setting.context().allowance().longest();
        return agent.limits().time().compareTo(longest) < 0 ? agent.limits().time() : longest;
    }

    private Run cancelled(Agent agent) {
        return new Run.Stopped(agent.name(), Run.Reason.CANCELLED, "cancelled", usage);
    }

    private Optional<Run> stopped(Agent agent, Run.Reason reason, String text) {
        return Optional.of(new Run.Stopped(agent.name(), reason, text, usage));
    }

    private static int turns(Transcript transcript) {
        return (int) transcript.sinceUser().stream()
                .filter(Message.Assistant.class::isInstance)
                .count();
    }
}
