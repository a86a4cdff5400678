package dev.bac.orchestrator.platform;

import dev.bac.orchestrator.access.StoredKeyRing;
import dev.bac.orchestrator.conversation.Decisions;
import dev.bac.orchestrator.conversation.Runner;
import dev.bac.store.journal.Leases;
import dev.bac.store.journal.Scheduler;
import dev.bac.store.journal.SchedulerLimits;
import java.time.Duration;
import java.util.List;

/** What has to be done now and then, by whichever node is free. */
final class Duties {
    private static final Duration OFTEN = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration SELDOM = Duration.ofHours(1);

    /** A lease that ended this long ago has nobody left who might still believe in it. */
    private static final Duration KEPT = Duration.ofDays(2);

    private Duties() {}

    /** What registers duties of its own. */
    interface Part {
        void register(Scheduler scheduler);
    }

    static Scheduler start(Access access, String node, Decisions decisions, Runner runner, List<Part> parts) {
        StoredKeyRing ring = access.ring();
        var scheduler = new Scheduler(access.store(), node, SchedulerLimits.usual())
                .every("approvals-expire", OFTEN, () -> access.companies()
                        .active()
                        .forEach(company -> decisions.expire(company.id())))
                .every("runs-take-up", SOON, () -> access.companies()
                        .active()
                        .forEach(company -> runner.takeUp(company.id())))
                .every("leases-prune", SELDOM, () -> new Leases(access.store()).prune(KEPT))
                .every("keys-rotate", SELDOM, ring::refresh);
        parts.forEach(part -> part.register(scheduler));
        scheduler.start();
        return scheduler;
    }
}
