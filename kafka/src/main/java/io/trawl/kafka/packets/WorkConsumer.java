package io.trawl.kafka.packets;

import io.trawl.engine.transport.PacketSource;
import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.carry.DeadLetters;
import java.util.Arrays;
import java.util.Locale;

/** How the workers of a pool share its packets; the setting {@code trawl.kafka.work_consumer}. */
public enum WorkConsumer {
    /** Each packet to whoever has a free slot; needs a broker of 4.1 or later with share groups enabled. */
    SHARE,
    /** Each partition to one worker: no more workers than partitions, and packets behind a busy worker wait. */
    GROUP;

    private static final int GROUP_PARTITIONS = 12;

    /** In any case. */
    public static WorkConsumer of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equals(text.strip().toUpperCase(Locale.ROOT)))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'trawl.kafka.work_consumer' must be share or group, got '" + text + "'."));
    }

    /** How many a work topic has: see {@link io.trawl.schemas.topic.Topics#WORK}; more only where one would idle all but one. */
    public int partitions() {
        return switch (this) {
            case SHARE -> 1;
            case GROUP -> GROUP_PARTITIONS;
        };
    }

    /**
     * How many consumers a worker has: so many as its slots hold batches, and one where more would only divide its partitions.
     *
     * @param most at least 1
     * @param batch at most as many as there are slots
     */
    public int consumers(int most, int slots, int batch) {
        return switch (this) {
            case SHARE -> Math.min(most, slots / batch);
            case GROUP -> 1;
        };
    }

    /** Who reads the packets of a pool. */
    public static String group(KafkaSettings settings, String pool) {
        return settings.names().workers(pool);
    }

    /**
     * Joins the pool with the first take, and again when its consumer fails; a broker that is away keeps nobody from starting.
     *
     * @param batch packets that are taken at once, at most, and slots that must be free for that
     */
    public PacketSource open(
            KafkaSettings settings, String pool, int batch, DeadLetters deadLetters, CarrierListener listener) {
        if (batch < 1) {
            throw new IllegalArgumentException("'trawl.kafka.work_batch' must be at least 1, got " + batch + ".");
        }
        return new LastingPackets(
                () -> switch (this) {
                    case SHARE -> SharePackets.open(settings, pool, batch, deadLetters, listener);
                    case GROUP -> GroupPackets.open(settings, pool, batch, deadLetters, listener);
                },
                batch);
    }
}
