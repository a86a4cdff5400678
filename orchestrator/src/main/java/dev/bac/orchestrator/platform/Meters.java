package dev.bac.orchestrator.platform;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ModelException;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** What is measured, in Prometheus' form. No label holds a tenant, a person or anything they wrote. */
final class Meters {
    /** Most series of one name's label: a client cannot fill the memory by inventing paths. */
    private static final int MOST_LABELS = 500;

    /** Upper bounds of the latency histograms, in milliseconds. */
    private static final long[] BOUNDS = {5, 20, 50, 100, 250, 500, 1_000, 2_500, 5_000, 15_000, 60_000};

    private Meters() {}

    static PrometheusMeterRegistry registry() {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.config()
                .meterFilter(MeterFilter.maximumAllowableTags("bac.http", "path", MOST_LABELS, MeterFilter.deny()))
                .meterFilter(new Histograms());
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ClassLoaderMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new FileDescriptorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        return metrics;
    }

    /** Counts a model's calls, tokens and cost, whoever asks it. */
    static ChatModel metered(ChatModel inner, MeterRegistry metrics) {
        return (caller, request, onText) -> {
            var timer = io.micrometer.core.instrument.Timer.start(metrics);
            try {
                ChatResponse answer = inner.chat(caller, request, onText);
                timer.stop(metrics.timer("bac.model", "model", answer.model(), "outcome", "answered"));
                count(metrics, answer);
                return answer;
            } catch (ModelException e) {
                String kind = e.kind().name().toLowerCase(Locale.ROOT);
                timer.stop(metrics.timer("bac.model", "model", e.provider(), "outcome", kind));
                throw e;
            }
        };
    }

    private static void count(MeterRegistry metrics, ChatResponse answer) {
        var usage = answer.usage();
        tokens(metrics, answer.model(), "input", usage.input());
        tokens(metrics, answer.model(), "cached", usage.cached());
        tokens(metrics, answer.model(), "output", usage.output());
        usage.cost().ifPresent(cost -> metrics.counter("bac.model.cost.usd", "model", answer.model())
                .increment(cost.doubleValue()));
    }

    private static void tokens(MeterRegistry metrics, String model, String kind, long count) {
        metrics.counter("bac.model.tokens", "model", model, "kind", kind).increment((double) count);
    }

    /** Our own timers have histograms. */
    private static final class Histograms implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            if (id.getType() != Meter.Type.TIMER || !id.getName().startsWith("bac.")) {
                return config;
            }
            double[] bounds = java.util.Arrays.stream(BOUNDS)
                    .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
                    .toArray();
            return DistributionStatisticConfig.builder()
                    .serviceLevelObjectives(bounds)
                    .build()
                    .merge(config);
        }
    }
}
