package io.trawl.streams;

import io.trawl.kafka.KafkaSettings;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Notices that topics are gone or are others of the same name, as when a broker comes back empty. Offsets that were kept of
 * the old ones then point anywhere in the new ones, and Streams does not always fail of it: it would wait, or skip records.
 */
final class TopicIds {
    private final List<String> read;
    private final List<String> changelogs;
    private final Map<String, Uuid> known = new HashMap<>();

    TopicIds(KafkaSettings settings, Changelogs internal) {
        read = List.of(settings.names().of(Topics.EVENTS), settings.names().of(Topics.HEARTBEATS));
        changelogs = internal.names();
    }

    /**
     * Looks, and remembers what it sees for the first time.
     *
     * @param ready whether the changelogs, which Streams itself creates, must be there by now
     * @param patience with the broker; one that does not answer says nothing of its topics
     * @return what is wrong, as the reason of a sentence
     */
    Optional<String> changed(Admin admin, boolean ready, Duration patience) throws InterruptedException {
        List<String> all = new ArrayList<>(read);
        all.addAll(changelogs);
        Map<String, KafkaFuture<TopicDescription>> asked =
                admin.describeTopics(all).topicNameValues();
        for (String topic : all) {
            KafkaFuture<TopicDescription> one = asked.get(topic);
            if (one == null) {
                continue;
            }
            try {
                Uuid id = one.get(patience.toMillis(), TimeUnit.MILLISECONDS).topicId();
                Uuid before = known.putIfAbsent(topic, id);
                if (before != null && !before.equals(id)) {
                    return Optional.of("the topic " + topic + " is another one than before");
                }
            } catch (ExecutionException e) {
                boolean gone = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (gone && (ready || known.containsKey(topic) || read.contains(topic))) {
                    return Optional.of("the topic " + topic + " is gone");
                }
            } catch (TimeoutException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
