package dev.bac.orchestrator.platform;

import dev.bac.crm.activity.Reminders;
import dev.bac.finance.overdue.OverdueWatch;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.activation.ActivationPulse;
import dev.bac.orchestrator.activation.ActivationRequests;
import dev.bac.orchestrator.activation.ActivationWorkflow;
import dev.bac.orchestrator.activation.CustomerCopies;
import dev.bac.orchestrator.activation.LostActivations;
import dev.bac.orchestrator.activation.OrderRequests;
import dev.bac.orchestrator.activation.OrderWorkflow;
import dev.bac.orchestrator.activation.PreparedTenants;
import dev.bac.orchestrator.dialogue.Dialogues;
import dev.bac.store.journal.Scheduler;
import java.time.Duration;

/** Work across domains: it begins with an event of one and goes on with calls of others. */
record Flows(
        ActivationRequests requests,
        LostActivations lost,
        ActivationWorkflow activation,
        OrderRequests orderRequests,
        OrderWorkflow orders,
        PreparedTenants prepared,
        CustomerCopies copies,
        Reminders reminders,
        OverdueWatch overdue,
        Dialogues dialogues,
        Companies companies) {
    private static final Duration OFTEN = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration SELDOM = Duration.ofMinutes(1);

    /**
     * Begins at once what is asked for; to be called when the scheduler has started.
     *
     * @param pause between two looks
     */
    ActivationPulse pulse(Scheduler scheduler, Duration pause) {
        return ActivationPulse.start(requests, activation, scheduler, pause);
    }

    /** To be called before the scheduler starts. */
    void register(Scheduler scheduler) {
        scheduler
                .once(ActivationWorkflow.TASK, activation)
                .once(OrderWorkflow.TASK, orders)
                .every("orders-take-up", OFTEN, () -> orderRequests.takeUp(scheduler))
                .every("tenants-prepare", OFTEN, prepared::refill)
                .every("activations-lost", SELDOM, () -> companies
                        .active()
                        .forEach(company -> lost.takeUp(scheduler, company.id())))
                .every("customers-copy", OFTEN, copies::copy)
                .every("crm-reminders", SOON, () -> companies.active().forEach(company -> reminders.tell(company.id())))
                .every("invoices-overdue", SOON, () -> companies
                        .active()
                        .forEach(company -> overdue.tell(company.id())))
                .every("dialogues", OFTEN, dialogues::goOn);
    }
}
