package io.trawl.kafka.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker as a child process, with a data directory that outlives it. It is ready when it answers an admin's
 * question, not when its port is open. Not safe for use by several threads.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int PROBE_MS = 2_000;
    private static final Duration PROBE_PAUSE = Duration.ofMillis(100);

    private final BrokerSettings settings;
    private @Nullable Process process;

    private KafkaBroker(BrokerSettings settings) {
        this.settings = settings;
    }

    /** Comes up on what the directory holds, or on a new cluster when it is empty. @throws BrokerUnavailable when not */
    public static KafkaBroker start(BrokerSettings settings) {
        KafkaBroker broker = new KafkaBroker(settings);
        broker.start();
        return broker;
    }

    /** After {@link #kill} or {@link #stop}: on the same ports and data. */
    public void start() {
        if (running()) {
            return;
        }
        try {
            Files.createDirectories(settings.directory());
            BrokerProcess programs = new BrokerProcess(settings, BrokerLibs.unpack(settings.libs()));
            programs.writeProperties();
            if (!Files.exists(settings.data().resolve("meta.properties"))) {
                programs.format(Uuid.randomUuid().toString());
            }
            Process started = programs.serve();
            process = started;
            awaitReady(started);
        } catch (IOException e) {
            kill();
            throw new BrokerUnavailable("The Kafka broker cannot be started (" + e.getMessage() + ").", e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("The start of the Kafka broker was interrupted.", e);
        }
    }

    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    public BrokerSettings settings() {
        return settings;
    }

    public boolean running() {
        return process != null && process.isAlive();
    }

    /** The process, for whoever keeps pids; −1 when there is none. */
    public long pid() {
        return process == null ? -1 : process.pid();
    }

    /** As {@code kill -9}: nothing is flushed, nobody is told. */
    public void kill() {
        end(process -> process.destroyForcibly());
    }

    /** As SIGTERM: logs are closed properly. */
    public void stop() {
        end(process -> process.destroy());
    }

    /** Every topic, group and offset is gone with the next start; it must not run. */
    public void wipe() {
        if (running()) {
            throw new IllegalStateException("Stop the broker before its data is wiped.");
        }
        wipe(settings);
    }

    /** The same, for who does not hold the broker. */
    public static void wipe(BrokerSettings settings) {
        try {
            delete(settings.data());
        } catch (IOException e) {
            throw new BrokerUnavailable("The broker's data cannot be wiped (" + e.getMessage() + ").", e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void end(Consumer<Process> how) {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        how.accept(running);
        try {
            if (!running.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(Process started) throws InterruptedException {
        long end = System.nanoTime() + settings.patience().toNanos();
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PROBE_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PROBE_MS,
                // It is not there yet, and that is no news.
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                PROBE_PAUSE.toMillis());
        try (Admin admin = Admin.create(config)) {
            while (!answers(admin)) {
                if (!started.isAlive()) {
                    process = null;
                    throw new BrokerUnavailable(
                            "The Kafka broker ended with exit code " + started.exitValue() + "; see " + settings.log()
                                    + ".",
                            null);
                }
                if (System.nanoTime() - end > 0) {
                    kill();
                    throw new BrokerUnavailable(
                            "The Kafka broker did not answer within "
                                    + settings.patience().toSeconds() + " s; see " + settings.log() + ".",
                            null);
                }
                Thread.sleep(PROBE_PAUSE);
            }
        }
    }

    private static boolean answers(Admin admin) throws InterruptedException {
        try {
            // The list of nodes alone is answered by a broker that is still fenced: a topic could not be created yet.
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException | KafkaException e) {
            return false;
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
