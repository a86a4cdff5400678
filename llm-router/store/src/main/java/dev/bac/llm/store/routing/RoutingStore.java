package dev.bac.llm.store.routing;

import dev.bac.identity.TenantId;
import dev.bac.llm.routing.choice.Asked;
import dev.bac.llm.routing.choice.Decision;
import dev.bac.llm.routing.choice.DecisionLog;
import dev.bac.llm.routing.choice.KeptDecision;
import dev.bac.llm.routing.quality.Lesson;
import dev.bac.llm.routing.quality.LessonSource;
import dev.bac.llm.store.RouterStore;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decisions and outcomes in PostgreSQL. Decisions are written behind the request, many at once, by a thread of this class:
 * no model call waits for a commit. When the database cannot keep up, the newest are dropped and counted; nothing but
 * learning depends on them.
 */
public final class RoutingStore implements DecisionLog, LessonSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingStore.class);
    private static final int WAITING = 10_000;
    private static final int AT_ONCE = 500;
    private static final long PAUSE_MS = 500;
    private static final int KEPT_DAYS = 90;

    /** So many decisions are forgotten at once, when their time has come. */
    private static final int FORGOTTEN = 1_000;

    private final RouterStore store;
    private final LinkedBlockingQueue<Line> waiting = new LinkedBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final ReentrantLock writing = new ReentrantLock();
    private final Thread writer;
    private volatile boolean open = true;

    private record Line(TenantId tenant, Told told) {}

    /** What is to be written; reports follow the decisions they are about. */
    private sealed interface Told {
        record Decided(Decision decision, Asked asked) implements Told {}

        record Came(Answered answered) implements Told {}

        record Reported(Outcome outcome) implements Told {}
    }

    /** Begins to write. */
    public RoutingStore(RouterStore store) {
        this.store = store;
        this.writer = Thread.ofVirtual().name("routing-log").start(this::run);
    }

    @Override
    public void decided(Decision decision, Asked asked) {
        put(new Line(decision.tenant(), new Told.Decided(decision, asked)));
    }

    @Override
    public void answered(Decision decision, Answered answered) {
        put(new Line(decision.tenant(), new Told.Came(answered)));
    }

    /** Decisions that were not kept because the database could not keep up. */
    public long dropped() {
        return dropped.get();
    }

    @Override
    public List<Lesson> latest(TenantId tenant, int most) {
        return store.read(tenant, tx -> DecisionRows.lessons(tx, most));
    }

    /** The latest decisions with what came of them, newest first. */
    public List<KeptDecision> decisions(TenantId tenant, int most) {
        flush();
        return store.read(tenant, tx -> DecisionRows.latest(tx, most));
    }

    /**
     * What routing saved from one moment, included, to another, in US dollars: what the dearest model that could have
     * answered was expected to cost, less what the one that did was. Only what was answered counts.
     *
     * @param by what it is summed by; the sums by its values, with {@link SavedBy#ALL} under {@code all}
     */
    public Map<String, BigDecimal> saved(TenantId tenant, Instant from, Instant to, SavedBy by) {
        flush();
        return store.read(tenant, tx -> DecisionRows.saved(tx, from, to, by));
    }

    /** Keeps an outcome; what it teaches, or empty when there is no such decision in this company. */
    public Optional<Lesson> report(TenantId tenant, Outcome outcome) {
        flush();
        return store.write(
                tenant, tx -> DecisionRows.find(tx, outcome.decision()).map(kept -> {
                    DecisionRows.outcome(tx, outcome, kept.model());
                    return new Lesson(kept.model(), kept.surface(), kept.meaning(), outcome.score());
                }));
    }

    /** Keeps an outcome behind the request; it teaches when lessons are next read. */
    public void reportLater(TenantId tenant, Outcome outcome) {
        put(new Line(tenant, new Told.Reported(outcome)));
    }

    /** Writes what waits. */
    public void flush() {
        writing.lock();
        try {
            var lines = new ArrayList<Line>(AT_ONCE);
            while (waiting.drainTo(lines, AT_ONCE) > 0) {
                write(lines);
                lines.clear();
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        open = false;
        writer.interrupt();
        flush();
    }

    private void put(Line line) {
        if (!waiting.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    private void run() {
        while (open) {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
                flush();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void write(List<Line> lines) {
        Map<TenantId, List<Line>> byTenant = new LinkedHashMap<>();
        lines.forEach(line ->
                byTenant.computeIfAbsent(line.tenant, _ -> new ArrayList<>()).add(line));
        byTenant.forEach((tenant, own) -> {
            try {
                store.write(tenant, tx -> {
                    write(tx, own);
                    return DecisionRows.forget(tx, KEPT_DAYS, FORGOTTEN);
                });
            } catch (RuntimeException failed) {
                dropped.addAndGet(own.size());
                LOG.warn("{} routing decisions could not be kept: {}", own.size(), failed.toString());
            }
        });
    }

    private static void write(Tx tx, List<Line> lines) {
        var batch = new DecisionBatch();
        var outcomes = new ArrayList<Outcome>();
        for (Line line : lines) {
            switch (line.told) {
                case Told.Decided(var decision, var asked) -> batch.decided(decision, asked);
                case Told.Came(var answered) -> batch.answered(answered);
                case Told.Reported(var outcome) -> outcomes.add(outcome);
            }
        }
        batch.write(tx);
        outcomes.forEach(outcome -> DecisionRows.find(tx, outcome.decision())
                .ifPresent(kept -> DecisionRows.outcome(tx, outcome, kept.model())));
    }
}
