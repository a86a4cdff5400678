package dev.bac.agents;

import dev.bac.identity.Caller;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.tools.Canonical;
import dev.bac.tools.Effect;
import dev.bac.tools.OfferedTools;
import dev.bac.tools.PermittedToolbox;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Calls the tools that one answer of the model asks for: reads that stand side by side together, writes one by one in
 * the order asked. From the first call that waits for a person on, nothing takes effect any more; only what must be
 * approved too is previewed, so that one look decides all.
 */
final class ToolRound {
    private static final int MAX_RESULT_CHARS = 80_000;

    /** Who calls, as which agent, with which tools, of which some are shown; where a handoff leads, and who else there is. */
    record Desk(
            Agent agent,
            Caller caller,
            PermittedToolbox toolbox,
            Supplier<OfferedTools> offers,
            Function<String, Optional<Agent>> handoff,
            Function<Part.ToolCall, Optional<Part.ToolResult>> look,
            Colleagues colleagues,
            Place place) {}

    /** What became of the calls: either all results, in the order asked, or what waits; or nobody wants them now. */
    record Outcome(List<Part.ToolResult> results, List<PendingCall> pending, boolean cancelled, Usage usage) {}

    private final Desk desk;
    private final RunContext context;
    private final Grounds grounds;
    private final Consumer<AgentEvent> events;
    private final InstantSource clock;
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Map<Integer, Part.ToolResult> results = new TreeMap<>();
    private final List<PendingCall> pending = new ArrayList<>();
    private boolean cancelled;
    private Usage usage = Usage.NONE;
    private int questions;

    ToolRound(Desk desk, RunContext context, Grounds grounds, Consumer<AgentEvent> events, InstantSource clock) {
        this.desk = desk;
        this.context = context;
        this.grounds = grounds;
        this.events = events;
        this.clock = clock;
    }

    Outcome call(Message.Assistant request, int step) {
        if (!desk.agent().tools().isEmpty()) {
            desk.toolbox().tools(desk.caller()).forEach(tool -> tools.put(tool.name(), tool));
        }
        var calls = request.toolCalls();
        var reads = new ArrayList<Asked>();
        for (int index = 0; index < calls.size(); index++) {
            var asked = new Asked(index, key(desk.place().prefix(), step, index), calls.get(index));
            var known = answeredByHost(asked).or(() -> logged(asked));
            if (known.isPresent()) {
                if (known.get().failed() || !ofTalk(known.get().tool())) {
                    grounds.doubt("A call was not made now.");
                }
                results.put(index, known.get());
            } else if (isRead(asked) || isQuestion(asked)) {
                reads.add(asked);
            } else {
                together(reads);
                write(asked);
            }
        }
        together(reads);
        return new Outcome(List.copyOf(results.values()), List.copyOf(pending), cancelled, usage);
    }

    /** A call with its place in the answer and its idempotency key. */
    record Asked(int index, String key, Part.ToolCall call) {}

    static String key(String prefix, int step, int index) {
        return prefix + "/" + step + "/" + index;
    }

    /** The results that end a round whose waiting calls nobody will decide any more. */
    static Message.ToolResults declineAll(RunContext context, Message.Assistant request, int step) {
        var results = new ArrayList<Part.ToolResult>();
        for (int index = 0; index < request.toolCalls().size(); index++) {
            var call = request.toolCalls().get(index);
            results.add(context.log()
                    .outcome(key(context.id(), step, index))
                    .map(outcome -> result(call, outcome))
                    .orElseGet(() -> new Part.ToolResult(
                            call.id(), call.tool(), "Not run: the person wrote something else instead.", true)));
        }
        return new Message.ToolResults(results);
    }

    /** What only says who has the conversation. */
    private static boolean ofTalk(String tool) {
        return tool.startsWith(Handoffs.PREFIX) || tool.equals(HandoffOffers.NAME);
    }

    private boolean isRead(Asked asked) {
        var tool = tools.get(asked.call().tool());
        return tool != null && tool.effect() == Effect.READ;
    }

    private boolean isQuestion(Asked asked) {
        return desk.colleagues().target(desk.agent(), asked.call().tool()).isPresent();
    }

    /** What needs no server: a call too many, a search for tools, a handoff. */
    private Optional<Part.ToolResult> answeredByHost(Asked asked) {
        var call = asked.call();
        int most = desk.agent().limits().callsPerTurn();
        if (asked.index() >= most) {
            return Optional.of(new Part.ToolResult(
                    call.id(), call.tool(), "Not run: at most " + most + " calls at a time.", true));
        }
        if (call.tool().equals(ToolFinder.NAME)) {
            return Optional.of(desk.offers().get())
                    .filter(offers -> !offers.offersAll())
                    .map(offers -> ToolFinder.found(call, offers));
        }
        if (call.tool().equals(HandoffOffers.NAME)) {
            return desk.look().apply(call);
        }
        if (isQuestion(asked) && ++questions > desk.agent().limits().asks()) {
            return Optional.of(new Part.ToolResult(
                    call.id(),
                    call.tool(),
                    "Not asked: at most " + desk.agent().limits().asks() + " colleagues at a time.",
                    true));
        }
        if (!call.tool().startsWith(Handoffs.PREFIX)) {
            return Optional.empty();
        }
        boolean second = results.values().stream()
                .anyMatch(result -> result.tool().startsWith(Handoffs.PREFIX) && !result.failed());
        return desk.handoff().apply(call.tool()).map(target -> {
            if (second) {
                return new Part.ToolResult(call.id(), call.tool(), "Not done: somebody else took over.", true);
            }
            events.accept(new AgentEvent.Handoff(desk.agent().name(), target.name()));
            return Handoffs.taken(call, target);
        });
    }

    private Optional<Part.ToolResult> logged(Asked asked) {
        return context.log().outcome(asked.key()).map(outcome -> result(asked.call(), outcome));
    }

    /** False once somebody wants the run to end; what is left of the round is not sent any more. */
    private boolean goesOn() {
        cancelled |= context.cancellation().asked();
        return !cancelled;
    }

    private void together(List<Asked> reads) {
        if (!reads.isEmpty() && pending.isEmpty() && goesOn()) {
            var answers = AllTogether.call(reads, this::answer);
            for (int i = 0; i < reads.size(); i++) {
                take(reads.get(i), answers.get(i));
            }
        }
        reads.clear();
    }

    private Colleagues.Said answer(Asked asked) {
        return desk.colleagues()
                .target(desk.agent(), asked.call().tool())
                .map(other -> ask(asked, other))
                .orElseGet(() -> Colleagues.Said.of(send(asked, Optional.empty())));
    }

    /** What a colleague says is kept like a tool's result: a run that is taken up again does not ask twice. */
    private Colleagues.Said ask(Asked asked, Agent other) {
        var call = toolCall(asked, Optional.empty());
        events.accept(new AgentEvent.ToolCall(asked.key(), call.tool(), Colleagues.title(other), call.arguments()));
        context.log().intent(call);
        var from = clock.instant();
        var said = desk.colleagues().ask(desk.agent(), other, asked.key(), call.arguments());
        said.outcome().ifPresent(outcome -> {
            context.log().outcome(asked.key(), outcome);
            tell(asked, outcome, from);
        });
        return said;
    }

    private void take(Asked asked, Colleagues.Said said) {
        usage = usage.plus(said.usage());
        cancelled |= said.cancelled();
        pending.addAll(said.pending());
        said.outcome().ifPresent(outcome -> results.put(asked.index(), result(asked.call(), outcome)));
        if (isQuestion(asked)) {
            grounds.doubt("Another agent was asked.");
        }
    }

    private void write(Asked asked) {
        grounds.doubt("A call may have changed something.");
        if (!goesOn()) {
            return;
        }
        var call = asked.call();
        var decision = context.decisions().apply(asked.key());
        if (!pending.isEmpty()) {
            previewOnly(asked, decision);
            return;
        }
        switch (decision.orElse(null)) {
            case Decision.Declined declined -> decline(asked, declined);
            case Decision.Approved approved -> settle(asked, sendApproved(asked, approved.grant()));
            case null -> {
                if (ownDemand(call)) {
                    await(asked);
                } else {
                    settle(asked, send(asked, Optional.empty()));
                }
            }
        }
    }

    /** Where only our own rules wanted approval, the server knows no grant: it gets one when it asks. */
    private ToolOutcome sendApproved(Asked asked, String grant) {
        var tool = tools.get(asked.call().tool());
        if (tool != null && !tool.needsApproval()) {
            var outcome = send(asked, Optional.empty());
            if (!(outcome instanceof ToolOutcome.NeedsApproval)) {
                return outcome;
            }
        }
        return send(asked, Optional.of(grant));
    }

    private void previewOnly(Asked asked, Optional<Decision> decision) {
        var tool = tools.get(asked.call().tool());
        if (decision.isPresent() || tool == null) {
            return;
        }
        if (ownDemand(asked.call())) {
            await(asked);
        } else if (tool.needsApproval()
                && desk.toolbox().call(desk.caller(), toolCall(asked, Optional.empty()))
                        instanceof ToolOutcome.NeedsApproval needs) {
            pending.add(pending(asked, needs));
        }
    }

    /** True when the agent's admin wants approval that the server will not ask for by itself. */
    private boolean ownDemand(Part.ToolCall call) {
        var tool = tools.get(call.tool());
        return tool != null
                && !tool.needsApproval()
                && desk.toolbox().complaint(desk.caller(), plain(call)).isEmpty()
                && rules(call).findAny().isPresent();
    }

    /** What the agent's admin demands of this call, and those of the agents that ask it: asking is no way round a rule. */
    private Stream<ApprovalRule> rules(Part.ToolCall call) {
        return Stream.concat(Stream.of(desk.agent()), desk.place().above().stream())
                .flatMap(agent -> agent.approvalFor(call.tool()).stream())
                .filter(rule -> rule.demands(desk.toolbox().bound(plain(call))));
    }

    private void await(Asked asked) {
        var arguments = desk.toolbox().bound(plain(asked.call()));
        pending.add(pending(
                asked,
                new ToolOutcome.NeedsApproval(
                        "The rules of " + desk.agent().about().title() + " want approval for this.",
                        arguments,
                        Canonical.sha256(arguments))));
    }

    private void decline(Asked asked, Decision.Declined declined) {
        var failed = new ToolOutcome.Failed(
                "declined", "A person declined this: " + declined.reason() + " Do not try it again unless asked to.");
        context.log().outcome(asked.key(), failed);
        tell(asked, failed, clock.instant());
        results.put(asked.index(), result(asked.call(), failed));
    }

    private void settle(Asked asked, ToolOutcome outcome) {
        if (outcome instanceof ToolOutcome.NeedsApproval needs) {
            pending.add(pending(asked, needs));
        } else {
            results.put(asked.index(), result(asked.call(), outcome));
        }
    }

    private ToolOutcome send(Asked asked, Optional<String> grant) {
        var call = toolCall(asked, grant);
        if (!desk.place().mayCall()) {
            return new ToolOutcome.Failed("budget", "Not run: the run has made all the tool calls it may.");
        }
        var tool = tools.get(call.tool());
        events.accept(new AgentEvent.ToolCall(
                asked.key(), call.tool(), tool == null ? call.tool() : tool.title(), call.arguments()));
        context.log().intent(call);
        var from = clock.instant();
        var outcome = desk.toolbox().call(desk.caller(), call);
        grounds.called(tool, outcome);
        if (!(outcome instanceof ToolOutcome.NeedsApproval)) {
            context.log().outcome(asked.key(), outcome);
            tell(asked, outcome, from);
        }
        return outcome;
    }

    private void tell(Asked asked, ToolOutcome outcome, Instant from) {
        var tool = tools.get(asked.call().tool());
        JsonNode content =
                outcome instanceof ToolOutcome.Done done ? done.content() : JsonNodeFactory.instance.objectNode();
        events.accept(new AgentEvent.ToolResult(
                asked.key(),
                asked.call().tool(),
                tool == null ? Origin.host(asked.call().tool()) : new Origin(tool.server(), tool.name()),
                outcome instanceof ToolOutcome.Failed,
                outcome.text(),
                content,
                Duration.between(from, clock.instant())));
    }

    private PendingCall pending(Asked asked, ToolOutcome.NeedsApproval needs) {
        var call = asked.call();
        var tool = tools.get(call.tool());
        var rules = Stream.concat(desk.agent().approvalFor(call.tool()).stream(), rules(call))
                .distinct()
                .toList();
        return new PendingCall(
                asked.key(),
                call.id(),
                desk.agent().name(),
                call.tool(),
                tool == null ? call.tool() : tool.title(),
                desk.toolbox().bound(plain(call)),
                needs.text(),
                needs.preview(),
                needs.argumentsHash(),
                rules.stream().map(ApprovalRule::needs).reduce(Ask::and).orElse(Ask.USUAL));
    }

    private static ToolCall plain(Part.ToolCall call) {
        return new ToolCall(call.tool(), call.arguments(), "", Optional.empty());
    }

    private static ToolCall toolCall(Asked asked, Optional<String> grant) {
        return new ToolCall(asked.call().tool(), asked.call().arguments(), asked.key(), grant);
    }

    private static Part.ToolResult result(Part.ToolCall call, ToolOutcome outcome) {
        var text = outcome.text();
        return new Part.ToolResult(
                call.id(),
                call.tool(),
                text.length() <= MAX_RESULT_CHARS
                        ? text
                        : text.substring(0, MAX_RESULT_CHARS) + "\n[cut off; ask for less]",
                !(outcome instanceof ToolOutcome.Done));
    }
}
