package io.trawl.kafka.packets;

import io.trawl.kafka.KafkaUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether a consumer of a share group has a broker. Kafka's client turns round and round on two threads as long as it has
 * none (KAFKA-20253), or one that does not answer its heartbeats (KAFKA-21031): such a consumer is better closed.
 */
final class BrokerContact {
    /** Without any connection. One that is lost comes back at once, if it can. */
    static final Duration UNCONNECTED = Duration.ofSeconds(2);
    /** Without a heartbeat. Brokers can have members beat every 15 s, not less often. */
    static final Duration SILENT = Duration.ofSeconds(20);

    private static final String CONNECTIONS = "connection-count";
    private static final String SINCE_HEARTBEAT = "last-heartbeat-seconds-ago";

    private final Metric connections;
    private final Metric sinceHeartbeat;
    private final LongSupplier nanos;
    private final long begun;
    private long connected;

    private BrokerContact(Metric connections, Metric sinceHeartbeat, LongSupplier nanos) {
        this.connections = connections;
        this.sinceHeartbeat = sinceHeartbeat;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.connected = begun;
    }

    /** From now on. @param metrics of the consumer */
    static BrokerContact of(Map<MetricName, ? extends Metric> metrics, LongSupplier nanos) {
        return new BrokerContact(named(metrics, CONNECTIONS), named(metrics, SINCE_HEARTBEAT), nanos);
    }

    private static Metric named(Map<MetricName, ? extends Metric> metrics, String name) {
        return metrics.values().stream()
                .filter(metric -> metric.metricName().name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("Kafka's client has no metric " + name + "."));
    }

    /** Now; a broker that is frozen counts as well. */
    boolean connected() {
        return value(connections) > 0;
    }

    /** To be asked often. @throws KafkaUnavailable when there has been none for too long */
    void check() {
        long now = nanos.getAsLong();
        if (connected()) {
            connected = now;
        }
        double heartbeat = value(sinceHeartbeat);
        // It tells of none, by a number below zero, until there was one.
        double silent = heartbeat < 0 ? seconds(now - begun) : heartbeat;
        if (seconds(now - connected) > UNCONNECTED.toSeconds() || silent > SILENT.toSeconds()) {
            throw new KafkaUnavailable("No broker answers.", null);
        }
    }

    private static double value(Metric metric) {
        return ((Number) metric.metricValue()).doubleValue();
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
