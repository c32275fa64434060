package io.trawl.kafka;

import io.trawl.schemas.topic.TopicNames;
import java.util.HashMap;
import java.util.Map;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers {@code host:port,…}
 * @param names of the topics
 * @param replicationFactor of new topics; −1 leaves it to the broker
 * @param clientId how the process calls itself to the broker
 * @param client further settings of every client, such as those of security; they win over ours
 */
public record KafkaSettings(
        String bootstrapServers, TopicNames names, int replicationFactor, String clientId, Map<String, String> client) {
    /** Whoever does not answer for so long is on a connection that is half-open, and another one is tried. */
    private static final int REQUEST_MS = 10_000;

    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException(
                    "'trawl.kafka.bootstrap_servers' is empty; name at least one broker as host:port.");
        }
        client = Map.copyOf(client);
    }

    public static KafkaSettings of(String bootstrapServers, TopicNames names) {
        return new KafkaSettings(bootstrapServers, names, -1, "trawl", Map.of());
    }

    /** Ours, then the user's. */
    public Map<String, Object> client(Map<String, ?> ours) {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", bootstrapServers);
        all.put("client.id", clientId);
        all.put("request.timeout.ms", REQUEST_MS);
        // A client that lost all brokers it knew, as after a move, asks the configured ones again.
        all.put("metadata.recovery.strategy", "rebootstrap");
        // Ours are read from the clients themselves; over JMX those of one process would get into each other's way.
        all.put("metric.reporters", "");
        all.putAll(ours);
        all.putAll(client);
        return all;
    }

    /** Without the values: a client's settings hold passwords. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", " + names.prefix() + ", " + client.keySet() + "]";
    }
}
