package dev.bac.orchestrator.config;

import java.util.Map;
import java.util.Optional;

/** Where events go beside this platform's own workflows. */
public record EventSettings(Optional<Kafka> kafka) {
    public static final EventSettings NONE = new EventSettings(Optional.empty());

    /**
     * A Kafka behind the outbox.
     *
     * @param servers where to begin, such as {@code kafka-1:9092,kafka-2:9092}
     * @param topic which events go to
     * @param client settings of Kafka's own client, such as {@code security.protocol}
     */
    public record Kafka(String servers, String topic, Map<String, String> client) {
        static final String TOPIC = "bac.events";

        public Kafka {
            client = Map.copyOf(client);
        }

        /** Hides what signs in. */
        @Override
        public String toString() {
            return "Kafka[" + servers + ", " + topic + "]";
        }
    }

    static EventSettings read(Section section) {
        var kafka = section.section("kafka");
        Optional<Kafka> read = Optional.empty();
        if (kafka.given()) {
            String topic = kafka.text("topic").orElse(Kafka.TOPIC);
            if (!topic.matches("[A-Za-z0-9._-]{1,249}")) {
                throw kafka.mistake("topic", "must be 1 to 249 of letters, digits, \".\", \"_\" and \"-\"");
            }
            read = Optional.of(new Kafka(kafka.required("servers"), topic, kafka.values("client")));
        }
        kafka.done();
        section.done();
        return new EventSettings(read);
    }
}
