package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.Workflow;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.run.RunWrites;
import dev.bac.orchestrator.workflow.WorkflowRun.State;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import dev.bac.store.journal.Fence;
import dev.bac.store.journal.FenceLost;
import dev.bac.store.journal.Leases;
import dev.bac.store.journal.ScheduledCall;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on runs of workflows, each under a lease that a thread of its own keeps alive. Whoever holds the lease makes
 * passes until the run has ended or waits. A node that dies leaves its runs due; another one takes them when their lease
 * is over. A node that wakes beside its successor can write nothing: the fence stands in each transaction.
 */
public final class Engine implements ScheduledCall.Handler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    /** As long as the scheduler waits for its calls. */
    private static final long STOP_SECONDS = 10;

    private final Store store;
    private final Leases leases;
    private final Pass.Stores stores;
    private final Node node;
    private final Function<Pass, Passing> passing;
    private final Versions versions;
    private final Semaphore room;
    private final ConcurrentMap<UUID, Fence> held = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Which node works, and how much it may do. */
    public record Node(String name, WorkflowLimits limits, InstantSource clock) {}

    /** What makes one pass. */
    interface Passing {
        /** As far as the run comes now. */
        Outcome forward();

        /** As far as what it did can be taken back now. */
        Outcome back();
    }

    /** Finds the version a run began with. */
    interface Versions {
        Optional<Workflow> find(TenantId tenant, WorkflowRun run);
    }

    /** Makes the caller of a run. */
    interface Callers {
        dev.bac.identity.Caller of(TenantId tenant, Workflow workflow, WorkflowRun run);
    }

    private final Callers callers;

    Engine(
            Store store,
            Pass.Stores stores,
            Versions versions,
            Callers callers,
            Function<Pass, Passing> passing,
            Node node) {
        this.store = store;
        this.leases = new Leases(store);
        this.stores = stores;
        this.versions = versions;
        this.callers = callers;
        this.passing = passing;
        this.node = node;
        this.room = new Semaphore(node.limits().atOnce());
        Thread.ofVirtual().name("workflow-leases").start(this::beat);
    }

    /** The scheduler's call: looks at the run that it names. */
    @Override
    public void run(ScheduledCall call) {
        take(call.tenant(), UUID.fromString(call.payload().required("run").asString()));
    }

    /** Takes up whatever is due and held by nobody: new, woken, timed, or left by a node that is gone. */
    public void takeUp() {
        for (Wakes.Due due : stores.wakes().due(node.clock().instant())) {
            try {
                take(due.tenant(), due.run());
            } catch (StoreException failed) {
                // The next look finds it again; the others must not wait for it.
                LOG.warn("run {} could not be taken up: {}", due.run(), failed.getMessage());
            }
        }
    }

    /** Takes a run, unless somebody holds it or there is no room. */
    void take(TenantId tenant, UUID run) {
        if (closed.getCount() == 0 || !room.tryAcquire()) {
            return;
        }
        boolean begun = false;
        try {
            var fence =
                    leases.take("workflow/" + run, node.name(), node.limits().lease());
            begun = fence.isPresent() && begin(tenant, run, fence.get());
        } finally {
            if (!begun) {
                room.release();
            }
        }
    }

    /** False when the node leaves just now: the lease is given back. */
    private boolean begin(TenantId tenant, UUID run, Fence fence) {
        held.put(run, fence);
        try {
            threads.execute(() -> work(tenant, run, fence));
            return true;
        } catch (RejectedExecutionException leaving) {
            held.remove(run, fence);
            release(fence);
            return false;
        }
    }

    private void work(TenantId tenant, UUID run, Fence fence) {
        try {
            var writes = new RunWrites(store, tenant, fence);
            while (closed.getCount() > 0 && pass(writes, run)) {
                // Somebody woke it meanwhile.
            }
        } catch (FenceLost taken) {
            LOG.info("workflow run left to the node that has it now: run={}", run);
        } catch (RuntimeException e) {
            LOG.warn("workflow run broke off and is taken up again: run={}", run, e);
        } finally {
            held.remove(run, fence);
            room.release();
            release(fence);
        }
    }

    private void release(Fence fence) {
        try {
            leases.release(fence);
        } catch (RuntimeException e) {
            LOG.info("a workflow's lease was not given back and ends by itself: {}", fence.name());
        }
    }

    /** One pass. @return true when there is a reason to look again at once */
    private boolean pass(RunWrites writes, UUID id) {
        var found = writes.write(tx -> begin(tx, id));
        if (found.isEmpty()) {
            return false;
        }
        WorkflowRun run = found.get();
        var workflow = versions.find(writes.tenant(), run);
        if (workflow.isEmpty()) {
            park(writes, run, new WorkflowRun.Failure("", "no_version", "The version it began with is gone."));
            return false;
        }
        var pass = new Pass(
                run,
                workflow.get(),
                callers.of(writes.tenant(), workflow.get(), run),
                writes,
                stores,
                new Pass.Here(node.clock(), () -> closed.getCount() == 0));
        var one = passing.apply(pass);
        return run.ending().isPresent() ? back(pass, one) : forward(pass, one);
    }

    /** The run when there is something to do; a pass that never ends counts against it. */
    private Optional<WorkflowRun> begin(dev.bac.store.Tx tx, UUID id) {
        var found = stores.runs().lock(tx, id);
        if (found.isEmpty()
                || found.get().state() == State.PAUSED
                || found.get().state() == State.PARKED
                || found.get().state().ended()
                || found.get().state() == State.FAILED) {
            stores.wakes().forget(tx, id);
            return Optional.empty();
        }
        if (stores.runs().takenOver(tx, id) > node.limits().takeovers()) {
            stores.runs()
                    .failing(
                            tx,
                            id,
                            new WorkflowRun.Failure("", "interrupted", "No node lived to see the end of a step of it."),
                            found.get().ending().orElse(null));
            stores.runs().state(tx, id, State.PARKED);
            stores.wakes().forget(tx, id);
            return Optional.empty();
        }
        if (found.get().state() == State.WAITING) {
            stores.runs().state(tx, id, found.get().ending().isPresent() ? State.UNDOING : State.RUNNING);
        }
        return found;
    }

    private boolean forward(Pass pass, Passing one) {
        return switch (one.forward()) {
            case Outcome.Done done -> {
                end(pass, State.DONE, done);
                yield false;
            }
            case Outcome.Waits waits -> suspend(pass, waits);
            case Outcome.Failed failed -> {
                var why = new WorkflowRun.Failure(failed.step(), failed.code(), failed.text());
                turnBack(pass, why, State.FAILED);
                yield true;
            }
            case Outcome.Parked parked -> {
                park(
                        pass.writes(),
                        pass.run(),
                        new WorkflowRun.Failure(parked.step(), "unknown_outcome", parked.text()));
                yield false;
            }
            case Outcome.Stopped _ -> stopped(pass);
        };
    }

    private boolean stopped(Pass pass) {
        return pass.writes().write(tx -> {
            var asked = stores.runs().asked(tx, pass.id());
            if (asked.filter("cancel"::equals).isPresent()) {
                stores.runs()
                        .failing(
                                tx,
                                pass.id(),
                                new WorkflowRun.Failure("", "cancelled", "Somebody ended it."),
                                State.CANCELLED);
                stores.runs().state(tx, pass.id(), State.UNDOING);
                stores.runs().ask(tx, pass.id(), null);
                return true;
            }
            if (asked.filter("pause"::equals).isPresent()) {
                stores.runs().state(tx, pass.id(), State.PAUSED);
                stores.wakes().forget(tx, pass.id());
                settled(tx, pass.id());
                return false;
            }
            return true;
        });
    }

    private void turnBack(Pass pass, WorkflowRun.Failure why, State ending) {
        pass.writes().write(tx -> {
            stores.runs().failing(tx, pass.id(), why, ending);
            stores.runs().state(tx, pass.id(), State.UNDOING);
            return stores.runs().ask(tx, pass.id(), null);
        });
    }

    private boolean back(Pass pass, Passing one) {
        return switch (one.back()) {
            case Outcome.Done done -> {
                end(pass, pass.run().ending().orElse(State.FAILED), done);
                yield false;
            }
            case Outcome.Waits waits -> suspend(pass, waits);
            case Outcome.Failed failed -> {
                var why =
                        new WorkflowRun.Failure(failed.step(), "not_taken_back", failed.code() + ": " + failed.text());
                park(pass.writes(), pass.run(), why);
                yield false;
            }
            case Outcome.Parked parked -> {
                park(
                        pass.writes(),
                        pass.run(),
                        new WorkflowRun.Failure(parked.step(), "unknown_outcome", parked.text()));
                yield false;
            }
            case Outcome.Stopped _ -> {
                if (closed.getCount() > 0) {
                    pass.writes().write(tx -> stores.runs().ask(tx, pass.id(), null));
                }
                yield true;
            }
        };
    }

    private boolean suspend(Pass pass, Outcome.Waits waits) {
        return pass.writes().write(tx -> {
            if (!stores.runs().suspend(tx, pass.id(), pass.run().wakes())) {
                return true;
            }
            settled(tx, pass.id());
            if (waits.until().isPresent()) {
                stores.wakes().at(tx, pass.id(), waits.until().get());
            } else {
                stores.wakes().forget(tx, pass.id());
            }
            return false;
        });
    }

    private void end(Pass pass, State state, Outcome.Done done) {
        pass.writes().write(tx -> {
            if (state == State.DONE) {
                stores.runs().output(tx, pass.id(), done.output());
            }
            stores.wakes().forget(tx, pass.id());
            settled(tx, pass.id());
            return stores.runs().state(tx, pass.id(), state);
        });
    }

    private void park(RunWrites writes, WorkflowRun run, WorkflowRun.Failure why) {
        writes.write(tx -> {
            stores.runs().failing(tx, run.id(), why, run.ending().orElse(null));
            stores.wakes().forget(tx, run.id());
            settled(tx, run.id());
            return stores.runs().state(tx, run.id(), State.PARKED);
        });
        LOG.warn("workflow run parked for a person: run={} code={}", run.id(), why.code());
    }

    /** A pass came to its end: the count of those that did not begins anew. */
    private static void settled(dev.bac.store.Tx tx, UUID id) {
        tx.sql()
                .createUpdate("UPDATE workflow_run SET takeovers = 0 WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    private void beat() {
        try {
            while (!closed.await(node.limits().beat().toMillis(), TimeUnit.MILLISECONDS)) {
                keepAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One statement for all; only those in the middle of a write are kept one by one. */
    private void keepAll() {
        var all = List.copyOf(held.values());
        try {
            var kept = leases.renewFree(all, node.limits().lease());
            all.stream().filter(fence -> !kept.contains(fence)).forEach(fence -> Thread.ofVirtual()
                    .start(() -> keep(fence)));
        } catch (RuntimeException e) {
            LOG.warn("no sign of life could be given: runs={}", all.size(), e);
        }
    }

    private void keep(Fence fence) {
        try {
            leases.renew(fence, node.limits().lease());
        } catch (RuntimeException e) {
            LOG.warn(
                    "no sign of life could be given: {} {}",
                    fence.name(),
                    e.getClass().getSimpleName());
        }
    }

    /** True while a thread of this node is at work on a run. */
    boolean atWork() {
        return !held.isEmpty();
    }

    /** Begins no new step, waits a little for those at work; the rest goes on elsewhere or at the next start. */
    @Override
    public void close() {
        closed.countDown();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
