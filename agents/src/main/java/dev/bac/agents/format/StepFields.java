package dev.bac.agents.format;

import dev.bac.agents.workflow.Expression;
import dev.bac.agents.workflow.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the steps of a workflow. */
final class StepFields {
    private static final List<String> KINDS =
            List.of("tool", "agent", "branch", "parallel", "each", "wait", "start", "set", "fail");
    private static final Duration LONGEST_WAIT = Duration.ofDays(366);
    private static final Expression NEVER = Expression.of("false");

    private StepFields() {}

    static List<Step> steps(Fields parent, String key) {
        var steps = parent.list(key).stream()
                .flatMap(fields -> step(fields).stream())
                .toList();
        if (parent.value(key).isEmpty()) {
            parent.problem(key, parent.path(key) + " is missing");
        } else if (steps.isEmpty()) {
            parent.problem(key, parent.path(key) + " must have at least one step");
        }
        return steps;
    }

    private static Optional<Step> step(Fields fields) {
        var common = common(fields);
        var kinds =
                KINDS.stream().filter(kind -> fields.value(kind).isPresent()).toList();
        if (kinds.size() != 1) {
            fields.problem(
                    fields.place(),
                    "a step has exactly one of " + String.join(", ", KINDS)
                            + fields.names().stream()
                                    .map(name -> Suggestion.among(name, KINDS))
                                    .filter(meant -> !meant.isEmpty() && kinds.isEmpty())
                                    .findFirst()
                                    .orElse(""));
            return Optional.empty();
        }
        Step step =
                switch (kinds.getFirst()) {
                    case "tool" -> tool(fields, common);
                    case "agent" ->
                        new Step.AskAgent(
                                common, fields.text("agent"), TemplateFields.read(required(fields, "say"), "say"));
                    case "branch" ->
                        new Step.Branch(
                                common,
                                fields.list("branch").stream()
                                        .map(StepFields::choice)
                                        .toList(),
                                fields.value("otherwise").isPresent() ? steps(fields, "otherwise") : List.of());
                    case "parallel" -> parallel(fields, common);
                    case "each" ->
                        new Step.Each(
                                common,
                                TemplateFields.expression(fields, "each").orElse(NEVER),
                                fields.read(
                                        "atOnce", 1, "a whole number from 1 to 16", text -> Units.whole(text, 1, 16)),
                                steps(fields, "steps"));
                    case "wait" ->
                        fields.fields("wait")
                                .map(wait -> waiting(wait, common))
                                .orElse(new Step.WaitTime(common, Duration.ofSeconds(1)));
                    case "start" ->
                        new Step.Start(
                                common,
                                fields.text("start"),
                                TemplateFields.read(fields, "input"),
                                TemplateFields.expression(fields, "once"));
                    case "set" -> new Step.Compute(common, TemplateFields.read(fields, "set"));
                    default -> new Step.Fail(common, TemplateFields.read(fields, "fail"));
                };
        fields.end(Set.of());
        return Optional.of(step);
    }

    private static Fields required(Fields fields, String key) {
        AgentFile.require(fields, key);
        return fields;
    }

    private static Step.Common common(Fields fields) {
        var id = fields.text("id");
        if (!id.isEmpty() && !id.matches("[a-z][a-z0-9_]{0,31}")) {
            fields.problem("id", fields.path("id") + " must be a-z, 0-9 and _, at most 32, not \"" + id + "\"");
        }
        var onError = fields.read("onError", false, "fail or continue", text -> switch (text) {
            case "fail" -> Optional.of(false);
            case "continue" -> Optional.of(true);
            default -> Optional.empty();
        });
        return new Step.Common(
                id, fields.optionalText("title").orElse(id), TemplateFields.expression(fields, "if"), onError);
    }

    private static Step tool(Fields fields, Step.Common common) {
        var tool = fields.text("tool");
        if (!tool.matches("[a-z][a-z0-9]*(_[a-z0-9]+)+")) {
            fields.problem("tool", "\"" + tool + "\" is no tool's name");
        }
        return new Step.CallTool(
                common,
                tool,
                TemplateFields.read(fields, "args"),
                fields.fields("retry").map(StepFields::retry).orElse(Step.Retry.USUAL),
                fields.fields("compensate").map(StepFields::undo),
                TemplateFields.expression(fields, "once"),
                AskFields.read(fields, "approval"));
    }

    private static Step.Retry retry(Fields fields) {
        var retry = new Step.Retry(
                fields.read(
                        "times",
                        Step.Retry.USUAL.times(),
                        "a whole number from 1 to 20",
                        text -> Units.whole(text, 1, 20)),
                fields.<Duration>read(
                        "pause",
                        Step.Retry.USUAL.pause(),
                        "a duration such as 5s, at most 1 h",
                        text -> Units.duration(text, Duration.ofHours(1))));
        fields.end(Set.of());
        return retry;
    }

    private static Step.Undo undo(Fields fields) {
        var undo = new Step.Undo(fields.text("tool"), TemplateFields.read(fields, "args"));
        fields.end(Set.of());
        return undo;
    }

    private static Step.Choice choice(Fields fields) {
        AgentFile.require(fields, "when");
        var choice = new Step.Choice(TemplateFields.expression(fields, "when").orElse(NEVER), steps(fields, "steps"));
        fields.end(Set.of());
        return choice;
    }

    private static Step parallel(Fields fields, Step.Common common) {
        var ways = new LinkedHashMap<String, List<Step>>();
        for (var way : fields.list("parallel")) {
            var name = way.text("name");
            if (ways.put(name, steps(way, "steps")) != null) {
                way.problem("name", "two ways are called \"" + name + "\"");
            }
            way.end(Set.of());
        }
        return new Step.Parallel(common, ways);
    }

    private static Step waiting(Fields fields, Step.Common common) {
        var kinds = List.of("event", "time", "approval").stream()
                .filter(kind -> fields.value(kind).isPresent())
                .toList();
        if (kinds.size() != 1) {
            fields.problem(fields.place(), fields.path("") + " has exactly one of event, time and approval");
            return new Step.WaitTime(common, Duration.ofSeconds(1));
        }
        Step step =
                switch (kinds.getFirst()) {
                    case "event" ->
                        new Step.WaitEvent(
                                common,
                                TriggerFields.eventType(fields, "event"),
                                TemplateFields.expression(fields, "when"),
                                duration(fields, "timeout", Duration.ofDays(30)));
                    case "time" -> new Step.WaitTime(common, duration(fields, "time", Duration.ofSeconds(1)));
                    default -> new Step.WaitApproval(common, question(fields), AskFields.read(fields));
                };
        fields.end(Set.of());
        return step;
    }

    private static dev.bac.agents.workflow.Template question(Fields fields) {
        return fields.value("approval").isPresent()
                ? TemplateFields.read(fields, "approval")
                : new dev.bac.agents.workflow.Template.Fixed(JsonNodeFactory.instance.stringNode(""));
    }

    private static Duration duration(Fields fields, String key, Duration missing) {
        return fields.<Duration>read(
                key,
                missing,
                "a duration such as 2h, 3d or PT2H, at most 366 days",
                text -> Units.duration(text, LONGEST_WAIT));
    }
}
