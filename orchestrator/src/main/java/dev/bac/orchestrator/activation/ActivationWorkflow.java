package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.journal.Fence;
import dev.bac.store.journal.Journal;
import dev.bac.store.journal.Leases;
import dev.bac.store.journal.Progress;
import dev.bac.store.journal.ScheduledCall;
import dev.bac.store.journal.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * Carries an activation out, step by step, under a lease and a journal: whoever takes it over, after a crash or a
 * failure, goes on at the first step without a result and repeats it with the same keys. A step that fails too often
 * ends the activation, and what it had made is taken away. A step's end and the next one's begin are one commit each in
 * the journal and in the record: between them nothing happens that could be lost.
 */
public final class ActivationWorkflow implements ScheduledCall.Handler {
    /** The scheduler's name of this work. */
    public static final String TASK = "business-activate";

    private static final Logger LOG = LoggerFactory.getLogger(ActivationWorkflow.class);
    /** Longer than any step takes; shorter than the scheduler's patience with a failing task. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration RENEW = LEASE.dividedBy(3);
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Store store;
    private final PlatformCalls calls;
    private final Making making;
    private final String node;
    private final int attempts;
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicLong ended = new AtomicLong(System.nanoTime() - MOMENT.toNanos());

    /** @param attempts of one step before the activation fails */
    public ActivationWorkflow(Store store, PlatformCalls calls, Making making, String node, int attempts) {
        this.store = store;
        this.calls = calls;
        this.making = making;
        this.node = node;
        this.attempts = attempts;
    }

    /** One run of it, while the lease is held. */
    private record Turn(TenantId asker, String activation, Fence fence) {
        String key(String what) {
            return "activation/" + activation + "/" + what;
        }

        Step journalled(ActivationPlan.Step step) {
            return new Step(activation, step.name(), key(step.name()), step.name());
        }
    }

    /** @throws RuntimeException when it is to be tried again */
    @Override
    public void run(ScheduledCall call) {
        String activation = call.payload().required("activation").asString();
        var leases = new Leases(store);
        var fence = leases.take("activation/" + activation, node, LEASE)
                .orElseThrow(() -> new IllegalStateException("activation " + activation + " is in other hands"));
        working.incrementAndGet();
        try {
            carryOut(new Turn(call.tenant(), activation, fence), leases);
        } finally {
            ended.set(System.nanoTime());
            working.decrementAndGet();
            leases.release(fence);
        }
    }

    /** True while this node sets a business up, and for a moment after: one seldom comes alone. */
    public boolean busy() {
        return working.get() > 0 || System.nanoTime() - ended.get() < MOMENT.toNanos();
    }

    private void carryOut(Turn turn, Leases leases) {
        var plan = plan(turn);
        if (plan.failed()) {
            takeBack(turn, plan);
            return;
        }
        Optional<Progress> begun = Optional.empty();
        long renewed = System.nanoTime();
        for (var step : plan.steps()) {
            if (step.is("DONE")) {
                continue;
            }
            if (System.nanoTime() - renewed > RENEW.toNanos()) {
                leases.renew(turn.fence(), LEASE);
                renewed = System.nanoTime();
            }
            var next = plan.after(step);
            var result = carryOut(turn, plan, step, begun);
            if (result.isEmpty()) {
                takeBack(turn, plan(turn));
                return;
            }
            begun = next.map(one -> complete(turn, step, result.get(), one));
            if (next.isEmpty()) {
                complete(turn, step, result.get());
            }
            record(turn, step, "DONE", step.attempts() + 1, result.get(), next.isPresent());
        }
    }

    /**
     * Does a step.
     *
     * @param begun how far it had come when the step before it was completed and this one begun with it
     * @return its result; empty when it has failed for good
     */
    private Optional<String> carryOut(
            Turn turn, ActivationPlan plan, ActivationPlan.Step step, Optional<Progress> begun) {
        int attempt = step.attempts() + 1;
        var progress = begun.orElseGet(() -> {
            var intended = store.write(turn.asker(), tx -> Journal.intend(tx, turn.fence(), turn.journalled(step)));
            record(turn, step, "RUNNING", attempt, null, false);
            return intended;
        });
        if (progress instanceof Progress.Done done) {
            return Optional.of(done.result().asString());
        }
        try {
            return Optional.of(making.make(plan, step, turn.journalled(step).key()));
        } catch (RuntimeException e) {
            if (attempt < attempts) {
                throw new StepFailed(step.name() + " at attempt " + attempt + ": " + reason(e));
            }
            record(turn, step, "FAILED", attempt, reason(e), false);
            return Optional.empty();
        }
    }

    private Progress complete(Turn turn, ActivationPlan.Step step, String result, ActivationPlan.Step next) {
        return store.write(turn.asker(), tx -> {
            Journal.complete(tx, turn.fence(), turn.journalled(step), StringNode.valueOf(result));
            return Journal.intend(tx, turn.fence(), turn.journalled(next));
        });
    }

    private void complete(Turn turn, ActivationPlan.Step step, String result) {
        store.write(turn.asker(), tx -> {
            Journal.complete(tx, turn.fence(), turn.journalled(step), StringNode.valueOf(result));
            return true;
        });
    }

    private void takeBack(Turn turn, ActivationPlan plan) {
        making.takeBack(plan, turn.key("take-back"));
        plan.steps().stream()
                .filter(step -> !step.is("PENDING") && !step.is("COMPENSATED"))
                .forEach(step -> record(turn, step, "COMPENSATED", step.attempts(), null, false));
        LOG.warn("activation {} failed and was taken back", turn.activation());
    }

    private ActivationPlan plan(Turn turn) {
        var wanted = JsonNodeFactory.instance.objectNode().put("activation", turn.activation());
        return ActivationPlan.of(calls.call(turn.asker(), "provisioning_activation_plan", wanted, turn.key("plan")));
    }

    /** @param next whether the next step begins with it */
    private void record(
            Turn turn, ActivationPlan.Step step, String state, int attempt, @Nullable String detail, boolean next) {
        var arguments = JsonNodeFactory.instance
                .objectNode()
                .put("activation", turn.activation())
                .put("step", step.position())
                .put("state", state);
        if (next) {
            arguments.put("next", true);
        }
        if (detail != null) {
            arguments.put("detail", detail);
        }
        String key = turn.key(step.position() + "/" + state + "/" + attempt);
        calls.call(turn.asker(), "provisioning_step_record", arguments, key);
    }

    /** Without the messages of the database's driver, which hold rows. */
    private static String reason(RuntimeException e) {
        boolean ours = e instanceof PlatformCalls.CallRefused || e instanceof IllegalStateException;
        String message = ours ? String.valueOf(e.getMessage()) : e.getClass().getSimpleName();
        return message.substring(0, Math.min(1_000, message.length()));
    }

    /** A step that is to be tried again; the scheduler logs it. */
    private static final class StepFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StepFailed(String message) {
            super(message, null, false, false);
        }
    }
}
