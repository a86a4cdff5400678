package dev.bac.orchestrator.http;

import dev.bac.agents.Ask;
import dev.bac.agents.format.FormatException;
import dev.bac.agents.workflow.Step;
import dev.bac.agents.workflow.Trigger;
import dev.bac.agents.workflow.Workflow;
import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.orchestrator.access.NamedPeople;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.workflow.Catalogue;
import dev.bac.orchestrator.workflow.Workflows;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Workflows: what there is, switching them on and off, starting runs, a company's own. */
public final class WorkflowResource implements Resource {
    private static final String WRITE = "agents:write";
    /** Whoever may say what people are may also say what is done in their names. */
    private static final Scope PEOPLE = new Scope("users:write");

    private static final int LONGEST_KEY = 200;

    private final Workflows workflows;
    private final NamedPeople people;
    private final Body body;

    public WorkflowResource(Workflows workflows, NamedPeople people, Body body) {
        this.people = people;
        this.workflows = workflows;
        this.body = body;
    }

    record Input(String kind, boolean required, String description) {}

    record Listed(
            String name,
            String title,
            String department,
            String version,
            String maturity,
            String description,
            boolean enabled,
            String origin,
            String digest,
            Map<String, Input> inputs,
            List<String> triggers,
            List<String> tools) {
        static Listed of(Catalogue.Entry entry) {
            Workflow workflow = entry.workflow();
            var inputs = new TreeMap<String, Input>();
            workflow.inputs()
                    .forEach((name, input) -> inputs.put(
                            name,
                            new Input(
                                    input.kind().name().toLowerCase(java.util.Locale.ROOT),
                                    input.required(),
                                    input.description())));
            return new Listed(
                    workflow.name(),
                    workflow.about().title(),
                    workflow.about().department(),
                    workflow.about().version(),
                    workflow.about().maturity().name().toLowerCase(java.util.Locale.ROOT),
                    workflow.description(),
                    entry.enabled(),
                    entry.own() ? "own" : "shipped",
                    workflow.digest(),
                    inputs,
                    workflow.triggers().stream().map(Listed::told).toList(),
                    List.copyOf(workflow.toolNames()));
        }

        private static String told(Trigger trigger) {
            return switch (trigger) {
                case Trigger.OnEvent event -> "event " + event.type();
                case Trigger.OnSchedule schedule ->
                    "schedule " + schedule.cron()
                            + schedule.zone().map(zone -> " " + zone).orElse("");
                case Trigger.OnWebhook _ -> "webhook";
            };
        }
    }

    record Detail(Listed workflow, String yaml) {}

    record Change(boolean enabled) {}

    record NewRun(@Nullable ObjectNode input, @Nullable String once) {}

    record Started(UUID run) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/workflows", this::list);
        routes.get("/api/v1/workflows/{name}", this::get);
        routes.put("/api/v1/workflows/{name}", this::put);
        routes.delete("/api/v1/workflows/{name}", this::remove);
        routes.post("/api/v1/workflows/{name}/enabled", this::enable);
        routes.post("/api/v1/workflows/{name}/runs", this::start);
    }

    private void list(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        Answer.json(
                ctx,
                new Answer.All<>(workflows.catalogue().all(caller.tenant()).stream()
                        .map(Listed::of)
                        .toList()));
    }

    private void get(Context ctx) {
        detail(ctx, Guard.caller(ctx, ConversationResource.SCOPE));
    }

    private void detail(Context ctx, Caller caller) {
        var entry = find(caller, ctx.pathParam("name"));
        Answer.json(ctx, new Detail(Listed.of(entry), entry.yaml()));
    }

    private Catalogue.Entry find(Caller caller, String name) {
        return workflows.catalogue().find(caller.tenant(), name).orElseThrow(() -> Refusal.notFound("workflow"));
    }

    private static Stream<Ask> asked(Step step) {
        return switch (step) {
            case Step.WaitApproval wait -> Stream.of(wait.ask());
            case Step.CallTool call -> call.ask().stream();
            default -> Stream.empty();
        };
    }

    private void named(Caller caller, Ask ask) {
        people.wrong(caller.tenant(), ask.approvers()).ifPresent(wrong -> {
            throw Refusal.invalid("yaml", wrong.told() + ".");
        });
    }

    private void mayActFor(Caller caller, Workflow workflow) {
        if (!(workflow.runAs() instanceof Workflow.RunAs.Person person)) {
            return;
        }
        if (!person.name().equals(caller.name()) && !caller.may(PEOPLE)) {
            throw Refusal.of(
                    ProblemCode.FORBIDDEN,
                    "runAs: only an admin may let a workflow act for somebody else.",
                    "Name yourself, or a service with the scopes it needs.");
        }
        if (people.members().find(caller.tenant(), person.name()).isEmpty()) {
            throw Refusal.invalid("yaml", "runAs: there is no \"%s\" here.".formatted(person.name()));
        }
    }

    private void put(Context ctx) {
        Caller caller = Guard.caller(ctx, WRITE);
        String name = ctx.pathParam("name");
        String yaml = body.text(ctx);
        try {
            var parsed = dev.bac.agents.format.WorkflowFile.parse(yaml, name + ".yaml");
            if (!parsed.name().equals(name)) {
                throw Refusal.invalid("metadata.name", "It must be the name in the path, " + name + ".");
            }
            mayActFor(caller, parsed);
            parsed.all().flatMap(WorkflowResource::asked).forEach(ask -> named(caller, ask));
            workflows.catalogue().put(caller.tenant(), yaml, caller.name());
        } catch (FormatException wrong) {
            throw Refusal.invalid("yaml", String.valueOf(wrong.getMessage()));
        }
        detail(ctx, caller);
    }

    private void remove(Context ctx) {
        Caller caller = Guard.caller(ctx, WRITE);
        if (!find(caller, ctx.pathParam("name")).own()) {
            throw Refusal.notFound("workflow of your own");
        }
        workflows.catalogue().remove(caller.tenant(), "workflow", ctx.pathParam("name"));
        ctx.status(204);
    }

    private void enable(Context ctx) {
        Caller caller = Guard.caller(ctx, WRITE);
        var entry = find(caller, ctx.pathParam("name"));
        workflows
                .catalogue()
                .enable(
                        caller.tenant(),
                        entry.workflow().name(),
                        body.require(ctx, Change.class).enabled());
        detail(ctx, caller);
    }

    private void start(Context ctx) {
        Caller caller = Guard.caller(ctx, ConversationResource.SCOPE);
        var asked = body.read(ctx, NewRun.class);
        Optional<String> once = asked.map(NewRun::once);
        if (once.filter(text -> text.length() > LONGEST_KEY).isPresent()) {
            throw Refusal.invalid("once", "It is longer than " + LONGEST_KEY + " characters.");
        }
        UUID run = workflows
                .desk()
                .start(
                        caller,
                        ctx.pathParam("name"),
                        asked.map(NewRun::input).orElseGet(JsonNodeFactory.instance::objectNode),
                        once.map(text -> "person/" + caller.user() + "/" + text));
        ctx.status(202);
        Answer.json(ctx, new Started(run));
    }
}
