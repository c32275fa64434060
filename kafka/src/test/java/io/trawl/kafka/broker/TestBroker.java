package io.trawl.kafka.broker;

import io.trawl.engine.testkit.TestBackend;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One broker for all tests of a JVM, started on first use and stopped with the JVM. Tests share it, so each uses a topic
 * prefix of its own; a test that kills it starts it again. It is embedded unless {@link TestBackend} says otherwise;
 * brokers that a test has for itself always are.
 */
public final class TestBroker {
    private TestBroker() {}

    /** What tests do to the one they share. */
    interface Shared {
        String bootstrapServers();

        /** On the same address and data; nothing when it runs. */
        void start();

        /** Nothing is flushed, nobody is told. */
        void kill();
    }

    private static final class One {
        static final Shared INSTANCE = switch (TestBackend.chosen()) {
            case EMBEDDED -> new Embedded(embedded());
            case TESTCONTAINERS -> ContainedBroker.create();
        };

        private static KafkaBroker embedded() {
            KafkaBroker broker = KafkaBroker.start(settings("shared"));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                broker.kill();
                broker.wipe();
            }));
            return broker;
        }
    }

    private record Embedded(KafkaBroker broker) implements Shared {
        @Override
        public String bootstrapServers() {
            return broker.bootstrapServers();
        }

        @Override
        public void start() {
            broker.start();
        }

        @Override
        public void kill() {
            broker.kill();
        }
    }

    /** The address of the one that tests share, which runs. */
    public static String running() {
        One.INSTANCE.start();
        return One.INSTANCE.bootstrapServers();
    }

    /** The one that tests share is gone until somebody asks for it again. */
    public static void kill() {
        One.INSTANCE.kill();
    }

    /** Under the module's build directory, on free ports, with short locks and sessions. */
    public static BrokerSettings settings(String name) {
        Iterator<Integer> ports = FreePorts.find(2, ThreadLocalRandom.current()).iterator();
        Path home = Path.of("target", "broker");
        Path directory = home.resolve(name + "-" + ProcessHandle.current().pid());
        return BrokerSettings.of(directory, home.resolve("libs"), ports.next(), ports.next())
                .with(Map.of(
                        "group.share.min.record.lock.duration.ms", "1000",
                        "group.share.record.lock.duration.ms", "3000",
                        "group.min.session.timeout.ms", "1000"));
    }
}
