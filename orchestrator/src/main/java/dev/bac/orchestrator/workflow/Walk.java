package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.Expression;
import dev.bac.agents.workflow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/**
 * Walks a workflow's steps from the start, each time. A step whose result the journal has is passed with that result, so
 * that what is computed comes out as before; the first ones without a result are carried out. Nothing is kept between
 * two passes: that is why any node can make the next one.
 */
final class Walk {
    private final Pass pass;
    private final Steps steps;
    private final WorkflowLimits limits;

    /** How single steps are carried out. */
    interface Steps {
        Outcome carryOut(Step step, Scope scope);
    }

    Walk(Pass pass, Steps steps, WorkflowLimits limits) {
        this.pass = pass;
        this.steps = steps;
        this.limits = limits;
    }

    /** The whole workflow; the output is that of its last step. */
    Outcome all(Scope scope) {
        return sequence(pass.workflow().steps(), scope);
    }

    private Outcome sequence(List<Step> sequence, Scope scope) {
        JsonNode last = NullNode.getInstance();
        for (Step step : sequence) {
            Outcome outcome = one(step, scope);
            if (!(outcome instanceof Outcome.Done done)) {
                return outcome;
            }
            scope.put(step.id(), done.output());
            last = done.output();
        }
        return new Outcome.Done(last);
    }

    private Outcome one(Step step, Scope scope) {
        Outcome outcome;
        try {
            if (step.common().onlyIf().isPresent()
                    && !step.common().onlyIf().get().holds(scope.variables())) {
                return new Outcome.Done(NullNode.getInstance());
            }
            outcome = carryOut(step, scope);
        } catch (Expression.Failed wrong) {
            outcome = new Outcome.Failed(scope.place(step.id()), "expression", String.valueOf(wrong.getMessage()));
        }
        if (outcome instanceof Outcome.Failed failed && step.common().goesOn()) {
            var error = JsonNodeFactory.instance.objectNode();
            error.putObject("error").put("code", failed.code()).put("text", failed.text());
            return new Outcome.Done(error);
        }
        return outcome;
    }

    private Outcome carryOut(Step step, Scope scope) {
        return switch (step) {
            case Step.Branch branch -> branch(branch, scope);
            case Step.Parallel parallel -> parallel(parallel, scope);
            case Step.Each each -> each(each, scope);
            case Step.Compute compute -> new Outcome.Done(compute.value().value(scope.variables()));
            case Step.Fail fail ->
                new Outcome.Failed(
                        scope.place(step.id()),
                        "failed",
                        fail.text().value(scope.variables()).asString("The workflow ends here."));
            case Step.CallTool _,
                    Step.AskAgent _,
                    Step.WaitEvent _,
                    Step.WaitTime _,
                    Step.WaitApproval _,
                    Step.Start _ -> steps.carryOut(step, scope);
        };
    }

    private Outcome branch(Step.Branch branch, Scope scope) {
        for (var choice : branch.choices()) {
            if (choice.when().holds(scope.variables())) {
                return sequence(choice.steps(), scope.inner());
            }
        }
        return sequence(branch.otherwise(), scope.inner());
    }

    private Outcome parallel(Step.Parallel parallel, Scope scope) {
        var names = List.copyOf(parallel.ways().keySet());
        var work = new ArrayList<Callable<Outcome>>();
        parallel.ways().values().forEach(way -> work.add(() -> sequence(way, scope.inner())));
        return together(work, work.size(), outputs -> {
            var object = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < names.size(); i++) {
                object.set(names.get(i), outputs.get(i));
            }
            return object;
        });
    }

    private Outcome each(Step.Each each, Scope scope) {
        var list = each.list().value(scope.variables());
        if (!list.isArray()) {
            return new Outcome.Failed(scope.place(each.id()), "expression", "\"" + each.list() + "\" is no list.");
        }
        if (list.size() > limits.items()) {
            return new Outcome.Failed(
                    scope.place(each.id()),
                    "too_many",
                    "It has " + list.size() + " items, at most " + limits.items() + ".");
        }
        var work = new ArrayList<Callable<Outcome>>();
        for (int i = 0; i < list.size(); i++) {
            var inner = scope.each(each.id(), list.get(i), i);
            work.add(() -> sequence(each.steps(), inner));
        }
        return together(work, each.atOnce(), outputs -> {
            var array = JsonNodeFactory.instance.arrayNode();
            outputs.forEach(array::add);
            return array;
        });
    }

    /** Carries all of them as far as they come. What is not done decides: stopped, parked, failed, then waiting. */
    private static Outcome together(
            List<Callable<Outcome>> work, int atOnce, java.util.function.Function<List<JsonNode>, JsonNode> join) {
        var outcomes = atOnce == 1 ? oneByOne(work) : sideBySide(work, atOnce);
        Outcome worst = null;
        var outputs = new ArrayList<JsonNode>();
        for (var outcome : outcomes) {
            if (outcome instanceof Outcome.Done done) {
                outputs.add(done.output());
            } else if (worst instanceof Outcome.Waits first && outcome instanceof Outcome.Waits second) {
                worst = first.or(second);
            } else if (worst == null || rank(outcome) < rank(worst)) {
                worst = outcome;
            }
        }
        return worst == null ? new Outcome.Done(join.apply(outputs)) : worst;
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stopped _ -> 0;
            case Outcome.Parked _ -> 1;
            case Outcome.Failed _ -> 2;
            case Outcome.Waits _ -> 3;
            case Outcome.Done _ -> 4;
        };
    }

    /** A wait does not hold up the next item; a failure does. */
    private static List<Outcome> oneByOne(List<Callable<Outcome>> work) {
        var outcomes = new ArrayList<Outcome>();
        for (var one : work) {
            var outcome = called(one);
            outcomes.add(outcome);
            if (!(outcome instanceof Outcome.Done) && !(outcome instanceof Outcome.Waits)) {
                break;
            }
        }
        return outcomes;
    }

    private static List<Outcome> sideBySide(List<Callable<Outcome>> work, int atOnce) {
        var room = new Semaphore(atOnce);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<Outcome>>();
            for (var one : work) {
                futures.add(threads.submit(() -> {
                    room.acquire();
                    try {
                        return one.call();
                    } finally {
                        room.release();
                    }
                }));
            }
            var outcomes = new ArrayList<Outcome>();
            for (var future : futures) {
                outcomes.add(called(future::get));
            }
            return outcomes;
        }
    }

    private static Outcome called(Callable<Outcome> work) {
        try {
            return work.call();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        } catch (RuntimeException known) {
            throw known;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException(e);
        }
    }
}
