package io.trawl.kafka.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where and how the broker runs: one node that is broker and controller, on loopback.
 *
 * @param directory of its own: configuration, data and log
 * @param libs where its jars are unpacked; several brokers may share them
 * @param port of the clients' listener
 * @param controllerPort of its own quorum
 * @param heapMegabytes of its JVM
 * @param patience how long it may take to come up
 * @param more settings of the broker, which win over those here
 */
public record BrokerSettings(
        Path directory,
        Path libs,
        int port,
        int controllerPort,
        int heapMegabytes,
        Duration patience,
        Map<String, String> more) {
    private static final int HEAP_MEGABYTES = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    public BrokerSettings {
        directory = directory.toAbsolutePath().normalize();
        libs = libs.toAbsolutePath().normalize();
        more = Map.copyOf(more);
    }

    /** On these ports, with what usually fits. */
    public static BrokerSettings of(Path directory, Path libs, int port, int controllerPort) {
        return new BrokerSettings(directory, libs, port, controllerPort, HEAP_MEGABYTES, PATIENCE, Map.of());
    }

    public BrokerSettings with(Map<String, String> settings) {
        return new BrokerSettings(directory, libs, port, controllerPort, heapMegabytes, patience, settings);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("broker.log");
    }

    Path properties() {
        return directory.resolve("server.properties");
    }

    /** In order of their names. */
    Map<String, String> serverProperties() {
        Map<String, String> all = new TreeMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "log.dirs", data().toString(),
                // A misspelt topic is an error, not a new topic with settings of nobody's choice.
                "auto.create.topics.enable", "false"));
        // Else share groups may name only dead letters that begin with "dlq.".
        all.put("errors.deadletterqueue.topic.name.prefix", "");
        oneReplicaOfEverything(all);
        quickToNotice(all);
        all.putAll(more);
        return all;
    }

    /** The defaults want three brokers, and fail silently at the client. */
    private static void oneReplicaOfEverything(Map<String, String> all) {
        all.put("default.replication.factor", "1");
        for (String log : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            all.put(log + ".replication.factor", "1");
        }
        all.put("transaction.state.log.min.isr", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("offsets.topic.num.partitions", "4");
        all.put("transaction.state.log.num.partitions", "4");
        all.put("share.coordinator.state.topic.num.partitions", "4");
    }

    /** Else a restart waits for the session of the life before, and a new consumer for its first heartbeat. */
    private static void quickToNotice(Map<String, String> all) {
        all.put("broker.session.timeout.ms", "2000");
        all.put("broker.heartbeat.interval.ms", "500");
        all.put("group.initial.rebalance.delay.ms", "0");
        for (String group : new String[] {"share", "consumer", "streams"}) {
            all.put("group." + group + ".min.heartbeat.interval.ms", "500");
            all.put("group." + group + ".heartbeat.interval.ms", "500");
        }
    }
}
