package io.trawl.kafka.broker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import io.trawl.engine.testkit.TestBackend;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The broker of the tests in a container, on a port that it keeps when it is killed; it goes with the JVM. */
final class ContainedBroker implements TestBroker.Shared {
    /** As in the compose file: what becomes of packets that nobody can take needs this one. */
    private static final String IMAGE = "apache/kafka:4.4.0";

    private static final List<String> ADDRESSES =
            List.of("process.roles", "node.id", "controller.", "listeners", "log.dirs");
    private static final int PORT = 9092;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaContainer container;
    private boolean killed;

    private ContainedBroker(KafkaContainer container) {
        this.container = container;
    }

    static ContainedBroker create() {
        TestBackend.requireEngine(DockerClientFactory.instance().isDockerAvailable());
        int port = FreePorts.find(1, ThreadLocalRandom.current()).iterator().next();
        KafkaContainer container = new KafkaContainer(IMAGE)
                .withEnv(settings())
                .withCreateContainerCmdModifier(command -> {
                    HostConfig host = command.getHostConfig();
                    if (host != null) {
                        host.withPortBindings(PortBinding.parse(port + ":" + PORT));
                    }
                });
        container.start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(container::stop));
        return new ContainedBroker(container);
    }

    /** Those of the embedded one, but for what says where it lives. */
    private static Map<String, String> settings() {
        return TestBroker.settings("contained").serverProperties().entrySet().stream()
                .filter(setting -> ADDRESSES.stream().noneMatch(setting.getKey()::startsWith))
                .collect(Collectors.toMap(
                        setting -> "KAFKA_" + setting.getKey().replace('.', '_').toUpperCase(Locale.ROOT),
                        Map.Entry::getValue));
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void kill() {
        engine().killContainerCmd(container.getContainerId()).exec();
        killed = true;
    }

    @Override
    public void start() {
        if (killed) {
            engine().startContainerCmd(container.getContainerId()).exec();
            killed = false;
            awaitReady();
        }
    }

    private void awaitReady() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BrokerUnavailable("The Kafka broker in its container did not come back.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("The wait for the Kafka broker was interrupted.", e);
        }
    }

    private static DockerClient engine() {
        return DockerClientFactory.instance().client();
    }
}
