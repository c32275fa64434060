package io.trawl.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.trawl.kafka.KafkaUnavailable;
import io.trawl.kafka.broker.TestBroker;
import io.trawl.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class F14UnfitTopicsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin = admin(TestBroker.running());
    private final TopicAdmin topics = new TopicAdmin(admin, 1, PATIENCE);

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void shouldCreateWhatIsMissingAndThenFindNothingWrong() throws Exception {
        TopicPlan plan = TopicPlan.of(new TopicNames("f14.fresh"), List.of("default", "a b"), 12);
        assertThat(topics.verify(plan))
                .hasSize(14)
                .allSatisfy(sentence -> assertThat(sentence).contains("is missing"));
        assertThat(topics.prepare(plan))
                .hasSize(14)
                .contains("f14.fresh.work.a_20b", "f14.fresh.progress", "f14.fresh.control.dlq");
        // The broker has made them, and may take a moment to know of them.
        await().atMost(PATIENCE).until(() -> topics.verify(plan).isEmpty());
        assertThat(topics.prepare(plan)).isEmpty();
        assertThat(admin.describeTopics(List.of("f14.fresh.work.default"))
                        .allTopicNames()
                        .get()
                        .get("f14.fresh.work.default")
                        .partitions())
                .hasSize(12);
    }

    @Test
    void shouldSayInSentencesWhatIsWrongWithTopicsThatAreThere() throws Exception {
        NewTopic progress = new NewTopic("f14.unfit.progress", Optional.of(3), Optional.empty())
                .configs(Map.of("retention.ms", "60000", "retention.bytes", "1000000"));
        NewTopic events = new NewTopic("f14.unfit.events", Optional.of(6), Optional.empty())
                .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "1000"));
        NewTopic work = new NewTopic("f14.unfit.work.p", Optional.of(3), Optional.empty());
        admin.createTopics(List.of(progress, events, work)).all().get();
        await().atMost(PATIENCE)
                .until(() -> admin.listTopics()
                        .names()
                        .get()
                        .containsAll(List.of("f14.unfit.progress", "f14.unfit.events", "f14.unfit.work.p")));

        assertThatExceptionOfType(TopicsUnfit.class)
                .isThrownBy(() -> topics.prepare(TopicPlan.of(new TopicNames("f14.unfit"), List.of("p"), 1)))
                .satisfies(unfit -> assertThat(unfit.sentences())
                        .hasSize(9)
                        .anySatisfy(sentence -> assertThat(sentence)
                                .contains("f14.unfit.work.p has 3 partitions and needs 1", "--delete"))
                        .anySatisfy(sentence -> assertThat(sentence)
                                .contains("f14.unfit.progress has 3 partitions and needs 6", "--partitions 6"))
                        .anySatisfy(sentence -> assertThat(sentence)
                                .contains("retention.ms 60000", "at least 86400000", "--add-config retention.ms="))
                        .anySatisfy(sentence -> assertThat(sentence).contains("retention.bytes 1000000"))
                        .anySatisfy(sentence ->
                                assertThat(sentence).contains("f14.unfit.events has cleanup.policy 'compact'"))
                        .anySatisfy(sentence -> assertThat(sentence).contains("max.message.bytes 1000"))
                        .anySatisfy(sentence -> assertThat(sentence)
                                .contains("message.timestamp.type 'CreateTime'", "'LogAppendTime'")));
    }

    @Test
    void shouldBeContentWithMoreThanIsNeeded() throws Exception {
        admin.createTopics(List.of(new NewTopic("f14.more.control", Optional.of(3), Optional.empty())
                        .configs(Map.of("retention.ms", "-1", "message.timestamp.type", "LogAppendTime"))))
                .all()
                .get();
        assertThat(topics.prepare(TopicPlan.of(new TopicNames("f14.more"), List.of(), 1)))
                .hasSize(9);
    }

    @Test
    void shouldSayThatNoBrokerAnswers() {
        try (TopicAdmin away = new TopicAdmin(admin("127.0.0.1:1"), 1, Duration.ofMillis(500))) {
            assertThatExceptionOfType(KafkaUnavailable.class)
                    .isThrownBy(() -> away.prepare(TopicPlan.of(TopicNames.DEFAULT, List.of(), 1)))
                    .withMessageContaining("trawl.kafka.bootstrap_servers");
        }
    }

    @Test
    void shouldRefuseAReplicationFactorThatIsNone() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new TopicAdmin(admin, 0, PATIENCE))
                .withMessageContaining("trawl.kafka.replication_factor");
    }

    private static Admin admin(String bootstrap) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }
}
