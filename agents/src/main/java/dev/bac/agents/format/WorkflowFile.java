package dev.bac.agents.format;

import dev.bac.agents.Agent;
import dev.bac.agents.workflow.Expression;
import dev.bac.agents.workflow.Step;
import dev.bac.agents.workflow.Trigger;
import dev.bac.agents.workflow.Workflow;
import dev.bac.agents.workflow.Workflow.RunAs;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads one workflow from YAML of {@code apiVersion: bac/v1}, {@code kind: Workflow}. */
public final class WorkflowFile {
    private static final int MOST_STEPS = 200;
    private static final int LONGEST_NAME = 100;
    private static final Workflow.Input NO_INPUT = new Workflow.Input(Workflow.Kind.TEXT, false, "");

    private final Fields root;
    private final Set<String> known = new LinkedHashSet<>();

    private WorkflowFile(Fields root) {
        this.root = root;
    }

    /**
     * The workflow in this text.
     *
     * @param file its name for messages
     * @throws FormatException with every problem found, each with line and column
     */
    public static Workflow parse(String text, String file) {
        var findings = new Findings(file);
        var root = Documents.root(text, file, "Workflow", findings);
        var workflow = new WorkflowFile(root).read(text);
        findings.throwIfAny();
        return workflow;
    }

    private Workflow read(String text) {
        var metadata = root.fields("metadata");
        var workflow = new Workflow(
                metadata.map(AgentFile::name).orElse(""),
                metadata.map(AgentFile::about).orElse(new Agent.About("", "", "", "", Agent.Maturity.DRAFT)),
                root.text("description").strip(),
                inputs(),
                root.fields("runAs").map(WorkflowFile::runAs).orElse(new RunAs.Requester()),
                root.fields("access").map(AgentFile::access).orElse(new Agent.Access(Set.of())),
                root.list("triggers").stream()
                        .flatMap(fields -> TriggerFields.trigger(fields).stream())
                        .toList(),
                StepFields.steps(root, "steps"),
                AgentFile.digest(text));
        metadata.ifPresent(fields -> fields.end(Set.of("labels")));
        root.end(Set.of());
        if (!workflow.triggers().isEmpty() && workflow.runAs() instanceof RunAs.Requester) {
            root.problem(
                    "triggers",
                    "nobody starts what a trigger starts: say runAs: {service: …, scopes: […]} or {person: …, scopes: […]}");
        }
        if (workflow.triggers().stream()
                        .filter(Trigger.OnWebhook.class::isInstance)
                        .count()
                > 1) {
            root.problem("triggers", "a workflow has at most one webhook");
        }
        names(workflow);
        order(workflow.steps(), new LinkedHashSet<>());
        return workflow;
    }

    private Map<String, Workflow.Input> inputs() {
        var inputs = new LinkedHashMap<String, Workflow.Input>();
        root.fields("inputs").ifPresent(fields -> {
            for (var name : fields.names()) {
                inputs.put(name, fields.fields(name).map(WorkflowFile::input).orElse(NO_INPUT));
            }
        });
        return inputs;
    }

    private static Workflow.Input input(Fields fields) {
        var input = new Workflow.Input(
                fields.choice("kind", Workflow.Kind.TEXT, Workflow.Kind.class),
                fields.read("required", true, "true or false", AgentFile::truth),
                fields.optionalText("description").orElse(""));
        fields.end(Set.of());
        return input;
    }

    private static RunAs runAs(Fields fields) {
        var person = fields.optionalText("person");
        var service = person.isPresent() ? fields.optionalText("service") : Optional.of(fields.text("service"));
        if (person.isPresent() && service.isPresent()) {
            fields.problem("person", fields.path("person") + " stands beside service; name one of them");
        }
        if (service.filter(name -> !name.matches("[a-z][a-z0-9-]{0,31}")).isPresent()) {
            fields.problem("service", fields.path("service") + " must be a name of a-z, 0-9 and -");
        }
        if (person.filter(name -> name.length() > LONGEST_NAME).isPresent()) {
            fields.problem("person", fields.path("person") + " is longer than " + LONGEST_NAME + " characters");
        }
        var usual = Role.scopesOf(Set.of(Role.USER));
        var labels = usual.stream().map(Scope::value).toList();
        var scopes = new TreeSet<Scope>();
        for (var scope : fields.texts("scopes")) {
            if (labels.contains(scope)) {
                scopes.add(new Scope(scope));
            } else {
                fields.problem(
                        "scopes",
                        "it may have %s, not \"%s\"%s"
                                .formatted(String.join(", ", labels), scope, Suggestion.among(scope, labels)));
            }
        }
        fields.end(Set.of());
        return person.<RunAs>map(name -> new RunAs.Person(name, scopes))
                .orElseGet(() -> new RunAs.Service(service.orElse(""), scopes));
    }

    private void names(Workflow workflow) {
        var all = workflow.all().toList();
        if (all.size() > MOST_STEPS) {
            root.problem("steps", "a workflow has at most " + MOST_STEPS + " steps");
        }
        for (var step : all) {
            if (!known.add(step.id())) {
                root.problem("steps", "two steps are called \"" + step.id() + "\"");
            }
        }
    }

    /** Each expression names only steps that come before it. */
    private void order(List<Step> steps, Set<String> before) {
        for (var step : steps) {
            expressions(step)
                    .flatMap(expression -> expression.steps().stream())
                    .filter(name -> !before.contains(name))
                    .forEach(name -> root.problem(
                            "steps",
                            "step \"%s\" names steps.%s, %s"
                                    .formatted(
                                            step.id(),
                                            name,
                                            known.contains(name)
                                                    ? "which does not come before it"
                                                    : "which there is not" + Suggestion.among(name, before))));
            switch (step) {
                case Step.Branch branch -> {
                    branch.choices().forEach(choice -> order(choice.steps(), new LinkedHashSet<>(before)));
                    order(branch.otherwise(), new LinkedHashSet<>(before));
                }
                case Step.Parallel parallel ->
                    parallel.ways().values().forEach(way -> order(way, new LinkedHashSet<>(before)));
                case Step.Each each -> order(each.steps(), new LinkedHashSet<>(before));
                case Step.CallTool _,
                        Step.AskAgent _,
                        Step.WaitEvent _,
                        Step.WaitTime _,
                        Step.WaitApproval _,
                        Step.Start _,
                        Step.Compute _,
                        Step.Fail _ -> {
                    // Nothing inside.
                }
            }
            before.add(step.id());
        }
    }

    private static Stream<Expression> expressions(Step step) {
        Stream<Expression> own =
                switch (step) {
                    case Step.CallTool call -> Stream.concat(call.args().expressions(), call.once().stream());
                    case Step.AskAgent ask -> ask.say().expressions();
                    case Step.Branch branch -> branch.choices().stream().map(Step.Choice::when);
                    case Step.Each each -> Stream.of(each.list());
                    case Step.WaitEvent wait -> wait.when().stream();
                    case Step.WaitApproval wait -> wait.question().expressions();
                    case Step.Start start -> Stream.concat(start.input().expressions(), start.once().stream());
                    case Step.Compute compute -> compute.value().expressions();
                    case Step.Fail fail -> fail.text().expressions();
                    case Step.Parallel _, Step.WaitTime _ -> Stream.empty();
                };
        return Stream.concat(own, Optional.of(step).flatMap(one -> one.common().onlyIf()).stream());
    }
}
