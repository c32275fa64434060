package io.trawl.kafka.broker;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One broker for all tests of a JVM, started on first use and stopped with the JVM. Tests share it, so each uses a topic
 * prefix of its own; a test that kills it starts it again.
 */
public final class TestBroker {
    private TestBroker() {}

    private static final class Shared {
        static final KafkaBroker INSTANCE = start();

        private static KafkaBroker start() {
            KafkaBroker broker = KafkaBroker.start(settings("shared"));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                broker.kill();
                broker.wipe();
            }));
            return broker;
        }
    }

    public static KafkaBroker shared() {
        KafkaBroker broker = Shared.INSTANCE;
        broker.start();
        return broker;
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
