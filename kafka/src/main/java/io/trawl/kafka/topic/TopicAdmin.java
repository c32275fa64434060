package io.trawl.kafka.topic;

import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.KafkaUnavailable;
import io.trawl.kafka.topic.TopicPlan.Planned;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the broker's topics fit the plan at start, or says in sentences why they do not. */
public final class TopicAdmin implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Without it the broker does not put packets there that it has offered too often. */
    private static final String TAKES_FROM_SHARE_GROUPS = "errors.deadletterqueue.group.enable";

    private final Admin admin;
    private final short replicationFactor;
    private final Duration patience;

    /**
     * @param replicationFactor of new topics; −1 leaves it to the broker
     * @param patience with each answer
     */
    public TopicAdmin(Admin admin, int replicationFactor, Duration patience) {
        if (replicationFactor != -1 && (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "'trawl.kafka.replication_factor' must be -1 (the broker's choice) or 1 to " + Short.MAX_VALUE
                            + ", got " + replicationFactor + ".");
        }
        this.admin = admin;
        this.replicationFactor = (short) replicationFactor;
        this.patience = patience;
    }

    /** To be closed. */
    public static TopicAdmin connect(KafkaSettings settings) {
        return connect(settings, PATIENCE);
    }

    /** To be closed. @param patience with each answer */
    public static TopicAdmin connect(KafkaSettings settings, Duration patience) {
        return new TopicAdmin(Admin.create(settings.client(Map.of())), settings.replicationFactor(), patience);
    }

    /**
     * Creates what is missing; several processes may do so at once. Nothing that exists is changed.
     *
     * @return the names of the topics that were created
     * @throws TopicsUnfit when a topic is there and would lose messages
     */
    public List<String> prepare(TopicPlan plan) {
        Map<String, TopicDescription> found = describe(plan);
        List<String> created = create(plan, found);
        List<String> wrong = verify(plan, found);
        if (!wrong.isEmpty()) {
            throw new TopicsUnfit(wrong);
        }
        return created;
    }

    /** As {@link #prepare}, for a process that goes on after its start: what exists is not judged again. */
    public List<String> create(TopicPlan plan) {
        return create(plan, describe(plan));
    }

    private List<String> create(TopicPlan plan, Map<String, TopicDescription> found) {
        List<String> created = new ArrayList<>();
        for (Planned planned : plan.topics()) {
            if (!found.containsKey(planned.name()) && create(planned)) {
                created.add(planned.name());
            }
        }
        return created;
    }

    /** What is wrong with the topics, one sentence each; also with those that are missing. Changes nothing. */
    public List<String> verify(TopicPlan plan) {
        Map<String, TopicDescription> found = describe(plan);
        List<String> sentences = new ArrayList<>();
        plan.topics().stream()
                .filter(planned -> !found.containsKey(planned.name()))
                .forEach(planned ->
                        sentences.add("The topic " + planned.name() + " is missing; a start of Trawl creates it."));
        sentences.addAll(verify(plan, found));
        return sentences;
    }

    /** How many records lie in the dead letters of the plan's topics; those that are empty or missing are left out. */
    public Map<String, Long> deadLetters(TopicPlan plan) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        Map<TopicPartition, OffsetSpec> beginnings = new HashMap<>();
        describe(plan).forEach((name, topic) -> {
            if (name.endsWith(Topics.DEAD_LETTERS)) {
                topic.partitions().forEach(partition -> {
                    ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest());
                    beginnings.put(new TopicPartition(name, partition.partition()), OffsetSpec.earliest());
                });
            }
        });
        Map<TopicPartition, ListOffsetsResultInfo> from =
                answer(admin.listOffsets(beginnings).all(), "dead letters");
        Map<String, Long> records = new TreeMap<>();
        answer(admin.listOffsets(ends).all(), "dead letters").forEach((partition, end) -> {
            ListOffsetsResultInfo first = from.get(partition);
            records.merge(partition.topic(), end.offset() - (first == null ? 0 : first.offset()), Long::sum);
        });
        records.values().removeIf(count -> count == 0);
        return records;
    }

    private List<String> verify(TopicPlan plan, Map<String, TopicDescription> found) {
        List<Planned> there = plan.topics().stream()
                .filter(planned -> found.containsKey(planned.name()))
                .toList();
        List<ConfigResource> resources =
                there.stream().map(planned -> resource(planned.name())).toList();
        Map<ConfigResource, Config> configs = there.isEmpty()
                ? Map.of()
                : answer(admin.describeConfigs(resources).all(), "the settings of the topics");
        List<String> sentences = new ArrayList<>();
        for (Planned planned : there) {
            TopicDescription topic = found.get(planned.name());
            Config config = configs.get(resource(planned.name()));
            if (topic != null && config != null) {
                sentences.addAll(TopicCheck.of(planned, topic, config));
            }
        }
        return sentences;
    }

    private Map<String, TopicDescription> describe(TopicPlan plan) {
        Map<String, KafkaFuture<TopicDescription>> asked = admin.describeTopics(
                        plan.topics().stream().map(Planned::name).toList())
                .topicNameValues();
        Map<String, TopicDescription> found = new HashMap<>();
        asked.forEach((name, future) -> unless(UnknownTopicOrPartitionException.class, future, "the topic " + name)
                .ifPresent(topic -> found.put(name, topic)));
        return found;
    }

    /** False when another process was faster. */
    private boolean create(Planned planned) {
        Map<String, String> config = new HashMap<>(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                planned.cleanup().config(),
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(planned.retention().toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(planned.maxMessageBytes()),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                TopicCheck.BROKERS_TIME));
        if (planned.name().endsWith(Topics.DEAD_LETTERS)) {
            config.put(TAKES_FROM_SHARE_GROUPS, "true");
            try {
                return create(planned, config);
            } catch (KafkaUnavailable e) {
                if (!(e.getCause() instanceof ExecutionException refused
                        && refused.getCause() instanceof InvalidConfigurationException)) {
                    throw e;
                }
                // A broker before 4.4, whose share groups have no dead letters.
                config.remove(TAKES_FROM_SHARE_GROUPS);
            }
        }
        return create(planned, config);
    }

    private boolean create(Planned planned, Map<String, String> config) {
        NewTopic topic = new NewTopic(
                        planned.name(),
                        Optional.of(planned.partitions()),
                        replicationFactor == -1 ? Optional.empty() : Optional.of(replicationFactor))
                .configs(config);
        KafkaFuture<Boolean> made = admin.createTopics(List.of(topic)).all().thenApply(nothing -> true);
        return unless(TopicExistsException.class, made, "the creation of the topic " + planned.name())
                .isPresent();
    }

    private <T> Optional<T> unless(Class<? extends Exception> expected, KafkaFuture<T> future, String what) {
        try {
            return Optional.of(future.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (expected.isInstance(e.getCause())) {
                return Optional.empty();
            }
            throw failed(what, e);
        } catch (TimeoutException e) {
            throw failed(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(what, e);
        }
    }

    private <T> T answer(KafkaFuture<T> future, String what) {
        return unless(NeverThrown.class, future, what).orElseThrow();
    }

    private static KafkaUnavailable failed(String what, Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new KafkaUnavailable(
                "The Kafka broker did not answer for " + what + " (" + why + "); check trawl.kafka.bootstrap_servers.",
                e);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    /** What was not answered within the patience is not waited for again. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    /** Nothing is expected to go wrong. */
    private static final class NeverThrown extends Exception {}
}
