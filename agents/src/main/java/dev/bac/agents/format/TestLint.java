package dev.bac.agents.format;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentTest;
import dev.bac.tools.Effect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether an agent's tests show what it does and what it does not. Drafts may still be without. */
final class TestLint {
    /** Fewest tests of an agent that people use. */
    static final int FEWEST = 3;

    private final Agent agent;
    private final Map<String, Effect> tools;
    private final List<Lint.Finding> findings = new ArrayList<>();

    private TestLint(Agent agent, Map<String, Effect> tools) {
        this.agent = agent;
        this.tools = tools;
    }

    static List<Lint.Finding> check(Agent agent, Map<String, Effect> tools) {
        var lint = new TestLint(agent, tools);
        lint.writes();
        lint.handoffs();
        if (agent.tests().isEmpty()) {
            lint.add("untested", "it has no test");
        } else if (agent.about().maturity() != Agent.Maturity.DRAFT) {
            lint.enough();
        }
        return lint.findings;
    }

    private void writes() {
        var named =
                agent.tests().stream().flatMap(TestLint::toolsOf).collect(Collectors.toCollection(LinkedHashSet::new));
        agent.toolNames().stream()
                .sorted()
                .filter(tool -> tools.getOrDefault(tool, Effect.READ) != Effect.READ && !named.contains(tool))
                .forEach(tool -> add("untested-write", tool + " changes something and no test names it"));
    }

    private void enough() {
        if (agent.tests().size() < FEWEST) {
            add(
                    "few-tests",
                    "it has %d tests; write at least %d".formatted(agent.tests().size(), FEWEST));
        }
        if (agent.starters().isEmpty()) {
            add("no-starter", "it has no starter; say what people can ask it first");
        }
        boolean plain = agent.tests().stream()
                .anyMatch(test -> test.script().isEmpty()
                        && (!test.expectTools().isEmpty()
                                || test.expectApproval().isPresent()
                                || test.expectHandoff().isPresent()));
        if (!plain && !agent.tools().isEmpty()) {
            add("no-plain-test", "no test lets the built-in planner act on a plain sentence: one without a script");
        }
        if (agent.tests().stream().allMatch(test -> test.forbidTools().isEmpty())) {
            add("no-bounds-test", "no test says what it must not do: one with forbidTools");
        }
    }

    private void handoffs() {
        agent.tests().stream()
                .flatMap(test -> test.expectHandoff().stream())
                .filter(target ->
                        !agent.handoffs().contains(target) && !agent.handoffs().contains("*"))
                .forEach(target -> add(
                        "undefined-agent",
                        "a test expects a handoff to " + target + ", which it does not hand over to"));
    }

    private static Stream<String> toolsOf(AgentTest test) {
        return Stream.concat(
                test.expectTools().stream().map(AgentTest.Call::name),
                Stream.concat(test.expectApproval().stream(), test.forbidTools().stream()));
    }

    private void add(String rule, String message) {
        findings.add(new Lint.Finding(agent.name(), rule, message));
    }
}
