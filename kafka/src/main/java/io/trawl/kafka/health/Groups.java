package io.trawl.kafka.health;

import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.KafkaUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The groups that read an installation's topics: how many are in them, and how far they are behind. */
public final class Groups implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Admin admin;
    private final String prefix;

    private Groups(Admin admin, String prefix) {
        this.admin = admin;
        this.prefix = prefix;
    }

    /** To be closed. */
    public static Groups of(KafkaSettings settings) {
        return new Groups(
                Admin.create(settings.client(Map.of())), settings.names().prefix() + ".");
    }

    /**
     * One group.
     *
     * @param members that are in it now
     * @param lag records of each topic it has not read yet, as far as it has read of that topic at all
     */
    public record Group(String name, int members, Map<String, Long> lag) {
        public Group {
            lag = Map.copyOf(lag);
        }
    }

    /** Those of this installation, in order of their names. @throws KafkaUnavailable when the broker does not answer */
    public List<Group> look() {
        Map<Boolean, List<String>> names = answer(admin.listGroups().all()).stream()
                .filter(group -> group.groupId().startsWith(prefix))
                .collect(Collectors.partitioningBy(
                        group -> group.type().equals(Optional.of(GroupType.SHARE)),
                        Collectors.mapping(GroupListing::groupId, Collectors.toList())));
        List<Group> groups = new ArrayList<>();
        groups.addAll(shares(names.getOrDefault(true, List.of())));
        groups.addAll(readers(names.getOrDefault(false, List.of())));
        groups.sort(Comparator.comparing(Group::name));
        return groups;
    }

    private List<Group> shares(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        Map<String, ListShareGroupOffsetsSpec> wanted =
                names.stream().collect(Collectors.toMap(Function.identity(), name -> new ListShareGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, SharePartitionOffsetInfo>> offsets =
                answer(admin.listShareGroupOffsets(wanted).all());
        return answer(admin.describeShareGroups(names).all()).values().stream()
                .map(group -> {
                    Map<String, Long> lag = new TreeMap<>();
                    offsets.getOrDefault(group.groupId(), Map.of()).forEach((partition, info) -> {
                        if (info != null) {
                            lag.merge(partition.topic(), info.lag().orElse(0L), Long::sum);
                        }
                    });
                    return new Group(group.groupId(), group.members().size(), lag);
                })
                .toList();
    }

    private List<Group> readers(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        Map<String, ListConsumerGroupOffsetsSpec> wanted = names.stream()
                .collect(Collectors.toMap(Function.identity(), name -> new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> read =
                answer(admin.listConsumerGroupOffsets(wanted).all());
        Set<TopicPartition> partitions =
                read.values().stream().flatMap(one -> one.keySet().stream()).collect(Collectors.toSet());
        Map<TopicPartition, ListOffsetsResultInfo> ends = ends(partitions);
        return answer(admin.describeConsumerGroups(names).all()).values().stream()
                .map(group -> new Group(
                        group.groupId(),
                        group.members().size(),
                        behind(read.getOrDefault(group.groupId(), Map.of()), ends)))
                .toList();
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends(Set<TopicPartition> partitions) {
        return partitions.isEmpty()
                ? Map.of()
                : answer(admin.listOffsets(partitions.stream()
                                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
                        .all());
    }

    private static Map<String, Long> behind(
            Map<TopicPartition, OffsetAndMetadata> read, Map<TopicPartition, ListOffsetsResultInfo> ends) {
        Map<String, Long> lag = new HashMap<>();
        read.forEach((partition, at) -> {
            ListOffsetsResultInfo end = ends.get(partition);
            if (at != null && end != null) {
                lag.merge(partition.topic(), Math.max(0, end.offset() - at.offset()), Long::sum);
            }
        });
        return lag;
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private static KafkaUnavailable failed(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new KafkaUnavailable(
                "The Kafka broker did not tell of the groups ("
                        + cause.getClass().getSimpleName() + "); check trawl.kafka.bootstrap_servers.",
                e);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
