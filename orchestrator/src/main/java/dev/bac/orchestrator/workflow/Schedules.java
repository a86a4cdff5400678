package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.CronTimes;
import dev.bac.agents.workflow.Trigger;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.Companies;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import dev.bac.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Starts what is due by the clock. How far each schedule has come is kept in the transaction that starts the run, and a
 * time starts one run however many nodes look.
 */
public final class Schedules {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
    /** A time that is so little past was not missed. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Store store;
    private final Catalogue catalogue;
    private final Starts starts;
    private final WorkflowRuns runs;
    private final Companies companies;
    private final InstantSource clock;
    /** Until when there is nothing to be done for a schedule, so that most looks ask the database nothing. */
    private final ConcurrentMap<String, Instant> quiet = new ConcurrentHashMap<>();

    Schedules(
            Store store,
            Catalogue catalogue,
            Starts starts,
            WorkflowRuns runs,
            Companies companies,
            InstantSource clock) {
        this.store = store;
        this.catalogue = catalogue;
        this.starts = starts;
        this.runs = runs;
        this.companies = companies;
        this.clock = clock;
    }

    /** Looks at all schedules. */
    public void look() {
        companies.active().forEach(company -> {
            try {
                look(company.id());
            } catch (StoreException e) {
                // One company must not keep the others' schedules from their time.
                LOG.warn("the schedules of company {} were not looked at: {}", company.id(), e.getMessage());
            }
        });
    }

    void look(TenantId tenant) {
        for (var entry : catalogue.all(tenant)) {
            if (entry.enabled()) {
                for (var trigger : entry.workflow().triggers()) {
                    if (trigger instanceof Trigger.OnSchedule schedule) {
                        look(tenant, entry, schedule);
                    }
                }
            }
        }
    }

    private void look(TenantId tenant, Catalogue.Entry entry, Trigger.OnSchedule schedule) {
        var times = CronTimes.of(schedule.cron());
        Instant now = clock.instant();
        String name = schedule.cron() + schedule.zone().map(zone -> " " + zone).orElse("");
        String key = tenant + "/" + entry.workflow().name() + "/" + name;
        if (quiet.getOrDefault(key, Instant.MIN).isAfter(now)) {
            return;
        }
        var last = store.read(tenant, tx -> last(tx, entry.workflow().name(), name));
        var zone = schedule.zone()
                .orElseGet(() -> store.read(tenant, tx -> tx.settings().zone()));
        Instant next = last.flatMap(time -> times.after(time, zone)).orElse(now);
        if (next.isAfter(now)) {
            quiet.put(key, next.isBefore(now.plus(GRACE)) ? next : now.plus(GRACE));
            return;
        }
        store.write(tenant, tx -> {
            var known = last(tx, entry.workflow().name(), name);
            keep(tx, entry.workflow().name(), name, now);
            known.ifPresent(since -> due(tx, entry, schedule, new Span(times, zone, since, now)));
            return true;
        });
    }

    private record Span(CronTimes times, ZoneId zone, Instant since, Instant now) {}

    private void due(Tx tx, Catalogue.Entry entry, Trigger.OnSchedule schedule, Span span) {
        Optional<Instant> latest =
                span.times().atOrBefore(span.now(), span.zone()).filter(time -> time.isAfter(span.since()));
        if (latest.isEmpty()) {
            return;
        }
        boolean missed = Duration.between(latest.get(), span.now()).compareTo(GRACE) > 0;
        String workflow = entry.workflow().name();
        if (missed && schedule.missed() == Trigger.Missed.SKIP) {
            LOG.info("schedule of {} at {} was missed and is left out", workflow, latest.get());
            return;
        }
        if (schedule.overlap() == Trigger.Overlap.SKIP && runs.underWay(tx, workflow)) {
            LOG.info("schedule of {} at {} is left out: the run before is under way", workflow, latest.get());
            return;
        }
        var event = JsonNodeFactory.instance
                .objectNode()
                .put("scheduledAt", latest.get().toString())
                .put("missed", missed);
        starts.start(
                tx,
                entry,
                new Starts.Begin(
                        WorkflowRun.Cause.SCHEDULE,
                        Optional.of("schedule/" + schedule.cron() + "/" + latest.get()),
                        JsonNodeFactory.instance.objectNode(),
                        Optional.of(event)));
    }

    private static Optional<Instant> last(Tx tx, String workflow, String schedule) {
        return tx.sql()
                .createQuery("""
                        SELECT last_at FROM workflow_schedule WHERE workflow = :workflow AND schedule = :schedule
                        """)
                .bind("workflow", workflow)
                .bind("schedule", schedule)
                .map((row, _) -> row.getTimestamp("last_at").toInstant())
                .findOne();
    }

    private static void keep(Tx tx, String workflow, String schedule, Instant now) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO workflow_schedule AS kept (workflow, schedule, last_at)
                        VALUES (:workflow, :schedule, :now)
                        ON CONFLICT (tenant_id, workflow, schedule) DO UPDATE
                        SET last_at = greatest(kept.last_at, excluded.last_at)
                        """)
                .bind("workflow", workflow)
                .bind("schedule", schedule)
                .bind("now", now)
                .execute();
    }
}
