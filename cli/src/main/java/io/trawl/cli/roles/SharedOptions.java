package io.trawl.cli.roles;

import io.trawl.cli.assembly.DistributedConfig;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.EngineSettings;
import io.trawl.cli.serve.ServiceSettings;
import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.packets.WorkConsumer;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.topic.TopicNames;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every process of a DISTRIBUTED installation is told. */
public final class SharedOptions {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);
    private static final Duration LONGEST_LEASE = Duration.ofHours(1);
    private static final int BROKERS_CHOICE = -1;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Kafka's brokers, separated by commas (TRAWL_KAFKA_BOOTSTRAP_SERVERS).")
    private @Nullable String brokers;

    /** @param role how the process calls itself to the broker */
    public DistributedConfig config(Settings settings, String role) {
        String servers = settings.either(brokers, Setting.KAFKA_BOOTSTRAP_SERVERS)
                .orElseThrow(() -> new Refusal(ExitCode.USAGE, "No Kafka broker is named; give --kafka HOST:PORT."));
        try {
            TopicNames names =
                    new TopicNames(settings.text(Setting.KAFKA_TOPIC_PREFIX).orElse(TopicNames.DEFAULT_PREFIX));
            int replicas = settings.number(Setting.KAFKA_REPLICATION_FACTOR, BROKERS_CHOICE, Short.MAX_VALUE)
                    .orElse(BROKERS_CHOICE);
            return new DistributedConfig(
                    new KafkaSettings(servers, names, replicas, "trawl-" + role, client(settings)),
                    WorkConsumer.of(settings.text(Setting.KAFKA_WORK_CONSUMER).orElse("share")),
                    settings.duration(Setting.WORKER_LEASE, SHORTEST_LEASE, LONGEST_LEASE)
                            .orElse(DistributedConfig.DEFAULT_LEASE),
                    ServiceSettings.collector(settings));
        } catch (InvalidField e) {
            throw new Refusal(ExitCode.USAGE, e.getMessage() + ".", e);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<String, String> client(Settings settings) {
        Optional<Path> file = settings.text(Setting.KAFKA_CLIENT_CONFIG).map(Path::of);
        if (file.isEmpty()) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file.get())) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The settings of Kafka's clients cannot be read from " + file.get() + "; correct '"
                            + Setting.KAFKA_CLIENT_CONFIG.key() + "'.",
                    e);
        }
        Map<String, String> client = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> client.put(name, properties.getProperty(name)));
        return client;
    }

    /** @throws Refusal when none is named: processes that share a ledger need one that outlives them */
    public static ExternalDatabase required(Optional<EngineSettings.Database> database) {
        return database.map(named -> new ExternalDatabase(named.url(), named.user(), named.password()))
                .orElseThrow(() -> new Refusal(
                        ExitCode.USAGE, "No database is named; give --database-url jdbc:postgresql://HOST:PORT/NAME."));
    }
}
