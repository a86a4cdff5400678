package dev.bac.store.journal;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries again after a growing pause, and gives up after a number of times; db-scheduler logs each failure. */
record RetryLater(int retries, Duration backoff) implements FailureHandler<String> {
    private static final Logger LOG = LoggerFactory.getLogger(RetryLater.class);
    private static final double GROWTH = 1.5;

    @Override
    public void onFailure(ExecutionComplete complete, ExecutionOperations<String> operations) {
        int failures = complete.getExecution().consecutiveFailures;
        if (failures >= retries) {
            LOG.error(
                    "gave up {} {} after {} retries",
                    complete.getExecution().taskInstance.getTaskName(),
                    complete.getExecution().taskInstance.getId(),
                    failures);
            operations.remove();
            return;
        }
        long pause = Math.round(backoff.toMillis() * Math.pow(GROWTH, failures));
        operations.reschedule(complete, complete.getTimeDone().plusMillis(pause));
    }
}
