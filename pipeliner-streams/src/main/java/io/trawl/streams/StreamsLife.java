package io.trawl.streams;

import io.trawl.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** One life of the streams client: it ends with the first failure, and is not mended. */
final class StreamsLife implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StreamsLife.class.getName());
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    /** What comes again after a crash, because it was not committed, is harmless. */
    private static final int COMMIT_MS = 1_000;
    /** Most of what is written tells of one batch of facts: it goes together. */
    private static final int LINGER_MS = 5;

    private static final int SESSION_MS = 6_000;
    private static final int HEARTBEAT_MS = 2_000;
    /** What a topic that is gone may cost a thread that is to stop. */
    private static final int BLOCK_MS = 10_000;

    private static final int REQUEST_MS = 5_000;

    private final KafkaStreams streams;

    private StreamsLife(KafkaStreams streams) {
        this.streams = streams;
    }

    /** @param failed called with the reason when the life is over, perhaps more than once, by any thread */
    static StreamsLife begin(
            KafkaSettings settings, PipelinerConfig config, PipelinerApp.Runtime runtime, Consumer<String> failed) {
        KafkaStreams streams =
                new KafkaStreams(PipelinerTopology.of(settings.names(), config), properties(settings, runtime));
        streams.setUncaughtExceptionHandler(failure -> {
            failed.accept("a thread of it failed: " + failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        RestoreLog restored = new RestoreLog(System.nanoTime());
        streams.setGlobalStateRestoreListener(restored);
        streams.setStateListener((now, before) -> {
            if (now == State.ERROR) {
                failed.accept("all its threads have ended");
            } else if (now == State.RUNNING) {
                LOG.log(System.Logger.Level.INFO, restored.sentence(System.nanoTime()));
            }
        });
        streams.start();
        return new StreamsLife(streams);
    }

    boolean ready() {
        return streams.state() == State.RUNNING;
    }

    /** Ends it for good, and deletes what it kept in its directory. False when it still runs: then it is to be asked again. */
    boolean forget() {
        if (!streams.close(STOP_PATIENCE)) {
            return false;
        }
        streams.cleanUp();
        return true;
    }

    @Override
    public void close() {
        if (!streams.close(STOP_PATIENCE)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The pipeliner did not stop within {0} s; what it did last is done again.",
                    STOP_PATIENCE.toSeconds());
        }
    }

    /** The name of the group, which internal topics begin with too. */
    static String applicationId(KafkaSettings settings) {
        return settings.names().prefix() + ".pipeliner";
    }

    private static Properties properties(KafkaSettings settings, PipelinerApp.Runtime runtime) {
        Properties properties = new Properties();
        properties.putAll(settings.client(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                applicationId(settings),
                StreamsConfig.STATE_DIR_CONFIG,
                runtime.stateDirectory().toString(),
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                runtime.threads(),
                StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                runtime.standbys(),
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                settings.replicationFactor(),
                // What comes twice is refused by the ledger; a transaction would only add its time to every proposal.
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.AT_LEAST_ONCE,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                COMMIT_MS,
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                0)));
        properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), SESSION_MS);
        properties.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), HEARTBEAT_MS);
        properties.put(StreamsConfig.consumerPrefix("default.api.timeout.ms"), 2 * BLOCK_MS);
        // Whoever gives out the partitions asks how long the changelogs are; those that are gone never answer.
        properties.put(StreamsConfig.adminClientPrefix("request.timeout.ms"), REQUEST_MS);
        properties.put(StreamsConfig.adminClientPrefix("default.api.timeout.ms"), 2 * REQUEST_MS);
        properties.put(StreamsConfig.producerPrefix("acks"), "all");
        properties.put(StreamsConfig.producerPrefix("linger.ms"), LINGER_MS);
        properties.put(StreamsConfig.producerPrefix("max.block.ms"), BLOCK_MS);
        // A life ends when its last records are delivered or given up: two minutes, if nobody chose.
        properties.put(StreamsConfig.producerPrefix("request.timeout.ms"), REQUEST_MS);
        properties.put(StreamsConfig.producerPrefix("delivery.timeout.ms"), 2 * REQUEST_MS);
        properties.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), 1);
        return properties;
    }
}
