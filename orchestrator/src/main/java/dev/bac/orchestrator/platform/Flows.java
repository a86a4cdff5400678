package dev.bac.orchestrator.platform;

import dev.bac.orchestrator.activation.ActivationRequests;
import dev.bac.orchestrator.activation.ActivationWorkflow;
import dev.bac.orchestrator.activation.CustomerCopies;
import dev.bac.store.journal.Scheduler;
import java.time.Duration;

/** Work across domains: it begins with an event of one and goes on with calls of others. */
record Flows(ActivationRequests requests, ActivationWorkflow activation, CustomerCopies copies) {
    private static final Duration OFTEN = Duration.ofMillis(500);

    /** To be called before the scheduler starts. */
    void register(Scheduler scheduler) {
        scheduler
                .once(ActivationWorkflow.TASK, activation)
                .every("activations-take-up", OFTEN, () -> requests.takeUp(scheduler))
                .every("customers-copy", OFTEN, copies::copy);
    }
}
