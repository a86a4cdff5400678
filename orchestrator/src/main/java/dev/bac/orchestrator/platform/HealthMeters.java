package dev.bac.orchestrator.platform;

import dev.bac.llm.resilience.Health;
import dev.bac.llm.resilience.Resilience;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How the models stand, in Prometheus' form. */
final class HealthMeters {
    /** Most models shown: callers name them as they like. */
    private static final int MOST = 200;

    private HealthMeters() {}

    static void bind(Resilience resilience, MeterRegistry metrics) {
        var shown = new AtomicInteger();
        resilience.watch((model, key, health) -> {
            if (shown.incrementAndGet() <= MOST) {
                show(metrics, Tags.of("model", model, "key", Integer.toString(key)), health);
                if (key == 1) {
                    load(metrics, Tags.of("model", model), health);
                }
            }
        });
    }

    private static void show(MeterRegistry metrics, Tags tags, Supplier<Health> health) {
        Gauge.builder("bac.model.breaker", health, now -> standing(now.get()))
                .description("0: requests go there. 0.5: one tries whether it is back. 1: left alone.")
                .tags(tags)
                .strongReference(true)
                .register(metrics);
        TimeGauge.builder("bac.model.breaker.until", health, TimeUnit.SECONDS, now -> now.get()
                        .until()
                        .map(Instant::getEpochSecond)
                        .orElse(0L))
                .description("When a model that is left alone is tried again, in seconds since 1970.")
                .tags(tags)
                .strongReference(true)
                .register(metrics);
    }

    private static double standing(Health health) {
        return switch (health.standing()) {
            case OPEN_TO_ALL -> 0;
            case ON_TRIAL -> 0.5;
            case LEFT_ALONE -> 1;
        };
    }

    private static void load(MeterRegistry metrics, Tags tags, Supplier<Health> health) {
        gauge(metrics, "bac.model.slow", tags, health, now -> now.slow() ? 1 : 0);
        gauge(metrics, "bac.model.bound", tags, health, Health::bound);
        gauge(metrics, "bac.model.at.work", tags, health, Health::atWork);
        gauge(metrics, "bac.model.waiting", tags, health, Health::waiting);
        counter(metrics, "bac.model.asked", tags, health, Health::calls);
        counter(metrics, "bac.model.failures", tags, health, Health::failures);
        counter(metrics, "bac.model.retries", tags, health, Health::retries);
        counter(metrics, "bac.model.hedges", tags, health, Health::hedges);
    }

    private static void gauge(
            MeterRegistry metrics, String name, Tags tags, Supplier<Health> health, ToDoubleFunction<Health> value) {
        Gauge.builder(name, health, now -> value.applyAsDouble(now.get()))
                .tags(tags)
                .strongReference(true)
                .register(metrics);
    }

    /** A counter of Micrometer holds what it counts weakly; the gauges beside it hold the same supplier strongly. */
    private static void counter(
            MeterRegistry metrics, String name, Tags tags, Supplier<Health> health, ToDoubleFunction<Health> value) {
        FunctionCounter.builder(name, health, now -> value.applyAsDouble(now.get()))
                .tags(tags)
                .register(metrics);
    }
}
