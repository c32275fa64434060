package io.trawl.kafka.health;

import io.trawl.engine.orchestration.Loop;
import io.trawl.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * Whether Kafka answers, asked again and again with a short patience and on a thread of its own: whoever wants to know is
 * told what was found last, and waits for nobody.
 */
public final class KafkaHealth implements Loop, AutoCloseable {
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(KafkaHealth.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Admin admin;
    private final Duration interval;
    private volatile boolean away;
    private @Nullable String cluster;

    private KafkaHealth(Admin admin, Duration interval) {
        this.admin = admin;
        this.interval = interval;
    }

    /** Asks nothing yet. To be closed. */
    public static KafkaHealth of(KafkaSettings settings) {
        return of(settings, INTERVAL);
    }

    public static KafkaHealth of(KafkaSettings settings, Duration interval) {
        return new KafkaHealth(
                Admin.create(settings.client(Map.of(
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis(),
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis(),
                        // Else it may be back for ten seconds before it is looked for again.
                        AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        PATIENCE.toMillis()))),
                interval);
    }

    @Override
    public String name() {
        return "kafka-health";
    }

    @Override
    public Duration runOnce() {
        try {
            found(admin.describeCluster().clusterId().get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            missed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            missed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return interval;
    }

    private void found(@Nullable String id) {
        if (away) {
            LOG.log(System.Logger.Level.WARNING, "Kafka answers again.");
            away = false;
        }
        if (cluster != null && !cluster.equals(id)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Kafka is another cluster than before, so its data was lost; what was in it is announced again.");
        }
        cluster = id;
    }

    private void missed(Throwable why) {
        if (!away) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Kafka does not answer ({0}); jobs are accepted and go on once it does.",
                    why.getClass().getSimpleName());
            away = true;
        }
    }

    /** Whether the last question was not answered. Until the first one was, it counts as there. */
    public boolean away() {
        return away;
    }

    /** That it is away, in a sentence for anybody. */
    public Optional<String> trouble() {
        return away
                ? Optional.of("Kafka does not answer, so jobs are accepted but no work is given out until it does.")
                : Optional.empty();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
