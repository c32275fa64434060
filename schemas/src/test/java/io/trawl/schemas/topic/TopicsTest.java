package io.trawl.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trawl.schemas.Command;
import io.trawl.schemas.Control;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.Json;
import io.trawl.schemas.WorkPacket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private static final UUID ID = UUID.fromString("01980b5e-7c1d-7a34-8f21-3a5b9c0d1e2f");

    @Test
    void shouldNameThemUnderThePrefix() {
        assertThat(Topics.ALL.stream().map(TopicNames.DEFAULT::pattern))
                .containsExactly(
                        "trawl.work.<pool>",
                        "trawl.progress",
                        "trawl.heartbeats",
                        "trawl.events",
                        "trawl.commands",
                        "trawl.control");
        assertThat(new TopicNames("eu-1.trawl").of(Topics.EVENTS)).isEqualTo("eu-1.trawl.events");
        assertThat(TopicNames.DEFAULT.deadLettersOf("trawl.events")).isEqualTo("trawl.events.dlq");
        assertThat(TopicNames.DEFAULT.work("default")).isEqualTo("trawl.work.default");
        assertThat(TopicNames.DEFAULT.workers("a_b")).isEqualTo("trawl.workers.a_5fb");
    }

    @Test
    void shouldGiveEveryPoolALegalTopicOfItsOwn() {
        List<String> pools = List.of(
                "a.b",
                "a_b",
                "a b",
                "a_2eb",
                "London/1",
                "Zürich",
                "x".repeat(200),
                "x".repeat(199) + "y",
                "ü".repeat(200),
                "default.dlq");
        assertThat(pools.stream().map(TopicNames.DEFAULT::work))
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(new TopicNames("p".repeat(80)).prefix() + name)
                        .matches("[a-zA-Z0-9._-]{1,249}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a_b", "a b", "trawl.", "ü"})
    void shouldRefuseAPrefixThatIsNone(String prefix) {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> new TopicNames(prefix))
                .withMessageContaining("trawl.kafka.topic_prefix");
    }

    @Test
    void shouldKeyRecordsByWhatKeepsTheirOrder() {
        WorkPacket packet = new WorkPacket(1, "default", ID, 7, 1, "discovery", "inspect", "s", "default");
        assertThat(Topics.WORK.key().of().apply(packet)).isEqualTo("7");
        assertThat(Topics.COMMANDS.key().of().apply(new Command.LoseWorker(ID))).isEqualTo(ID.toString());
        assertThat(Topics.CONTROL.key().of().apply(new Control.Drain("w"))).isEqualTo("w");
        assertThat(Topics.WORK.type()).isEqualTo("io.trawl.work-packet.v1");
        assertThat(Topics.PROGRESS.type()).isEqualTo("io.trawl.report.v1");
    }

    @Test
    void shouldHaveRoomForAHeartbeatOfTwentyThousandAttempts() {
        Heartbeat.Listed widest =
                new Heartbeat.Listed(Long.MAX_VALUE, Integer.MAX_VALUE, ID, Integer.MAX_VALUE, Long.MAX_VALUE, false);
        Heartbeat beat = new Heartbeat(
                1, ID, "n".repeat(200), "p".repeat(200), Long.MAX_VALUE, 10_000, Collections.nCopies(20_000, widest));
        assertThat(Json.canonical(beat).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(Topics.HEARTBEATS.maxBytes());
    }

    @Test
    void shouldHaveRoomForTheLargestPacket() {
        // Two characters of JSON's longest escape are the worst that a text may become.
        String worst = "\"".repeat(200);
        WorkPacket packet = new WorkPacket(1, worst, ID, Long.MAX_VALUE, Integer.MAX_VALUE, worst, worst, worst, worst);
        assertThat(Json.canonical(packet).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(Topics.WORK.maxBytes());
    }
}
