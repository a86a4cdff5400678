package dev.bac.agents.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentTest;
import dev.bac.agents.Company;
import dev.bac.agents.ToolAccess;
import dev.bac.tools.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The agents that ship, held against the declarations of the tools they name. */
class LibraryTest {
    private static final Map<String, Tool> TOOLS = new Company()
            .toolbox.tools(Company.ANN).stream().collect(Collectors.toMap(Tool::name, Function.identity()));

    @Test
    void fixesOnlyArgumentsThatTheToolsHave() {
        var wrong = new ArrayList<String>();
        for (var agent : Fleet.shipped().all()) {
            for (var access : agent.tools()) {
                access.allow().stream()
                        .flatMap(tool -> access.bind().entrySet().stream()
                                .flatMap(bind -> wrong(tool, bind.getKey(), bind.getValue()).stream()))
                        .forEach(what -> wrong.add(agent.name() + ": " + what));
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A script that names an argument no tool has proves nothing about a model that would get it right. */
    @Test
    void expectsInItsTestsOnlyArgumentsThatTheToolsTake() {
        var wrong = new ArrayList<String>();
        for (var agent : Fleet.shipped().all()) {
            for (var test : agent.tests()) {
                calls(test)
                        .filter(call -> agent.toolNames().contains(call.name())
                                && !test.forbidTools().contains(call.name()))
                        .forEach(call -> call.args().properties().forEach(argument -> {
                            wrong(call.name(), argument.getKey(), argument.getValue())
                                    .forEach(what -> wrong.add(agent.name() + ": " + what));
                            if (fixed(agent, call.name()).contains(argument.getKey())) {
                                wrong.add("%s: %s of %s is fixed and no model may give it"
                                        .formatted(agent.name(), argument.getKey(), call.name()));
                            }
                        }));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Set<String> fixed(Agent agent, String tool) {
        return agent.tools().stream()
                .filter(access -> access.covers(tool))
                .map(ToolAccess::bind)
                .flatMap(bind -> bind.keySet().stream())
                .collect(Collectors.toSet());
    }

    private static Stream<AgentTest.Call> calls(AgentTest test) {
        return Stream.concat(
                test.expectTools().stream(),
                test.script().stream()
                        .filter(AgentTest.Step.Calls.class::isInstance)
                        .flatMap(step -> ((AgentTest.Step.Calls) step).calls().stream()));
    }

    private static List<String> wrong(String tool, String argument, JsonNode value) {
        var property = TOOLS.get(tool) == null
                ? null
                : TOOLS.get(tool).inputSchema().path("properties").get(argument);
        if (property == null) {
            return List.of(tool + " has no argument " + argument);
        }
        var choices = property.path("enum");
        boolean known = choices.isMissingNode()
                || choices.valueStream().anyMatch(choice -> choice.asString("").equalsIgnoreCase(value.asString("")));
        return known ? List.of() : List.of("%s takes no %s \"%s\"".formatted(tool, argument, value.asString("")));
    }
}
