package io.trawl.kafka.health;

import io.trawl.engine.orchestration.Loop;
import io.trawl.kafka.KafkaUnavailable;
import io.trawl.kafka.health.Groups.Group;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells again and again how far the groups are behind. While Kafka is away what was told last stands. */
public final class LagLoop implements Loop {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Supplier<List<Group>> groups;
    private final Consumer<List<Group>> told;

    /** @param groups such as {@link Groups#look}; may throw {@link KafkaUnavailable} */
    public LagLoop(Supplier<List<Group>> groups, Consumer<List<Group>> told) {
        this.groups = groups;
        this.told = told;
    }

    @Override
    public String name() {
        return "consumer-lag";
    }

    @Override
    public Duration runOnce() {
        try {
            told.accept(groups.get());
        } catch (KafkaUnavailable e) {
            // Said by KafkaHealth, once.
        }
        return INTERVAL;
    }
}
