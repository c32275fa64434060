package io.trawl.kafka.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class KafkaBrokerTest {
    /** One life after another, since each start costs seconds. */
    @Test
    void shouldKeepItsDataOverKillAndStopAndLoseItWhenWiped() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(TestBroker.settings("lives"))) {
            create(broker, "kept");
            broker.kill();
            assertThat(broker.running()).isFalse();
            assertThat(broker.pid()).isEqualTo(-1);

            broker.start();
            assertThat(topics(broker)).contains("kept");
            broker.stop();
            broker.wipe();

            broker.start();
            assertThat(topics(broker)).doesNotContain("kept");
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(broker::wipe);
            broker.kill();
            broker.wipe();
        }
    }

    @Test
    void shouldSayWhereToLookWhenItDoesNotComeUp() {
        BrokerSettings broken = TestBroker.settings("broken").with(Map.of("log.retention.ms", "never"));
        assertThatExceptionOfType(BrokerUnavailable.class)
                .isThrownBy(() -> KafkaBroker.start(broken))
                .withMessageContaining("broker.log");
    }

    private static void create(KafkaBroker broker, String topic) throws Exception {
        try (Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static Set<String> topics(KafkaBroker broker) throws Exception {
        try (Admin admin = admin(broker)) {
            return admin.listTopics().names().get();
        }
    }

    private static Admin admin(KafkaBroker broker) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }
}
