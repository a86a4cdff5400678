package dev.bac.orchestrator.telemetry;

import dev.bac.llm.ChatModel;
import dev.bac.tools.Toolbox;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Sends spans to where OpenTelemetry's own variables say: {@code OTEL_EXPORTER_OTLP_ENDPOINT} or
 * {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}, {@code OTEL_EXPORTER_OTLP_HEADERS}, {@code OTEL_SERVICE_NAME}. Without an
 * endpoint nothing is recorded.
 */
public final class Telemetry implements AutoCloseable {
    private static final String SCOPE = "dev.bac";

    private final Optional<SdkTracerProvider> provider;
    private final Tracer tracer;
    private final RunSpans runs;

    private Telemetry(Optional<SdkTracerProvider> provider) {
        this.provider = provider;
        this.tracer = provider.map(sdk -> sdk.get(SCOPE))
                .orElseGet(() -> OpenTelemetry.noop().getTracer(SCOPE));
        this.runs = new RunSpans(tracer);
    }

    /** As the environment says. @throws IllegalArgumentException when the endpoint is no URL */
    public static Telemetry from(Map<String, String> environment) {
        return endpoint(environment)
                .map(endpoint -> new Telemetry(Optional.of(SdkTracerProvider.builder()
                        .setResource(Resource.getDefault()
                                .merge(Resource.create(Attributes.builder()
                                        .put("service.name", environment.getOrDefault("OTEL_SERVICE_NAME", "bac"))
                                        .build())))
                        .addSpanProcessor(BatchSpanProcessor.builder(
                                        new OtlpJsonExporter(endpoint, OtlpJsonExporter.headers(environment)))
                                .build())
                        .build())))
                .orElseGet(() -> new Telemetry(Optional.empty()));
    }

    private static Optional<URI> endpoint(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"))
                .or(() -> Optional.ofNullable(environment.get("OTEL_EXPORTER_OTLP_ENDPOINT"))
                        .filter(base -> !base.isBlank())
                        .map(base -> base.replaceFirst("/$", "") + "/v1/traces"))
                .filter(url -> !url.isBlank())
                .map(URI::create);
    }

    /** The model, with a span for each call. */
    public ChatModel traced(ChatModel model) {
        return provider.isEmpty() ? model : new TracedModel(model, tracer, runs);
    }

    /** The tools, with a span for each call; what they call is told its trace. */
    public Toolbox traced(Toolbox toolbox) {
        return provider.isEmpty() ? toolbox : new TracedToolbox(toolbox, tracer, runs);
    }

    /** Spans of the runs. */
    public RunSpans runs() {
        return runs;
    }

    /** The trace that this thread works for, in the form of W3C's Trace Context. */
    public static Optional<String> traceparent() {
        SpanContext here = Span.current().getSpanContext();
        return here.isValid()
                ? Optional.of("00-" + here.getTraceId() + "-" + here.getSpanId() + "-"
                        + here.getTraceFlags().asHex())
                : Optional.empty();
    }

    /** Sends what is waiting. */
    @Override
    public void close() {
        provider.ifPresent(SdkTracerProvider::close);
    }
}
