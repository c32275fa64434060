package io.trawl.orchestrator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the carriers between the processes tell. It knows no Kafka: whoever puts the parts together passes on what a
 * carrier's listener hears.
 */
public final class CarrierMetrics {
    /** A topic of work is named by its pool, so their number is bounded here. */
    static final int MAX_TOPICS = 100;

    static final int MAX_GROUPS = 100;

    private static final double[] BATCHES = {1, 10, 100, 1_000};

    private final MeterRegistry registry;
    private final Labels topics = new Labels(MAX_TOPICS);
    private final Labels groups = new Labels(MAX_GROUPS);
    private final Map<Lag, AtomicLong> lags = new ConcurrentHashMap<>();

    private record Lag(String group, String topic) {}

    public CarrierMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A batch was handed over. */
    public void read(String topic, int records) {
        DistributionSummary.builder("trawl.batch.records")
                .description("Records handed over at once")
                .tag("topic", topics.bounded(topic))
                .serviceLevelObjectives(BATCHES)
                .register(registry)
                .record(records);
    }

    /** Records went to the dead letters. */
    public void unreadable(String topic, int records) {
        count("trawl.messages.unreadable", "Records that went to the dead letters", topic, records);
    }

    /** Messages that the broker did not take. */
    public void notTaken(String topic, int messages) {
        count("trawl.messages.refused", "Messages that the broker did not take in time", topic, messages);
    }

    /** A message was dropped that no broker would take. */
    public void tooLarge(String topic) {
        count("trawl.messages.oversized", "Messages dropped since they are larger than their topic allows", topic, 1);
    }

    /** Packets of whose end the broker did not hear. */
    public void unsettled(String topic, int packets) {
        count("trawl.packets.unsettled", "Packets of whose end the broker did not hear", topic, packets);
    }

    /** How far a group is behind in a topic. */
    public void lag(String group, String topic, long records) {
        lags.computeIfAbsent(new Lag(groups.bounded(group), topics.bounded(topic)), this::gauge)
                .set(records);
    }

    private AtomicLong gauge(Lag of) {
        AtomicLong records = new AtomicLong();
        Gauge.builder("trawl.group.lag.records", records, AtomicLong::get)
                .description("Records that a group has not read yet")
                .tag("group", of.group())
                .tag("topic", of.topic())
                .register(registry);
        return records;
    }

    private void count(String name, String description, String topic, int amount) {
        Counter.builder(name)
                .description(description)
                .tag("topic", topics.bounded(topic))
                .register(registry)
                .increment(amount);
    }
}
