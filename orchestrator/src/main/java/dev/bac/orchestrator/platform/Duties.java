package dev.bac.orchestrator.platform;

import dev.bac.orchestrator.access.StoredKeyRing;
import dev.bac.orchestrator.conversation.Decisions;
import dev.bac.store.journal.Scheduler;
import dev.bac.store.journal.SchedulerLimits;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** What has to be done now and then, by whichever node is free. */
final class Duties {
    private static final Duration OFTEN = Duration.ofSeconds(30);
    private static final Duration SELDOM = Duration.ofHours(1);

    private Duties() {}

    static Scheduler start(Access access, Decisions decisions, Flows flows, Supplier<UUID> ids) {
        StoredKeyRing ring = access.ring();
        var scheduler = new Scheduler(access.store(), "node-" + ids.get(), SchedulerLimits.usual())
                .every("approvals-expire", OFTEN, () -> access.companies()
                        .active()
                        .forEach(company -> decisions.expire(company.id())))
                .every("keys-rotate", SELDOM, ring::refresh);
        flows.register(scheduler);
        scheduler.start();
        return scheduler;
    }
}
