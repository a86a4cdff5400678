package dev.bac.agents.testing;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentEvent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.AgentLoop;
import dev.bac.agents.AgentTest;
import dev.bac.agents.Fact;
import dev.bac.agents.Run;
import dev.bac.agents.RunContext;
import dev.bac.agents.Transcript;
import dev.bac.agents.format.Fleet;
import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.Part;
import dev.bac.tools.Toolbox;
import dev.bac.tools.ToolboxException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the tests of agents: those with a script by it, the others by a model that needs no network. */
public final class AgentTests {
    private final Optional<ChatModel> planner;
    private final Toolbox toolbox;
    private final AgentLibrary library;
    private final InstantSource clock;
    private final Judge judge;

    /**
     * @param planner drives the tests that have no script; without it they are skipped, and counted as such
     * @param toolbox what is called; a test may write to it
     */
    public AgentTests(Optional<ChatModel> planner, Toolbox toolbox, AgentLibrary library, InstantSource clock) {
        this(planner, toolbox, library, clock, Judge.NOBODY);
    }

    /** @param judge looks at the answers of tests that have no script and came out as expected */
    public AgentTests(
            Optional<ChatModel> planner, Toolbox toolbox, AgentLibrary library, InstantSource clock, Judge judge) {
        this.judge = judge;
        this.planner = planner;
        this.toolbox = toolbox;
        this.library = library;
        this.clock = clock;
    }

    /** Runs all tests of these agents, one after the other. */
    public TestReport run(Caller caller, List<Agent> agents) {
        var lines = new ArrayList<TestReport.Line>();
        for (var agent : agents) {
            int number = 0;
            for (var test : agent.tests()) {
                lines.add(run(caller, agent, test, "test-" + agent.name() + "-" + ++number));
            }
        }
        return new TestReport(lines);
    }

    /** What was said before is played first; what waited for approval then is declined by what is said next. */
    private Transcript before(Caller caller, Agent agent, AgentTest test, String id, Map<Fact, String> facts) {
        var transcript = new Transcript(List.of(), _ -> {});
        int number = 0;
        var context = RunContext.of(id, facts);
        for (var turn : test.given()) {
            context = RunContext.of(id + "-given-" + ++number, facts);
            var talk = turn.by().isPresent() ? new Transcript(List.of(), _ -> {}) : transcript;
            AgentLoop.say(talk, context, Message.User.of(turn.say()));
            new AgentLoop(new ScriptedModel(turn.script()), toolbox, library, clock)
                    .run(caller, turn.by().map(this::colleague).orElse(agent), talk, context, _ -> {});
        }
        AgentLoop.say(transcript, context, Message.User.of(test.say()));
        return transcript;
    }

    /** Where one agent's file is tested alone, its colleagues are those that ship. */
    private Agent colleague(String name) {
        return library.find(name)
                .or(() -> Fleet.shipped().find(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no agent " + name + ", which given names"));
    }

    /** What agents do that are asked counts as if the agent did it. */
    private static AgentEvent bare(AgentEvent event) {
        return event instanceof AgentEvent.Within within ? within.event() : event;
    }

    private static List<String> returned(Transcript transcript) {
        return transcript.messages().stream()
                .filter(Message.ToolResults.class::isInstance)
                .flatMap(message -> ((Message.ToolResults) message).results().stream())
                .map(Part.ToolResult::text)
                .toList();
    }

    private TestReport.Line run(Caller caller, Agent agent, AgentTest test, String id) {
        if (test.script().isEmpty() && planner.isEmpty()) {
            return new TestReport.Line(agent.name(), test.say(), TestReport.Verdict.SKIPPED, List.of());
        }
        var model = test.script().isEmpty() ? planner.orElseThrow() : new ScriptedModel(test.script());
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
        var facts = Map.of(
                Fact.TODAY,
                today,
                Fact.TENANT_NAME,
                "the company",
                Fact.USER_NAME,
                caller.name(),
                Fact.TENANT_CURRENCY,
                "EUR");
        var events = new ArrayList<AgentEvent>();
        try {
            var transcript = before(caller, agent, test, id, facts);
            var run = new AgentLoop(model, toolbox, library, clock)
                    .run(caller, agent, transcript, RunContext.of(id, facts), event -> events.add(bare(event)));
            var complaints = new ArrayList<>(new Expectations(test, run, events).complaints());
            if (complaints.isEmpty() && test.script().isEmpty() && run instanceof Run.Answered answered) {
                judge.complaint(test.say(), returned(transcript), answered.text())
                        .ifPresent(complaints::add);
            }
            return new TestReport.Line(
                    agent.name(),
                    test.say(),
                    complaints.isEmpty() ? TestReport.Verdict.PASSED : TestReport.Verdict.FAILED,
                    complaints);
        } catch (ModelException | ToolboxException | IllegalArgumentException broken) {
            return new TestReport.Line(
                    agent.name(), test.say(), TestReport.Verdict.FAILED, List.of(String.valueOf(broken.getMessage())));
        }
    }
}
