package dev.bac.orchestrator.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans by OTLP over HTTP, in its JSON encoding, with the JDK's client: OpenTelemetry's own exporter wants another
 * HTTP client and Protobuf. Spans that cannot be delivered are dropped, with one line in the log.
 */
final class OtlpJsonExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(OtlpJsonExporter.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final URI endpoint;
    private final Map<String, String> headers;

    OtlpJsonExporter(URI endpoint, Map<String, String> headers) {
        this.endpoint = endpoint;
        this.headers = Map.copyOf(headers);
    }

    /** Those of {@code OTEL_EXPORTER_OTLP_HEADERS}, written {@code key=value,key=value}. */
    static Map<String, String> headers(Map<String, String> environment) {
        var headers = new LinkedHashMap<String, String>();
        for (String pair :
                environment.getOrDefault("OTEL_EXPORTER_OTLP_HEADERS", "").split(",", -1)) {
            int at = pair.indexOf('=');
            if (at > 0) {
                headers.put(
                        pair.substring(0, at).strip(), pair.substring(at + 1).strip());
            }
        }
        return headers;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        var result = new CompletableResultCode();
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(OtlpJson.of(spans).toString()));
        headers.forEach(request::header);
        var _ = http.sendAsync(request.build(), BodyHandlers.discarding())
                .whenComplete((answer, failure) -> ended(result, spans.size(), answer, failure));
        return result;
    }

    private static void ended(
            CompletableResultCode result, int spans, @Nullable HttpResponse<Void> answer, @Nullable Throwable failure) {
        if (answer != null && answer.statusCode() < 300) {
            result.succeed();
            return;
        }
        LOG.warn(
                "{} spans could not be delivered: {}",
                spans,
                answer != null ? "status " + answer.statusCode() : String.valueOf(failure));
        result.fail();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
