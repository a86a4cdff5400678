package dev.bac.orchestrator.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.config.EventSettings;
import dev.bac.orchestrator.testing.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** Events of the outbox at a real broker, which is killed on the way: all arrive, in the order of their subject. */
@Timeout(300)
class KafkaRelayTest {
    private static final String TYPE = "test.kafka.happened";
    private static final int EVENTS = 300;
    private static final int SUBJECTS = 7;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final TestPlatform test = TestPlatform.shared();
    private final Company company = test.ours();
    private final List<ConsumerRecord<String, String>> received = new ArrayList<>();

    @Test
    void tellsEveryEventInTheOrderOfItsSubjectThoughTheBrokerIsKilled(@TempDir Path folder) throws Exception {
        try (var broker = Broker.start(folder)) {
            var settings = new EventSettings.Kafka(broker.address(), "bac.events", Map.of());
            var outbox = test.platform().server("finance").store().outbox();
            try (var relay = KafkaRelay.open(settings, Map.of("finance", outbox));
                    var consumer = consumer(broker.address())) {
                consumer.subscribe(List.of("bac.events"));
                happen(0, EVENTS / 2);
                relay.publish();
                receive(consumer, EVENTS / 2);

                broker.kill();
                happen(EVENTS / 2, EVENTS);
                broker.restart();
                Instant from = Instant.now();
                while (told().size() < EVENTS
                        && Duration.between(from, Instant.now()).compareTo(LONGEST) < 0) {
                    relay.publish();
                    receive(consumer, EVENTS);
                }
            }
        }
        assertThat(told()).hasSize(EVENTS);
        inOrder();
        var first = received.getFirst();
        assertThat(first.key()).startsWith(company.id() + "/thing ");
        assertThat(header(first, "type")).isEqualTo(TYPE);
        assertThat(header(first, "server")).isEqualTo("finance");
        assertThat(header(first, "tenant")).isEqualTo(company.id().toString());
        assertThat(first.value()).matches("\\{\"number\":[0-9]+}");
    }

    private void happen(int from, int until) {
        for (int i = from; i < until; i++) {
            int number = i;
            test.platform().server("finance").store().write(company.id(), tx -> {
                tx.publish(
                        TYPE,
                        "thing " + number % SUBJECTS,
                        JsonNodeFactory.instance.objectNode().put("number", number));
                return true;
            });
        }
    }

    private void receive(KafkaConsumer<String, String> consumer, int atLeast) {
        Instant from = Instant.now();
        while (told().size() < atLeast && Duration.between(from, Instant.now()).toSeconds() < 20) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                if (header(record, "type").equals(TYPE)) {
                    received.add(record);
                }
            });
        }
    }

    /** Ids of events, each once. */
    private Set<String> told() {
        var ids = new LinkedHashSet<String>();
        received.forEach(record -> ids.add(header(record, "id")));
        return ids;
    }

    /** What comes again comes after its like, never before one that was earlier. */
    private void inOrder() {
        var last = new HashMap<String, Integer>();
        var seen = new LinkedHashSet<String>();
        for (var record : received) {
            int number = Integer.parseInt(record.value().replaceAll("[^0-9]", ""));
            if (seen.add(header(record, "id"))) {
                assertThat(number).as(record.key()).isGreaterThan(last.getOrDefault(record.key(), -1));
                last.put(record.key(), number);
            }
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .orElse("");
    }

    private static KafkaConsumer<String, String> consumer(String servers) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "group.id", "test",
                        "auto.offset.reset", "earliest",
                        "metadata.max.age.ms", "1000"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
