package io.trawl.streams;

import io.trawl.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * The pipeliner as a running app; any number of them share the partitions. Its state may be lost at any time: what was held
 * is announced again by the reconciler.
 */
public final class PipelinerApp implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PipelinerApp.class.getName());
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final int COMMIT_MS = 100;
    private static final int SESSION_MS = 6_000;
    private static final int HEARTBEAT_MS = 2_000;
    private static final int ANSWER_MS = 5_000;

    private final KafkaStreams streams;

    private PipelinerApp(KafkaStreams streams) {
        this.streams = streams;
    }

    /**
     * How the app runs.
     *
     * @param stateDirectory for the stores; what is lost of it is restored from their changelogs
     * @param threads in this process
     * @param standbys copies of the state in other processes
     */
    public record Runtime(Path stateDirectory, int threads, int standbys) {}

    public static PipelinerApp start(KafkaSettings settings, PipelinerConfig config, Runtime runtime) {
        KafkaStreams streams =
                new KafkaStreams(PipelinerTopology.of(settings.names(), config), properties(settings, runtime));
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A thread of the pipeliner failed and is replaced: {0}",
                    failure.toString());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.start();
        return new PipelinerApp(streams);
    }

    /** Whether it has its partitions and their state. */
    public boolean ready() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void close() {
        streams.close(STOP_PATIENCE);
    }

    private static Properties properties(KafkaSettings settings, Runtime runtime) {
        Properties properties = new Properties();
        properties.putAll(settings.client(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                settings.names().prefix() + ".pipeliner",
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
        // After a wipe the changelogs it asks for are gone: as long as it asks in vain it takes part in nothing.
        properties.put(StreamsConfig.consumerPrefix("default.api.timeout.ms"), ANSWER_MS);
        properties.put(StreamsConfig.restoreConsumerPrefix("default.api.timeout.ms"), ANSWER_MS);
        properties.put(StreamsConfig.producerPrefix("acks"), "all");
        properties.put(StreamsConfig.producerPrefix("linger.ms"), 0);
        properties.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), 1);
        return properties;
    }
}
