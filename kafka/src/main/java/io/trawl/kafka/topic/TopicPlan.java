package io.trawl.kafka.topic;

import io.trawl.schemas.topic.Topic;
import io.trawl.schemas.topic.TopicNames;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The topics an installation needs, by their names on the broker. */
public record TopicPlan(List<Planned> topics) {
    /**
     * One topic as it should be.
     *
     * @param partitions at least
     * @param mostPartitions at most
     * @param retention at least
     * @param maxMessageBytes at least
     */
    public record Planned(
            String name,
            int partitions,
            int mostPartitions,
            Duration retention,
            Topic.Cleanup cleanup,
            int maxMessageBytes) {}

    public TopicPlan {
        topics = List.copyOf(topics);
    }

    /**
     * Every topic of the table with its dead letters; one per pool where there is one per pool.
     *
     * @param workPartitions of the work topics: exactly one with share groups, else the most workers a pool may have
     */
    public static TopicPlan of(TopicNames names, Collection<String> pools, int workPartitions) {
        List<Planned> all = new ArrayList<>();
        for (Topic<?> topic : Topics.ALL) {
            if (topic.perPool()) {
                int most = workPartitions == 1 ? 1 : Integer.MAX_VALUE;
                pools.stream().sorted().forEach(pool -> add(all, topic, names.work(pool), workPartitions, most, names));
            } else {
                add(all, topic, names.of(topic), topic.partitions(), Integer.MAX_VALUE, names);
            }
        }
        return new TopicPlan(all);
    }

    private static void add(
            List<Planned> all, Topic<?> topic, String name, int partitions, int most, TopicNames names) {
        all.add(new Planned(name, partitions, most, topic.retention(), topic.cleanup(), topic.maxMessageBytes()));
        all.add(new Planned(
                names.deadLettersOf(name),
                1,
                Integer.MAX_VALUE,
                Topics.DEAD_LETTER_RETENTION,
                Topic.Cleanup.DELETE,
                topic.maxDeadLetterBytes()));
    }
}
