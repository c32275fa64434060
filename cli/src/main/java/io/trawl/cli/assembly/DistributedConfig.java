package io.trawl.cli.assembly;

import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.packets.WorkConsumer;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all processes of a DISTRIBUTED installation must be told alike.
 *
 * @param workConsumer how workers share packets
 * @param lease of a worker: how long after its last word what it runs is given to another
 * @param collector of spans; null sends none
 */
public record DistributedConfig(
        KafkaSettings kafka,
        WorkConsumer workConsumer,
        Duration lease,
        @Nullable URI collector) {
    /** Renewed every third of it: what a dead worker ran goes on elsewhere within some eight seconds. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(8);

    /** Without spans. */
    public DistributedConfig(KafkaSettings kafka, WorkConsumer workConsumer, Duration lease) {
        this(kafka, workConsumer, lease, null);
    }
}
