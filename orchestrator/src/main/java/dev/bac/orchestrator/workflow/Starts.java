package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.Workflow;
import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import dev.bac.store.journal.Scheduler;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Starts runs: written down, and handed to the scheduler, in one transaction. */
public final class Starts {
    /** The scheduler's name of looking at a run. */
    public static final String TASK = "workflow-run";

    private static final int MOST_INPUT = 200_000;

    private final Store store;
    private final WorkflowRuns runs;
    private final Wakes wakes;
    private final Catalogue catalogue;
    private final Actors actors;
    private volatile Optional<Scheduler> scheduler = Optional.empty();

    Starts(Store store, WorkflowRuns runs, Wakes wakes, Catalogue catalogue, Actors actors) {
        this.actors = actors;
        this.store = store;
        this.runs = runs;
        this.wakes = wakes;
        this.catalogue = catalogue;
    }

    /** From here on runs are handed to the scheduler; before, they are found by looking. */
    void dispatchedBy(Scheduler dispatcher) {
        scheduler = Optional.of(dispatcher);
    }

    /** What starts a run without a person. */
    public record Begin(WorkflowRun.Cause cause, Optional<String> once, ObjectNode input, Optional<JsonNode> event) {}

    /**
     * Starts a run for a person.
     *
     * @throws Refusal when there is no such workflow, the caller may not start it, or the input does not fit
     */
    public UUID start(Caller caller, String name, ObjectNode input, Optional<String> once) {
        var entry = catalogue.find(caller.tenant(), name).orElseThrow(() -> Refusal.notFound("workflow"));
        var use = entry.workflow().access().use();
        if (!use.isEmpty() && caller.roles().stream().noneMatch(role -> use.contains(role.label()))) {
            throw Refusal.of(ProblemCode.FORBIDDEN, "This workflow is for others to start.");
        }
        check(entry.workflow().inputs(), input);
        return store.write(caller.tenant(), tx -> {
            var run = run(tx, entry, new Begin(WorkflowRun.Cause.PERSON, once, input, Optional.empty()), caller);
            return begin(tx, entry, run)
                    ? run.id()
                    : runs.started(tx, name, once.orElse("")).orElseThrow().id();
        });
    }

    /** Starts a run for whoever the workflow acts for. Empty when it was started before. */
    Optional<UUID> start(TenantId tenant, Catalogue.Entry entry, Begin begin) {
        return store.write(tenant, tx -> start(tx, entry, begin));
    }

    /** Starts a run for whoever the workflow acts for, within a transaction. Empty when it was started before. */
    Optional<UUID> start(Tx tx, Catalogue.Entry entry, Begin begin) {
        var run = run(tx, entry, begin, actors.own(tx.tenant(), entry.workflow()));
        return begin(tx, entry, run) ? Optional.of(run.id()) : Optional.empty();
    }

    /** Starts a run for whoever another run acts for. */
    UUID start(Tx tx, Catalogue.Entry entry, Begin begin, Caller caller) {
        var run = run(tx, entry, begin, caller);
        return begin(tx, entry, run)
                ? run.id()
                : runs.started(tx, entry.workflow().name(), begin.once().orElse(""))
                        .orElseThrow()
                        .id();
    }

    /** An entry of a tenant's. */
    Optional<Catalogue.Entry> entry(TenantId tenant, String name) {
        return catalogue.find(tenant, name);
    }

    private boolean begin(Tx tx, Catalogue.Entry entry, WorkflowRun run) {
        if (!runs.add(tx, run)) {
            return false;
        }
        catalogue.keep(tx, entry);
        wakes.at(tx, run.id(), tx.now());
        look(tx, run.id(), "start");
        return true;
    }

    /** Has the scheduler look at a run now. */
    void look(Tx tx, UUID run, String why) {
        var payload = JsonNodeFactory.instance.objectNode().put("run", run.toString());
        scheduler.ifPresent(one -> one.schedule(tx, TASK, run + "/" + why, tx.now(), payload));
    }

    private static WorkflowRun run(Tx tx, Catalogue.Entry entry, Begin begin, Caller caller) {
        return new WorkflowRun(
                tx.newId(),
                entry.workflow().name(),
                entry.workflow().digest(),
                begin.cause(),
                begin.once(),
                caller.user(),
                caller.name(),
                caller.roles(),
                caller.channel() == Channel.PLATFORM ? Channel.TRIGGER : caller.channel(),
                begin.input(),
                begin.event(),
                Optional.empty(),
                WorkflowRun.State.RUNNING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Map.of(),
                tx.now(),
                Optional.empty());
    }

    /** @throws Refusal when a value is missing, unknown or of another kind */
    static void check(Map<String, Workflow.Input> inputs, ObjectNode given) {
        if (given.toString().length() > MOST_INPUT) {
            throw Refusal.invalid("input", "It is longer than " + MOST_INPUT + " characters.");
        }
        given.propertyNames().stream()
                .filter(name -> !inputs.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.invalid(
                            "input." + name,
                            "There is no such input; there are " + String.join(", ", inputs.keySet()) + ".");
                });
        inputs.forEach((name, input) -> {
            var value = given.path(name);
            if (value.isMissingNode() || value.isNull()) {
                if (input.required()) {
                    throw Refusal.invalid("input." + name, "It is missing. " + input.description());
                }
            } else if (!fits(input.kind(), value)) {
                throw Refusal.invalid(
                        "input." + name, "It must be " + input.kind().name().toLowerCase(java.util.Locale.ROOT) + ".");
            }
        });
    }

    private static boolean fits(Workflow.Kind kind, JsonNode value) {
        return switch (kind) {
            case TEXT -> value.isString();
            case NUMBER -> value.isNumber();
            case TRUTH -> value.isBoolean();
            case LIST -> value.isArray();
            case OBJECT -> value.isObject();
        };
    }
}
