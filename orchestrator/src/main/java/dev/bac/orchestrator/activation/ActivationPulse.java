package dev.bac.orchestrator.activation;

import dev.bac.store.journal.ScheduledCall;
import dev.bac.store.journal.Scheduler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins what is asked for at once, on the node that sees it first. The scheduler has the same work a little later, so
 * that it is done when this node dies; when it is done before, the scheduler's is taken back.
 */
public final class ActivationPulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActivationPulse.class);
    private static final int AT_ONCE = 16;
    private static final Duration STOP = Duration.ofSeconds(10);

    private final ActivationRequests requests;
    private final ActivationWorkflow workflow;
    private final Scheduler scheduler;
    private final Duration pause;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean ends;

    private ActivationPulse(
            ActivationRequests requests, ActivationWorkflow workflow, Scheduler scheduler, Duration pause) {
        this.requests = requests;
        this.workflow = workflow;
        this.scheduler = scheduler;
        this.pause = pause;
    }

    /** @param pause between two looks */
    public static ActivationPulse start(
            ActivationRequests requests, ActivationWorkflow workflow, Scheduler scheduler, Duration pause) {
        var pulse = new ActivationPulse(requests, workflow, scheduler, pause);
        pulse.work.execute(pulse::beat);
        return pulse;
    }

    private void beat() {
        while (!ends) {
            try {
                requests.takeUp(scheduler, this::begin);
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (!ends) {
                    LOG.warn(
                            "looking for requested activations failed: {}",
                            e.getClass().getSimpleName());
                    ends = Thread.currentThread().isInterrupted();
                }
            }
        }
    }

    private void begin(ScheduledCall call) {
        // Without room here it waits for the scheduler.
        if (!ends && room.tryAcquire()) {
            work.execute(() -> {
                try {
                    workflow.run(call);
                    requests.done(scheduler, call);
                } catch (RuntimeException e) {
                    LOG.info(
                            "activation {} is tried again: {}",
                            call.instance(),
                            e.getClass().getSimpleName());
                } finally {
                    room.release();
                }
            });
        }
    }

    @Override
    public void close() {
        ends = true;
        work.shutdown();
        try {
            if (!work.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                work.shutdownNow();
            }
        } catch (InterruptedException e) {
            work.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
