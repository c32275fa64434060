package io.trawl.cli.topics;

import io.trawl.schemas.topic.Topic;
import io.trawl.schemas.topic.TopicNames;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;

/** One line of the table; {@code maxBytes} of one record's value. */
record TopicRow(
        String topic,
        String key,
        String value,
        int partitions,
        Duration retention,
        String cleanup,
        int maxBytes,
        String description) {
    static final List<String> HEADINGS =
            List.of("topic", "key", "value", "partitions", "retention", "cleanup", "max_bytes", "description");

    static List<TopicRow> all(TopicNames names) {
        return Topics.ALL.stream().map(topic -> of(topic, names)).toList();
    }

    private static TopicRow of(Topic<?> topic, TopicNames names) {
        return new TopicRow(
                names.pattern(topic),
                topic.key().field(),
                topic.value().getSimpleName(),
                topic.partitions(),
                topic.retention(),
                topic.cleanup().config(),
                topic.maxBytes(),
                topic.description());
    }

    List<String> cells() {
        return List.of(
                topic,
                key,
                value,
                Integer.toString(partitions),
                retention.toString(),
                cleanup,
                Integer.toString(maxBytes),
                description);
    }
}
