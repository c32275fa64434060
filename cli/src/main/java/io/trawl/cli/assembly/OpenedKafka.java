package io.trawl.cli.assembly;

import io.trawl.engine.trace.JobTraces;
import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.KafkaTransport;
import io.trawl.kafka.KafkaUnavailable;
import io.trawl.kafka.carry.CarrierListener;

/** The Kafka of a process. */
final class OpenedKafka {
    private OpenedKafka() {}

    /** Does not wait for the broker. @throws StartFailed when no client can be made of the settings */
    static KafkaTransport open(KafkaSettings settings, CarrierListener listener, JobTraces traces) {
        try {
            return KafkaTransport.open(settings, listener, traces);
        } catch (KafkaUnavailable e) {
            throw new StartFailed(String.valueOf(e.getMessage()), e);
        }
    }
}
