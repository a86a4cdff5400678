package dev.bac.messaging.sandbox;

import dev.bac.messaging.vendor.Outgoing;
import dev.bac.messaging.vendor.Submission;
import dev.bac.messaging.vendor.Vendor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Behaves like a vendor and sends nothing to anybody: it takes messages, and reports over HTTP what became of them, as
 * Infobip does. How a recipient ends decides: {@code 0001} is not delivered, {@code 0002} finds it busy, {@code 0003} is
 * refused, {@code 0004} gets no answer, {@code 0005} has opted out, anything else is delivered.
 */
public final class SandboxVendor implements Vendor {
    /** As it is called, so that nobody takes it for a real one. */
    public static final String NAME = "sandbox";

    private static final Logger LOG = LoggerFactory.getLogger(SandboxVendor.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ENDING = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BUSY = Duration.ofSeconds(2);

    private final HttpClient http;

    public SandboxVendor(HttpClient http) {
        this.http = http;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Submission submit(Outgoing message) {
        String ending = message.to().substring(Math.max(0, message.to().length() - ENDING));
        return switch (ending) {
            case "0002" -> new Submission.Busy("The sandbox plays a busy vendor.", BUSY);
            case "0003" -> new Submission.Refused("The sandbox plays a vendor that refuses.");
            case "0004" -> new Submission.Unclear("The sandbox plays a vendor that does not answer.");
            case "0005" -> new Submission.OptedOut("The sandbox plays a recipient who opted out.");
            default -> {
                boolean delivered = !ending.equals("0001");
                message.callback()
                        .ifPresent(
                                _ -> Thread.ofVirtual().name("sandbox-report").start(() -> report(message, delivered)));
                yield new Submission.Taken(message.id().toString(), false);
            }
        };
    }

    private void report(Outgoing message, boolean delivered) {
        var body = JSON.createObjectNode();
        var one = body.putArray("results")
                .addObject()
                .put("messageId", message.id().toString());
        one.putObject("status")
                .put("groupName", delivered ? "DELIVERED" : "UNDELIVERABLE")
                .put("name", delivered ? "DELIVERED_TO_HANDSET" : "UNDELIVERABLE_NOT_DELIVERED");
        Optional<HttpRequest> request = message.callback().map(url -> HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
        try {
            if (request.isPresent()) {
                http.send(request.get(), HttpResponse.BodyHandlers.discarding());
            }
        } catch (IOException e) {
            LOG.info("the sandbox could not report on a message: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
