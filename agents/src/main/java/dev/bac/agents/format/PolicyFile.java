package dev.bac.agents.format;

import dev.bac.agents.Agent;
import dev.bac.agents.workflow.Expression;
import dev.bac.agents.workflow.Policy;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one policy from YAML of {@code apiVersion: bac/v1}, {@code kind: Policy}. */
public final class PolicyFile {
    private static final List<String> VARIABLES = List.of("args", "agent", "workflow", "user", "tool");
    private static final String TOOL = "[a-z][a-z0-9_]*\\*?";

    private PolicyFile() {}

    /** @throws FormatException with every problem found, each with line and column */
    public static Policy parse(String text, String file) {
        var findings = new Findings(file);
        var root = Documents.root(text, file, "Policy", findings);
        var metadata = root.fields("metadata");
        var policy = new Policy(
                metadata.map(AgentFile::name).orElse(""),
                metadata.map(AgentFile::about).orElse(new Agent.About("", "", "", "", Agent.Maturity.DRAFT)),
                root.text("description").strip(),
                root.list("rules").stream().map(PolicyFile::rule).toList(),
                AgentFile.digest(text));
        metadata.ifPresent(fields -> fields.end(Set.of("labels")));
        var names = new HashSet<String>();
        policy.rules().stream()
                .filter(rule -> !names.add(rule.name()))
                .forEach(rule -> root.problem("rules", "two rules are called \"" + rule.name() + "\""));
        if (policy.rules().isEmpty()) {
            root.problem("rules", "a policy has at least one rule");
        }
        root.end(Set.of());
        findings.throwIfAny();
        return policy;
    }

    private static Policy.Rule rule(Fields fields) {
        var tools = fields.texts("tools");
        if (tools.isEmpty()) {
            fields.problem("tools", fields.path("tools") + " must name at least one tool, or * for all");
        }
        tools.stream()
                .filter(tool -> !tool.equals("*") && !tool.matches(TOOL))
                .forEach(tool -> fields.problem("tools", "\"" + tool + "\" is no tool's name and no beginning of one"));
        if (fields.value("does").isEmpty()) {
            fields.problem("does", fields.path("does") + " is missing: approve, ask or refuse");
        }
        var rule = new Policy.Rule(
                fields.text("name"),
                Set.copyOf(tools),
                when(fields),
                fields.choice("does", Policy.Does.ASK, Policy.Does.class),
                AskFields.read(fields),
                fields.optionalText("reason").orElse("The company's rules do not allow it."));
        fields.end(Set.of());
        return rule;
    }

    private static Optional<Expression> when(Fields fields) {
        return fields.optionalText("when").flatMap(text -> {
            try {
                return Optional.of(Policy.condition(text));
            } catch (IllegalArgumentException wrong) {
                fields.problem(
                        "when",
                        fields.path("when") + " is no condition: " + wrong.getMessage()
                                + TemplateFields.meant(wrong, VARIABLES));
                return Optional.empty();
            }
        });
    }
}
