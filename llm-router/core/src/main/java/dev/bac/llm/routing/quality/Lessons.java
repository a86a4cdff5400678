package dev.bac.llm.routing.quality;

import dev.bac.identity.TenantId;
import dev.bac.llm.routing.task.Surface;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleBiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each company's outcomes taught. Companies never learn from each other: what one asks must not show in how another
 * is served. Fitting and reading from the store happen on the executor; requests go by what was fitted last.
 */
public final class Lessons {
    private static final Logger LOG = LoggerFactory.getLogger(Lessons.class);

    /** The latest lessons that count; older ones speak of models as they were. */
    private static final int WINDOW = 2_000;

    private static final int MOST_TENANTS = 500;

    /** Other nodes' outcomes are seen after this. */
    private static final Duration REFRESH = Duration.ofMinutes(5);

    private final LessonSource source;
    private final ToDoubleBiFunction<String, Surface> guess;
    private final Executor executor;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TenantId, Shelf> shelves = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Shelf> eldest) {
            return size() > MOST_TENANTS;
        }
    };

    /** One company's; guarded by the lock, but for what is immutable. */
    private static final class Shelf {
        private List<Lesson> lessons = List.of();
        private Optional<Learned> learned = Optional.empty();
        private Instant read = Instant.EPOCH;
        private int fitted;
        private int chosenAt;
        private Learned.Settings settings = new Learned.Settings(1, 30);
        private boolean busy;
    }

    /** @param guess the score expected of a model, by its id, before any lesson */
    public Lessons(
            LessonSource source, ToDoubleBiFunction<String, Surface> guess, Executor executor, InstantSource clock) {
        this.source = source;
        this.guess = guess;
        this.executor = executor;
        this.clock = clock;
    }

    /** What is known about this company's requests now; empty at first and while nothing was taught. */
    public Optional<Learned> of(TenantId tenant) {
        lock.lock();
        try {
            Shelf shelf = shelves.computeIfAbsent(tenant, _ -> new Shelf());
            if (!shelf.busy && shelf.read.plus(REFRESH).isBefore(clock.instant())) {
                shelf.busy = true;
                executor.execute(() -> refresh(tenant, shelf));
            }
            return shelf.learned;
        } finally {
            lock.unlock();
        }
    }

    /** Adds one at once; the next fit, after a few more, counts it in. */
    public void teach(TenantId tenant, Lesson lesson) {
        lock.lock();
        try {
            Shelf shelf = shelves.computeIfAbsent(tenant, _ -> new Shelf());
            var more = new ArrayList<Lesson>(shelf.lessons.size() + 1);
            more.add(lesson);
            more.addAll(shelf.lessons);
            shelf.lessons = List.copyOf(more.subList(0, Math.min(WINDOW, more.size())));
            shelf.fitted++;
            if (!shelf.busy && shelf.fitted >= Math.max(4, shelf.lessons.size() / 20)) {
                shelf.busy = true;
                executor.execute(() -> fit(shelf));
            }
        } finally {
            lock.unlock();
        }
    }

    private void refresh(TenantId tenant, Shelf shelf) {
        try {
            List<Lesson> latest = source.latest(tenant, WINDOW);
            lock.lock();
            try {
                shelf.read = clock.instant();
                if (latest.size() >= shelf.lessons.size()) {
                    shelf.lessons = List.copyOf(latest);
                }
            } finally {
                lock.unlock();
            }
        } catch (RuntimeException unreadable) {
            LOG.warn("a company's outcomes could not be read; routing goes by what it knew: {}", unreadable.toString());
            lock.lock();
            try {
                shelf.read = clock.instant();
            } finally {
                lock.unlock();
            }
        }
        fit(shelf);
    }

    private void fit(Shelf shelf) {
        List<Lesson> lessons;
        Learned.Settings settings;
        boolean choose;
        lock.lock();
        try {
            lessons = shelf.lessons;
            settings = shelf.settings;
            choose = lessons.size() >= 2 * Math.max(50, shelf.chosenAt);
            shelf.fitted = 0;
        } finally {
            lock.unlock();
        }
        Optional<Learned> learned = Optional.empty();
        try {
            settings = choose ? Learned.chosen(lessons, guess) : settings;
            learned = lessons.isEmpty() ? Optional.empty() : Optional.of(Learned.from(lessons, guess, settings));
        } finally {
            lock.lock();
            try {
                shelf.settings = settings;
                shelf.chosenAt = choose ? lessons.size() : shelf.chosenAt;
                shelf.learned = learned;
                shelf.busy = false;
            } finally {
                lock.unlock();
            }
        }
    }
}
