package io.trawl.cli.assembly;

import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.packets.WorkConsumer;
import java.time.Duration;

/**
 * What all processes of a DISTRIBUTED installation must be told alike.
 *
 * @param workConsumer how workers share packets
 * @param lease of a worker: how long after its last word what it runs is given to another
 */
public record DistributedConfig(KafkaSettings kafka, WorkConsumer workConsumer, Duration lease) {
    /** Renewed every third of it: what a dead worker ran goes on elsewhere within some eight seconds. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(8);
}
