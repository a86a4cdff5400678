package dev.bac.agents.format;

import dev.bac.agents.workflow.Step;
import dev.bac.agents.workflow.Workflow;
import dev.bac.tools.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a workflow's file alone cannot show. */
public final class WorkflowLint {
    private WorkflowLint() {}

    /**
     * Everything to mend.
     *
     * @param tools every tool there is and what it does; when empty, tools are not checked
     * @param agents names of the agents there are; when empty, agents are not checked
     */
    public static List<Lint.Finding> check(
            Collection<Workflow> workflows, Map<String, Effect> tools, Set<String> agents) {
        var names = workflows.stream().map(Workflow::name).collect(Collectors.toSet());
        var findings = new ArrayList<Lint.Finding>();
        for (var workflow : workflows) {
            workflow.toolNames().stream()
                    .filter(tool -> !tools.isEmpty() && !tools.containsKey(tool))
                    .forEach(tool -> findings.add(new Lint.Finding(
                            workflow.name(),
                            "undefined-tool",
                            "there is no tool " + tool + Suggestion.among(tool, tools.keySet()))));
            workflow.all().forEach(step -> {
                if (step instanceof Step.AskAgent ask && !agents.isEmpty() && !agents.contains(ask.agent())) {
                    findings.add(new Lint.Finding(
                            workflow.name(),
                            "undefined-agent",
                            "there is no agent " + ask.agent() + Suggestion.among(ask.agent(), agents)));
                }
                if (step instanceof Step.Start start && !names.contains(start.workflow())) {
                    findings.add(new Lint.Finding(
                            workflow.name(),
                            "undefined-workflow",
                            "there is no workflow " + start.workflow() + Suggestion.among(start.workflow(), names)));
                }
                if (step instanceof Step.CallTool call
                        && call.undo().isPresent()
                        && tools.get(call.tool()) == Effect.READ) {
                    findings.add(new Lint.Finding(
                            workflow.name(),
                            "compensates-a-read",
                            call.tool() + " only reads; there is nothing to undo"));
                }
            });
        }
        return findings;
    }
}
