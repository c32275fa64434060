package io.trawl.cli.assembly;

import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.health.Groups;
import io.trawl.kafka.health.KafkaHealth;
import io.trawl.kafka.health.LagLoop;
import io.trawl.kafka.packets.WorkConsumer;
import io.trawl.kafka.packets.WorkGroups;
import io.trawl.kafka.topic.TopicAdmin;
import io.trawl.kafka.topic.TopicPlan;
import io.trawl.kafka.topic.TopicWatch;
import io.trawl.orchestrator.api.ReadinessCheck.Degraded;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What keeps Kafka as an orchestrator needs it, and knows whether it is: each on a thread of its own. */
final class KafkaUpkeep implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Degraded NO_PIPELINER = new Degraded(
            "No pipeliner is connected to Kafka, so no phase gets work from the one before it; start `trawl pipeliner`, or"
                    + " see in its log why it ends.",
            false);

    private final Parts parts = new Parts();
    private final KafkaHealth health;
    private final TopicWatch topics;
    /** Whether a pipeliner was there at the last look; until the first one it counts as there. */
    private volatile boolean joined = true;

    private KafkaUpkeep(
            KafkaSettings settings,
            WorkConsumer consumer,
            Supplier<? extends Collection<String>> pools,
            Consumer<List<Groups.Group>> lag) {
        health = parts.opened(KafkaHealth.of(settings));
        WorkGroups groups = parts.opened(WorkGroups.of(settings, consumer, PATIENCE));
        topics = new TopicWatch(
                parts.opened(TopicAdmin.connect(settings, PATIENCE)),
                () -> TopicPlan.of(settings.names(), pools.get(), consumer.partitions()),
                () -> groups.prepare(pools.get()),
                TopicWatch.INTERVAL);
        String pipeliners = settings.names().prefix() + ".pipeliner";
        LagLoop lags = new LagLoop(parts.opened(Groups.of(settings))::look, found -> {
            lag.accept(found);
            joined = found.stream().anyMatch(group -> group.name().equals(pipeliners) && group.members() > 0);
        });
        List.of(health, topics, lags)
                .forEach(loop -> parts.opened(LocalLoops.thread(loop).start()));
    }

    /**
     * @param pools whose topics are wanted now; may throw when the ledger does not answer
     * @param lag told again and again how far the groups are behind
     */
    static KafkaUpkeep start(
            KafkaSettings settings,
            WorkConsumer consumer,
            Supplier<? extends Collection<String>> pools,
            Consumer<List<Groups.Group>> lag) {
        return new KafkaUpkeep(settings, consumer, pools, lag);
    }

    /** What is amiss with Kafka, as far as was seen. */
    Optional<Degraded> degraded() {
        return health.trouble()
                .map(sentence -> new Degraded(sentence, true))
                .or(() -> topics.trouble().map(sentence -> new Degraded(sentence, false)))
                .or(() -> joined ? Optional.empty() : Optional.of(NO_PIPELINER));
    }

    @Override
    public void close() {
        parts.close();
    }
}
