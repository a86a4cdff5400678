package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.store.Store;
import dev.bac.store.changes.Changes;
import dev.bac.store.changes.ReadSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * Reads and writes of several connections in random order on real tools and tables, with an oracle: whenever a kept
 * answer counts as fresh, the tool is run again in the very transaction that found it so, whose snapshot is the same. If
 * the two differ, a stale answer would have been served.
 */
final class AnswerRaces {
    private static final int WRITES_PERCENT = 12;
    private static final int MIDNIGHTS_PER_MILLE = 2;
    private static final int MOST_SHOWN = 5;

    private final Caller caller;
    private final TenantId tenant;
    private final List<AskedTool> tools;
    private final RandomWrites writes;
    private final ShiftedClock clock;
    private final UnaryOperator<ReadSet> kept;
    private final Map<Integer, Kept> answers = new ConcurrentHashMap<>();
    private final Tally tally = new Tally();

    private record Kept(String answer, ReadSet reads) {}

    /** What happened. {@code shown} holds the first few stale answers' tools. */
    static final class Tally {
        final LongAdder fresh = new LongAdder();
        final LongAdder changed = new LongAdder();
        final LongAdder unknown = new LongAdder();
        final LongAdder untold = new LongAdder();
        final LongAdder stale = new LongAdder();
        final LongAdder needless = new LongAdder();
        final LongAdder committed = new LongAdder();
        final LongAdder takenBack = new LongAdder();
        final LongAdder refused = new LongAdder();
        final LongAdder midnights = new LongAdder();
        final Queue<String> shown = new ConcurrentLinkedQueue<>();
    }

    /** A clock that only goes on when it is told to. */
    static final class ShiftedClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now(Clock.systemUTC()));

        void shift(Duration by) {
            now.updateAndGet(instant -> instant.plus(by));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(instant(), zone);
        }
    }

    /** @param kept what is remembered of a read set; the identity, unless a test breaks it on purpose */
    AnswerRaces(
            Caller caller,
            List<AskedTool> tools,
            Map<String, Store> stores,
            ShiftedClock clock,
            UnaryOperator<ReadSet> kept) {
        this.caller = caller;
        this.tenant = caller.tenant();
        this.tools = List.copyOf(tools);
        this.writes = new RandomWrites(tenant, stores);
        this.clock = clock;
        this.kept = kept;
    }

    /** @param seed decides what each connection does, though not how they meet */
    Tally run(int steps, int connections, long seed) throws Exception {
        var left = new AtomicInteger(steps);
        var randoms = new SplittableRandom(seed);
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var ends = new java.util.ArrayList<Future<?>>();
            for (int i = 0; i < connections; i++) {
                var random = randoms.split();
                ends.add(threads.submit(() -> {
                    while (left.decrementAndGet() >= 0) {
                        step(random);
                    }
                }));
            }
            for (var end : ends) {
                end.get();
            }
        }
        return tally;
    }

    private void step(SplittableRandom random) {
        if (random.nextInt(100) < WRITES_PERCENT) {
            switch (writes.write(random)) {
                case COMMITTED -> tally.committed.increment();
                case TAKEN_BACK -> tally.takenBack.increment();
                case REFUSED -> tally.refused.increment();
            }
        } else {
            if (random.nextInt(1000) < MIDNIGHTS_PER_MILLE) {
                clock.shift(Duration.ofHours(7));
                tally.midnights.increment();
            }
            ask(random.nextInt(tools.size()));
        }
    }

    private void ask(int number) {
        var before = answers.get(number);
        if (before == null) {
            tally.unknown.increment();
        } else if (isFresh(tools.get(number), before)) {
            tally.fresh.increment();
            return;
        } else {
            tally.changed.increment();
        }
        answer(number);
    }

    private boolean isFresh(AskedTool tool, Kept before) {
        return tool.store().read(tenant, tx -> {
            boolean fresh = Changes.stale(tx.sql(), tx.reading(), tx.today(), List.of(before.reads()))
                    .isEmpty();
            boolean same = tool.answer(caller, tx).equals(before.answer());
            if (fresh && !same) {
                tally.stale.increment();
                if (tally.shown.size() < MOST_SHOWN) {
                    tally.shown.add(tool.name());
                }
            }
            if (!fresh && same) {
                tally.needless.increment();
            }
            return fresh;
        });
    }

    private void answer(int number) {
        AskedTool tool = tools.get(number);
        Optional<Kept> now = tool.store().read(tenant, tx -> {
            String answer = tool.answer(caller, tx);
            return tx.reading().readSet().map(set -> new Kept(answer, kept.apply(set)));
        });
        now.ifPresentOrElse(answer -> answers.put(number, answer), tally.untold::increment);
    }
}
