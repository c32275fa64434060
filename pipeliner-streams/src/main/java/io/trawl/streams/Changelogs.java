package io.trawl.streams;

import io.trawl.kafka.KafkaSettings;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics in which Streams keeps the state. Each has as many partitions as the topic that the state is made of; when that
 * has got others, by an operator or after it was lost, Streams refuses to start. The state is worth less than a start.
 */
final class Changelogs {
    private final Map<String, String> sources = new LinkedHashMap<>();

    Changelogs(KafkaSettings settings) {
        String prefix = StreamsLife.applicationId(settings) + "-";
        String facts = settings.names().of(Topics.EVENTS);
        PipelinerTopology.STORES_OF_FACTS.forEach(store -> sources.put(prefix + store + "-changelog", facts));
        sources.put(
                prefix + HeartbeatsProcessor.WORKERS + "-changelog",
                settings.names().of(Topics.HEARTBEATS));
    }

    List<String> names() {
        return List.copyOf(sources.keySet());
    }

    /**
     * Deletes those that do not fit. Streams creates them anew.
     *
     * @return their names
     * @throws KafkaException when the broker does not answer
     */
    List<String> deleteUnfit(Admin admin, Duration patience) throws InterruptedException {
        List<String> unfit = new ArrayList<>();
        for (Map.Entry<String, String> changelog : sources.entrySet()) {
            OptionalInt has = partitions(admin, changelog.getKey(), patience);
            OptionalInt should = partitions(admin, changelog.getValue(), patience);
            if (has.isPresent() && should.isPresent() && has.getAsInt() != should.getAsInt()) {
                unfit.add(changelog.getKey());
            }
        }
        if (!unfit.isEmpty()) {
            try {
                answer(admin.deleteTopics(unfit).all(), patience);
            } catch (UnknownTopicOrPartitionException e) {
                // Another pipeliner was faster.
            }
        }
        return unfit;
    }

    private static OptionalInt partitions(Admin admin, String topic, Duration patience) throws InterruptedException {
        try {
            TopicDescription found = answer(
                    Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .topicNameValues()
                            .get(topic)),
                    patience);
            return OptionalInt.of(found.partitions().size());
        } catch (UnknownTopicOrPartitionException e) {
            return OptionalInt.empty();
        }
    }

    private static <T> T answer(KafkaFuture<T> future, Duration patience) throws InterruptedException {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("The broker did not answer.", e);
        }
    }
}
