package io.trawl.kafka.topic;

import io.trawl.engine.orchestration.Loop;
import io.trawl.kafka.KafkaUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks every few seconds whether the topics are there and fit, and makes those that are not: all of Kafka's data may go
 * in the middle of a job, and nobody starts the processes anew for that. What is wrong is logged once per change.
 */
public final class TopicWatch implements Loop {
    public static final Duration INTERVAL = Duration.ofSeconds(3);

    private static final System.Logger LOG = System.getLogger(TopicWatch.class.getName());

    private final TopicAdmin topics;
    private final Supplier<TopicPlan> plan;
    private final Runnable groups;
    private final Duration interval;
    private volatile List<String> sentences = List.of();

    /**
     * @param topics with a short patience: a broker that is away must not hold up a turn for long
     * @param plan what there should be now, since pools come and go
     * @param groups settings of groups, looked at before any topic is made: a group that meets a new topic without them
     *     begins at its end, and never sees what was sent before; may throw {@link KafkaUnavailable}
     */
    public TopicWatch(TopicAdmin topics, Supplier<TopicPlan> plan, Runnable groups, Duration interval) {
        this.topics = topics;
        this.plan = plan;
        this.groups = groups;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "topic-watch";
    }

    @Override
    public Duration runOnce() {
        tell(look());
        return interval;
    }

    private List<String> look() {
        try {
            groups.run();
            List<String> made = topics.prepare(plan.get());
            if (!made.isEmpty()) {
                LOG.log(System.Logger.Level.WARNING, "Topics were missing and are made: {0}", String.join(", ", made));
            }
            return List.of();
        } catch (TopicsUnfit e) {
            return e.sentences();
        } catch (KafkaUnavailable e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private void tell(List<String> now) {
        if (!now.equals(sentences)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    now.isEmpty() ? "The topics are as they should be again." : String.join(" ", now));
            sentences = now;
        }
    }

    /** What was wrong at the last look, in sentences; empty when nothing was. */
    public Optional<String> trouble() {
        List<String> now = sentences;
        return now.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", now));
    }
}
