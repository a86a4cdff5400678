package dev.bac.orchestrator.relay;

import dev.bac.orchestrator.config.EventSettings;
import dev.bac.store.Outbox;
import dev.bac.store.OutboxEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the events of all outboxes to one topic: key {@code tenant/subject}, so that what happens to one thing stays
 * in order; the body as JSON; who and what in headers. Delivery is at least once, and a consumer knows a repeated event by
 * its id. An event goes out when its predecessor of the same key is acknowledged by all replicas: a producer that gives
 * one up would otherwise let the next one pass it.
 */
public final class KafkaRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRelay.class);
    private static final String CONSUMER = "kafka";
    private static final int BATCH = 500;
    /** Rounds of one call; what is left comes with the next. */
    private static final int MOST_BATCHES = 20;

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration GIVEN_UP = Duration.ofSeconds(30);

    private final Map<String, Outbox> outboxes;
    private final String topic;
    private final Producer<String, String> producer;

    KafkaRelay(Map<String, Outbox> outboxes, String topic, Producer<String, String> producer) {
        this.outboxes = new LinkedHashMap<>(outboxes);
        this.topic = topic;
        this.producer = producer;
    }

    /** Connects when there is something to tell; a Kafka that is not there is tried again later. */
    public static KafkaRelay open(EventSettings.Kafka settings, Map<String, Outbox> outboxes) {
        var config = new HashMap<String, Object>(settings.client());
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) GIVEN_UP.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) GIVEN_UP.toMillis() / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) GIVEN_UP.toMillis());
        return new KafkaRelay(
                outboxes,
                settings.topic(),
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer()));
    }

    /** Publishes what is new. One node does this at a time; a second one would only repeat. */
    public void publish() {
        outboxes.forEach(this::publish);
    }

    private void publish(String server, Outbox outbox) {
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            var events = outbox.next(CONSUMER, BATCH);
            int sent = send(server, events);
            if (sent > 0) {
                outbox.done(CONSUMER, events.get(sent - 1).position());
            }
            if (sent < events.size()) {
                LOG.warn(
                        "events wait for Kafka: server={} event={}",
                        server,
                        events.get(sent).id());
                return;
            }
            if (events.size() < BATCH) {
                return;
            }
        }
    }

    /** @return how many, from the first one on, have been acknowledged */
    private int send(String server, List<OutboxEvent> events) {
        var acknowledged = new boolean[events.size()];
        for (List<Integer> wave : waves(events)) {
            var sent = new LinkedHashMap<Integer, Future<RecordMetadata>>();
            try {
                for (int at : wave) {
                    sent.put(at, producer.send(record(server, events.get(at))));
                }
            } catch (KafkaException notTaken) {
                LOG.info("Kafka takes no event: {}", notTaken.getClass().getSimpleName());
            }
            producer.flush();
            sent.forEach((at, result) -> acknowledged[at] = done(result));
            if (!wave.stream().allMatch(at -> acknowledged[at])) {
                break;
            }
        }
        int all = 0;
        while (all < acknowledged.length && acknowledged[all]) {
            all++;
        }
        return all;
    }

    /** The first event of each key, then the second of each, and so on. */
    private static List<List<Integer>> waves(List<OutboxEvent> events) {
        var before = new HashMap<String, Integer>();
        var waves = new ArrayList<List<Integer>>();
        for (int at = 0; at < events.size(); at++) {
            int wave = before.merge(key(events.get(at)), 1, Integer::sum) - 1;
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).add(at);
        }
        return waves;
    }

    private static boolean done(Future<RecordMetadata> result) {
        try {
            result.get();
            return true;
        } catch (ExecutionException e) {
            LOG.info(
                    "Kafka did not take an event: {}",
                    e.getCause() == null ? "unknown" : e.getCause().getClass().getSimpleName());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ProducerRecord<String, String> record(String server, OutboxEvent event) {
        var record = new ProducerRecord<String, String>(
                topic,
                null,
                event.occurredAt().toEpochMilli(),
                key(event),
                event.body().toString());
        Map.of(
                        "id", event.id().toString(),
                        "type", event.type(),
                        "server", server,
                        "tenant", event.tenant().toString(),
                        "subject", event.subject(),
                        "time", event.occurredAt().toString(),
                        "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static String key(OutboxEvent event) {
        return event.tenant() + "/" + event.subject();
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
