package dev.bac.agents.testing;

import dev.bac.agents.AgentEvent;
import dev.bac.agents.AgentTest;
import dev.bac.agents.Run;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Compares what happened with what a test expects. */
final class Expectations {
    private final AgentTest test;
    private final Run run;
    private final List<AgentEvent> events;

    Expectations(AgentTest test, Run run, List<AgentEvent> events) {
        this.test = test;
        this.run = run;
        this.events = events;
    }

    List<String> complaints() {
        var complaints = new ArrayList<String>();
        var asked = asked();
        // In any order: reads of one turn run together.
        var left = new ArrayList<>(asked);
        for (var expected : test.expectTools()) {
            var found = left.stream().filter(call -> fits(expected, call)).findFirst();
            found.ifPresentOrElse(
                    left::remove,
                    () -> complaints.add(
                            "expected %s %s, got %s".formatted(expected.name(), expected.args(), told(asked))));
        }
        test.forbidTools().stream().filter(this::ran).forEach(tool -> complaints.add(tool + " is forbidden and ran"));
        test.expectApproval()
                .filter(tool -> waiting().stream().noneMatch(call -> call.name().equals(tool)))
                .ifPresent(tool ->
                        complaints.add("expected " + tool + " to wait for approval, waiting: " + told(waiting())));
        test.expectHandoff()
                .filter(agent -> !handedOver(agent))
                .ifPresent(agent -> complaints.add("expected a handoff to " + agent + ", ended at " + run.agent()));
        var text = text().toLowerCase(Locale.ROOT);
        test.expectText().stream()
                .filter(words -> !text.contains(words.toLowerCase(Locale.ROOT)))
                .forEach(words -> complaints.add("expected the answer to say \"" + words + "\""));
        if (!complaints.isEmpty()) {
            events.stream()
                    .filter(AgentEvent.ToolResult.class::isInstance)
                    .map(AgentEvent.ToolResult.class::cast)
                    .filter(AgentEvent.ToolResult::failed)
                    .forEach(result -> complaints.add(result.tool() + " said: " + result.text()));
        }
        return complaints;
    }

    private List<AgentTest.Call> asked() {
        var asked = new ArrayList<AgentTest.Call>();
        for (var event : events) {
            if (event instanceof AgentEvent.ToolCall call) {
                asked.add(new AgentTest.Call(call.tool(), call.arguments()));
            } else if (event instanceof AgentEvent.Approval approval) {
                asked.add(new AgentTest.Call(
                        approval.pending().tool(), approval.pending().arguments()));
            }
        }
        return asked;
    }

    private List<AgentTest.Call> waiting() {
        return run instanceof Run.AwaitsApproval awaits
                ? awaits.calls().stream()
                        .map(call -> new AgentTest.Call(call.tool(), call.arguments()))
                        .toList()
                : List.of();
    }

    private boolean ran(String tool) {
        return waiting().stream().anyMatch(call -> call.name().equals(tool))
                || events.stream()
                        .anyMatch(event -> event instanceof AgentEvent.ToolResult result
                                && result.tool().equals(tool)
                                && !result.failed());
    }

    private boolean handedOver(String agent) {
        return events.stream()
                .anyMatch(event -> event instanceof AgentEvent.Handoff handoff
                        && handoff.to().equals(agent));
    }

    private String text() {
        return switch (run) {
            case Run.Answered answered -> answered.text();
            case Run.Stopped stopped -> stopped.text();
            case Run.AwaitsApproval _, Run.OutOfTurns _ -> "";
        };
    }

    private static boolean fits(AgentTest.Call expected, AgentTest.Call asked) {
        return expected.name().equals(asked.name())
                && expected.args().properties().stream()
                        .allMatch(entry -> same(entry.getValue(), asked.args().path(entry.getKey())));
    }

    /** Words by their letters whatever the case, numbers by their value however written. */
    private static boolean same(JsonNode expected, JsonNode given) {
        if (expected.isContainer() || given.isContainer() || given.isMissingNode()) {
            return expected.equals(given);
        }
        var one = expected.asString("");
        var other = given.asString("");
        return one.equalsIgnoreCase(other)
                || (number(one) && number(other) && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0);
    }

    private static boolean number(String text) {
        return text.matches("-?\\d{1,18}(\\.\\d{1,18})?");
    }

    private static String told(List<AgentTest.Call> calls) {
        return calls.isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        calls.stream()
                                .map(call -> call.name() + " " + call.args())
                                .toList());
    }
}
