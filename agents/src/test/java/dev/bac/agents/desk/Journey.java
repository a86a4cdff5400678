package dev.bac.agents.desk;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentEvent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.AgentLoop;
import dev.bac.agents.Fact;
import dev.bac.agents.Routes;
import dev.bac.agents.Run;
import dev.bac.agents.RunContext;
import dev.bac.agents.Transcript;
import dev.bac.identity.Caller;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ToolDefinition;
import dev.bac.tools.Tool;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says one thing at the front desk and looks where it ends. */
final class Journey {
    private final ChatModel model;
    private final DeclaredTools toolbox;
    private final AgentLibrary library;
    private final Agent desk;
    private final Caller caller;
    private final InstantSource clock;
    private final List<ToolDefinition> handovers;

    Journey(ChatModel model, DeclaredTools toolbox, AgentLibrary library, Caller caller, InstantSource clock) {
        this.model = model;
        this.toolbox = toolbox;
        this.library = library;
        this.desk = library.find("front-desk").orElseThrow();
        this.caller = caller;
        this.clock = clock;
        this.handovers = Routes.of(library, caller, desk, toolbox);
    }

    /** How the front desk may hand over, and to which tools that leads. */
    List<ToolDefinition> handovers() {
        return handovers;
    }

    /** Whether an agent has a tool. */
    boolean has(String agent, String tool) {
        return lead(agent, tool).isPresent();
    }

    private Optional<ToolDefinition> lead(String agent, String tool) {
        var named = library.find(agent).map(Routes::tool).orElse("");
        return handovers.stream()
                .filter(handover -> handover.name().equals(named))
                .flatMap(handover -> handover.leadsTo().stream())
                .filter(one -> one.name().equals(tool))
                .findFirst();
    }

    /**
     * @param agent who had the conversation at last
     * @param tool what was called first, or asked for an argument of; empty when nothing was
     * @param asked true when an argument was asked for instead of calling
     * @param handovers how often the conversation changed hands
     */
    record End(String agent, String tool, boolean asked, ObjectNode arguments, int handovers, String text) {
        /** The right tool, called or asked about. */
        boolean reached(Said said) {
            return said.tools().contains(tool);
        }

        /** The right tool with what was said as its arguments; a question for one more is as good as a call. */
        boolean full(Said said) {
            return reached(said) && (asked || tool.isEmpty() || said.says(arguments));
        }
    }

    End of(String text) {
        var facts = Map.of(
                Fact.TODAY,
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString(),
                Fact.TENANT_NAME,
                "the company",
                Fact.USER_NAME,
                caller.name(),
                Fact.TENANT_CURRENCY,
                "EUR");
        var events = new ArrayList<AgentEvent>();
        var run = new AgentLoop(model, toolbox, library, clock)
                .run(caller, desk, Transcript.of(text), RunContext.of("run", facts), events::add);
        var nothing = JsonNodeFactory.instance.objectNode();
        int moves = (int)
                events.stream().filter(AgentEvent.Handoff.class::isInstance).count();
        for (var event : events) {
            if (event instanceof AgentEvent.ToolCall call) {
                return new End(run.agent(), call.tool(), false, whole(run, call), moves, words(run));
            }
            if (event instanceof AgentEvent.Approval approval) {
                var pending = approval.pending();
                return new End(run.agent(), pending.tool(), false, pending.arguments(), moves, words(run));
            }
        }
        var asked = asked(words(run));
        return new End(run.agent(), asked.orElse(""), asked.isPresent(), nothing, moves, words(run));
    }

    /** With what the agent's admin has fixed, which is filled in on the way to the server. */
    private ObjectNode whole(Run run, AgentEvent.ToolCall call) {
        var all = call.arguments().deepCopy();
        lead(run.agent(), call.tool()).ifPresent(tool -> tool.inputSchema()
                .path("properties")
                .properties()
                .forEach(property -> {
                    var fixed = property.getValue().get("const");
                    if (fixed != null) {
                        all.set(property.getKey(), fixed);
                    }
                }));
        return all;
    }

    private static String words(Run run) {
        return switch (run) {
            case Run.Answered answered -> answered.text();
            case Run.Stopped stopped -> stopped.text();
            case Run.AwaitsApproval _, Run.OutOfTurns _ -> "";
        };
    }

    /** "To send a message: which address?" names the tool by its title. */
    private Optional<String> asked(String text) {
        return toolbox.all().stream()
                .filter(tool -> text.strip().endsWith("?") && text.startsWith("To " + lower(tool.title()) + ": "))
                .map(Tool::name)
                .findFirst();
    }

    private static String lower(String title) {
        return title.isEmpty() ? title : Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }
}
