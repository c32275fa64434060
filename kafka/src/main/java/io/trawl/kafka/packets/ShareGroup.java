package io.trawl.kafka.packets;

import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.KafkaUnavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;

/** The settings a share group keeps at the broker; a client's own would not do. They are gone when its data is. */
final class ShareGroup {
    /** Whoever asks asks again, and may have been told to end meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Else what was sent before the first read would never be seen. */
    private static final Map<String, String> FROM_THE_BEGINNING = Map.of("share.auto.offset.reset", "earliest");

    private final String group;
    private final String deadLetters;

    private ShareGroup(KafkaSettings settings, String pool) {
        this.group = WorkConsumer.group(settings, pool);
        this.deadLetters = settings.names().deadLettersOf(settings.names().work(pool));
    }

    /** Before the first read. */
    static void prepare(KafkaSettings settings, String pool) {
        Admin admin = Admin.create(settings.client(Map.of()));
        try {
            prepare(settings, admin, pool, PATIENCE);
        } finally {
            // Else it waits for the answer that was given up, a minute if no broker comes.
            admin.close(Duration.ZERO);
        }
    }

    /** Changes nothing where all is set. @throws KafkaUnavailable when the broker does not answer, or knows no share groups */
    static void prepare(KafkaSettings settings, Admin admin, String pool, Duration patience) {
        new ShareGroup(settings, pool).prepare(admin, patience);
    }

    private void prepare(Admin admin, Duration patience) {
        try {
            Config now = answer(admin.describeConfigs(List.of(resource())).all(), patience)
                    .get(resource());
            Map<String, String> wanted = new HashMap<>(FROM_THE_BEGINNING);
            // Brokers before 4.4 know none of these, and name none.
            toDeadLetters().forEach((name, value) -> {
                if (now != null && now.get(name) != null) {
                    wanted.put(name, value);
                }
            });
            wanted.entrySet().removeIf(one -> now != null && one.getValue().equals(value(now, one.getKey())));
            if (!wanted.isEmpty()) {
                set(admin, wanted, patience);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(e);
        }
    }

    /** A packet that was offered more often than the broker's limit goes there, and with it whose attempt it was. */
    private Map<String, String> toDeadLetters() {
        return Map.of(
                "errors.deadletterqueue.topic.name", deadLetters, "errors.deadletterqueue.copy.record.enable", "true");
    }

    private void set(Admin admin, Map<String, String> wanted, Duration patience)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            alter(admin, wanted, patience);
        } catch (ExecutionException e) {
            boolean unknown = e.getCause() instanceof InvalidConfigurationException
                    || e.getCause() instanceof InvalidRequestException;
            if (!unknown || wanted.keySet().equals(FROM_THE_BEGINNING.keySet())) {
                throw e;
            }
            alter(admin, FROM_THE_BEGINNING, patience);
        }
    }

    private void alter(Admin admin, Map<String, String> wanted, Duration patience)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<AlterConfigOp> operations = wanted.entrySet().stream()
                .map(one -> new AlterConfigOp(new ConfigEntry(one.getKey(), one.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        answer(admin.incrementalAlterConfigs(Map.of(resource(), operations)).all(), patience);
    }

    private static <T> T answer(KafkaFuture<T> future, Duration patience)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null ? "" : Objects.requireNonNullElse(entry.value(), "");
    }

    private ConfigResource resource() {
        return new ConfigResource(ConfigResource.Type.GROUP, group);
    }

    private KafkaUnavailable refused(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new KafkaUnavailable(
                "The share group " + group + " cannot be set up ("
                        + cause.getClass().getSimpleName()
                        + "); where the broker has no share groups, set trawl.kafka.work_consumer=group.",
                e);
    }
}
