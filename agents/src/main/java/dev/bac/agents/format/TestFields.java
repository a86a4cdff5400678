package dev.bac.agents.format;

import dev.bac.agents.AgentTest;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one entry of {@code tests}. */
final class TestFields {
    private TestFields() {}

    static AgentTest test(Fields fields) {
        var test = new AgentTest(
                fields.text("say"),
                fields.list("given").stream().map(TestFields::turn).toList(),
                fields.list("script").stream().map(TestFields::step).toList(),
                fields.list("expectTools").stream().map(TestFields::call).toList(),
                Set.copyOf(fields.texts("forbidTools")),
                fields.optionalText("expectApproval"),
                fields.texts("expectText"),
                fields.optionalText("expectHandoff"));
        if (test.expectTools().isEmpty()
                && test.forbidTools().isEmpty()
                && test.expectText().isEmpty()
                && test.expectApproval().isEmpty()
                && test.expectHandoff().isEmpty()) {
            fields.problem(
                    "say",
                    "a test expects something: expectTools, forbidTools, expectApproval, expectText or expectHandoff");
        }
        fields.end(Set.of("expectState"));
        return test;
    }

    private static AgentTest.Turn turn(Fields fields) {
        var turn = new AgentTest.Turn(
                fields.text("say"),
                fields.list("script").stream().map(TestFields::step).toList(),
                fields.optionalText("by"));
        fields.end(Set.of());
        return turn;
    }

    private static AgentTest.Step step(Fields fields) {
        var calls = fields.list("call").stream().map(TestFields::call).toList();
        var text = fields.optionalText("answer");
        if (calls.isEmpty() == text.isEmpty()) {
            fields.problem("call", "a step of a script has either call or answer");
        }
        fields.end(Set.of());
        return text.<AgentTest.Step>map(AgentTest.Step.Says::new).orElseGet(() -> new AgentTest.Step.Calls(calls));
    }

    private static AgentTest.Call call(Fields fields) {
        ObjectNode args = JsonNodeFactory.instance.objectNode();
        var given = fields.value("args");
        if (given.isPresent() && given.get() instanceof Yaml.Keys keys) {
            args = Plain.object(keys);
        } else if (given.isPresent()) {
            fields.problem("args", fields.path("args") + " must be a mapping");
        }
        var call = new AgentTest.Call(fields.text("name"), args);
        fields.end(Set.of());
        return call;
    }
}
