package dev.bac.agents;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.ToolDefinition;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolGrant;
import dev.bac.tools.Toolbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Passing a conversation from agent to agent. Each target is a tool {@code handoff_<agent>}; that it was called stands
 * in the transcript, so the transcript alone says who has the conversation.
 *
 * <p>A handoff lasts until the person's next message, which goes to the agent the conversation was opened with, unless
 * the colleague's last words were a question: then the answer is for the colleague, who may hand back.
 */
final class Handoffs {
    static final String PREFIX = "handoff_";
    private final AgentLibrary library;
    private final boolean open;

    Handoffs(AgentLibrary library) {
        this(library, true);
    }

    private Handoffs(AgentLibrary library, boolean open) {
        this.library = library;
        this.open = open;
    }

    AgentLibrary library() {
        return library;
    }

    /** The same agents, none of whom hands over. */
    Handoffs toNobody() {
        return new Handoffs(library, false);
    }

    /** Who has the conversation now. */
    Agent current(Agent opening, List<Message> messages) {
        var current = opening;
        var asked = false;
        for (var message : messages) {
            switch (message) {
                case Message.User _ -> current = asked ? current : opening;
                case Message.Assistant answer -> asked = answer.text().strip().endsWith("?");
                case Message.ToolResults results -> current = taken(results, opening, current);
                case Message.Instructions _ -> {}
            }
        }
        return current;
    }

    private Agent taken(Message.ToolResults results, Agent opening, Agent current) {
        return results.results().stream()
                .filter(result -> !result.failed())
                .flatMap(result ->
                        named(result.tool(), Stream.concat(library.all().stream(), Stream.of(opening))).stream())
                .findFirst()
                .orElse(current);
    }

    /** Whom this agent may hand over to, for this caller. */
    List<Agent> targets(Caller caller, Agent opening, Agent current) {
        var targets = new ArrayList<Agent>();
        if (!open) {
            return targets;
        }
        for (var agent : library.targets(current)) {
            if (usable(caller, agent)) {
                targets.add(agent);
            }
        }
        if (!current.name().equals(opening.name())) {
            targets.add(opening);
        }
        return targets;
    }

    /**
     * All tools that whoever may come to have the conversation works with. What servers list on request they list to who
     * acts through an agent: asked as a person only, a colleague's tools would seem to be out of reach.
     */
    List<Tool> reachable(Toolbox toolbox, Caller caller, Agent opening, Agent current) {
        var tools = new LinkedHashMap<String, Tool>();
        toolbox.tools(caller).forEach(tool -> tools.put(tool.name(), tool));
        var others = Stream.of(targets(caller, opening, opening), targets(caller, opening, current), List.of(opening))
                .flatMap(List::stream)
                .flatMap(agent -> agent.toolNames().stream())
                .filter(name -> !tools.containsKey(name))
                .collect(Collectors.toSet());
        if (!others.isEmpty()) {
            var through = new Delegation(opening.name(), others, Optional.empty());
            toolbox.tools(caller.actingThrough(through)).forEach(tool -> tools.putIfAbsent(tool.name(), tool));
        }
        return List.copyOf(tools.values());
    }

    /** The target that this tool hands over to, if it is one of them. */
    Optional<Agent> target(Caller caller, Agent opening, Agent current, String tool) {
        return named(tool, targets(caller, opening, current).stream());
    }

    /** The tools to hand over with. Each says what it leads to, which the built-in planner routes by. */
    List<ToolDefinition> definitions(Caller caller, Agent opening, Agent current, List<Tool> all) {
        return targets(caller, opening, current).stream()
                .map(target -> {
                    boolean back = !current.name().equals(opening.name())
                            && target.name().equals(opening.name());
                    var leadsTo = new ArrayList<ToolDefinition>();
                    if (back) {
                        beyond(caller, target, all).forEach(tool -> leadsTo.add(ToolDefinitions.of(tool)));
                    } else {
                        leadsTo.addAll(able(caller, target, all));
                        leadsTo.addAll(withheld(target, all));
                    }
                    return definition(target, back, leadsTo);
                })
                .toList();
    }

    /** What giving the conversation back leads to: the tools of the opening agent and of those it hands over to. */
    private List<Tool> beyond(Caller caller, Agent opening, List<Tool> all) {
        return Stream.concat(Stream.of(opening), targets(caller, opening, opening).stream())
                .flatMap(agent -> tools(agent, all).stream())
                .distinct()
                .toList();
    }

    private static List<Tool> tools(Agent agent, List<Tool> all) {
        var allowed = agent.among(() -> all).toolNames();
        return all.stream().filter(tool -> allowed.contains(tool.name())).toList();
    }

    /** The colleague's tools; an argument that its admin has fixed says so. */
    private static List<ToolDefinition> able(Caller caller, Agent target, List<Tool> all) {
        var grants = target.among(() -> all).grants(caller).stream()
                .collect(Collectors.toMap(ToolGrant::tool, grant -> grant, (first, _) -> first));
        return all.stream()
                .flatMap(tool -> Optional.ofNullable(grants.get(tool.name()))
                        .map(grant -> ToolDefinitions.of(grant.bind().isEmpty() ? tool : fixed(tool, grant)))
                        .stream())
                .toList();
    }

    private static Tool fixed(Tool tool, ToolGrant grant) {
        var schema = tool.inputSchema().deepCopy();
        grant.bind().forEach((name, value) -> {
            if (schema.at("/properties/" + name) instanceof ObjectNode property) {
                property.set("const", value);
            }
        });
        return tool.withInputSchema(schema);
    }

    /** Tools that the colleague works with and this caller is not shown: for want of a permission. */
    private static List<ToolDefinition> withheld(Agent target, List<Tool> all) {
        var shown = all.stream().map(Tool::name).collect(Collectors.toSet());
        return target.among(() -> all).toolNames().stream()
                .filter(name -> !shown.contains(name) && !ToolAccess.isPattern(name))
                .sorted()
                .map(name -> ToolDefinition.withheld(name, target.description()))
                .toList();
    }

    private static ToolDefinition definition(Agent target, boolean back, List<ToolDefinition> leadsTo) {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties");
        return new ToolDefinition(
                tool(target),
                "Hand over to " + target.about().title(),
                back
                        ? "Give the conversation back when the request is not your job."
                        : "Hand the conversation over to " + target.about().title() + ": " + target.description(),
                schema,
                JsonNodeFactory.instance.objectNode(),
                true,
                back ? List.of() : sayings(target),
                leadsTo);
    }

    /** What people say to it: its starters, and what its tests say when it is to do something. */
    private static List<ToolDefinition.Example> sayings(Agent target) {
        return Stream.concat(
                        target.starters().stream().map(Agent.Starter::text),
                        target.tests().stream().filter(Handoffs::does).map(AgentTest::say))
                .distinct()
                .map(say -> new ToolDefinition.Example(say, JsonNodeFactory.instance.objectNode()))
                .toList();
    }

    private static boolean does(AgentTest test) {
        return (!test.expectTools().isEmpty() || test.expectApproval().isPresent())
                && test.expectHandoff().isEmpty();
    }

    static boolean usable(Caller caller, Agent agent) {
        var use = agent.access().use();
        return agent.about().maturity() != Agent.Maturity.RETIRED
                && (use.isEmpty() || caller.roles().stream().anyMatch(role -> use.contains(role.label())));
    }

    static String tool(Agent target) {
        return PREFIX + target.name().replace('-', '_');
    }

    static Part.ToolResult taken(Part.ToolCall call, Agent target) {
        return new Part.ToolResult(
                call.id(), call.tool(), "You are now " + target.about().title() + ". Go on with the request.", false);
    }

    private static Optional<Agent> named(String tool, Stream<Agent> agents) {
        return agents.filter(agent -> tool(agent).equals(tool)).findFirst();
    }
}
