package io.trawl.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Json;
import io.trawl.schemas.topic.Topic;
import io.trawl.schemas.topic.TopicNames;
import io.trawl.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelinerTopologyTest {
    private static final UUID JOB = UUID.fromString("01980b5e-7c1d-7a34-8f21-3a5b9c0d1e2f");
    private static final UUID WORKER = new UUID(7, 7);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration LINGER = Duration.ofMillis(200);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final TopicNames NAMES = TopicNames.DEFAULT;

    @TempDir
    private Path state;

    private TopologyTestDriver driver;
    private Instant now = START;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "pipeliner");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nobody:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(PipelinerTopology.of(NAMES, PipelinerConfig.of(LEASE)), properties, START);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldMakeATaskOfAFullBatchAtOnce() {
        send(Topics.EVENTS, chunk(1, 60, false), chunk(2, 60, false));
        pass(Duration.ofMillis(10));
        assertThat(commands())
                .containsExactly(
                        new Command.Schedule(JOB, 1, "s", List.of(new InputRange(1, 0, 60), new InputRange(2, 0, 40))));
        pass(LINGER.plusMillis(100));
        assertThat(commands()).containsExactly(new Command.Schedule(JOB, 1, "s", List.of(new InputRange(2, 40, 60))));
    }

    @Test
    void shouldHoldABarrierUntilItsRelease() {
        send(Topics.EVENTS, chunk(1, 5, true));
        pass(Duration.ofMinutes(1));
        assertThat(commands()).isEmpty();
        send(Topics.EVENTS, new Event.PhaseReleased(JOB, 1));
        pass(LINGER);
        assertThat(commands()).containsExactly(new Command.Schedule(JOB, 1, "s", List.of(new InputRange(1, 0, 5))));
    }

    @Test
    void shouldForgetAJobThatEnded() {
        send(Topics.EVENTS, chunk(1, 5, false), new Event.JobEnded(JOB, JobState.CANCELLED));
        pass(Duration.ofMinutes(1));
        assertThat(commands()).isEmpty();
        for (String store : List.of(FactsProcessor.LANES, FactsProcessor.CHUNKS, FactsProcessor.RELEASES)) {
            try (var left = driver.getKeyValueStore(store).all()) {
                assertThat(left).as(store).isExhausted();
            }
        }
    }

    @Test
    void shouldProposeASilentWorkerOnceAfterAFullLeaseOfItsOwn() {
        send(Topics.HEARTBEATS, beat(1));
        pass(LEASE);
        assertThat(commands()).isEmpty();
        send(Topics.HEARTBEATS, beat(2));
        pass(LEASE.plusSeconds(1));
        assertThat(commands()).containsExactly(new Command.LoseWorker(WORKER));
        pass(LEASE.plusSeconds(1));
        assertThat(commands()).isEmpty();
    }

    /** The worker's heartbeats go to another partition: its silence here means nothing. */
    @Test
    void shouldNotMissAWorkerItKnowsFromFactsAlone() {
        send(Topics.EVENTS, new Event.TaskStarted(JOB, 9, 1, new UUID(3, 3), WORKER, 3_600_000));
        pass(Duration.ofMinutes(5));
        assertThat(commands()).isEmpty();
    }

    @Test
    void shouldProposeAnAttemptThatStalls() {
        send(Topics.EVENTS, new Event.TaskStarted(JOB, 9, 1, new UUID(3, 3), WORKER, 60_000));
        pass(Duration.ofSeconds(50));
        send(Topics.EVENTS, new Event.TaskAdvanced(JOB, 9, 1, 1));
        pass(Duration.ofSeconds(50));
        assertThat(commands()).isEmpty();
        pass(Duration.ofSeconds(20));
        assertThat(commands()).containsExactly(new Command.AbortAttempt(JOB, 9, 1, Command.AbortAttempt.Cause.STALLED));
    }

    /** An hour of heartbeats waits in the topic: nobody is judged by them. */
    @Test
    void shouldProposeNobodyBeforeItHasCaughtUp() {
        pass(Duration.ofHours(1));
        TestInputTopic<byte[], byte[]> heartbeats = input(Topics.HEARTBEATS);
        heartbeats.pipeInput(record(Topics.HEARTBEATS, beat(1), START));
        pass(Duration.ofSeconds(10));
        // Still an hour behind: the news of the first worker may come any time.
        Heartbeat other = new Heartbeat(1, new UUID(8, 8), "o", "default", 1, 4, List.of());
        heartbeats.pipeInput(record(Topics.HEARTBEATS, other, START.plusSeconds(5)));
        pass(Duration.ofSeconds(10));
        assertThat(commands()).isEmpty();
        pass(Duration.ofSeconds(10));
        assertThat(commands()).hasSize(2).contains(new Command.LoseWorker(WORKER));
    }

    @Test
    void shouldTellOfWorkersThatJoinAndAreLost() {
        send(Topics.HEARTBEATS, beat(1), beat(2));
        pass(Duration.ofSeconds(1));
        assertThat(events()).containsExactly(new Event.WorkerJoined(WORKER, "w", "default", 4));
        pass(LEASE.plusSeconds(1));
        assertThat(events()).containsExactly(new Event.WorkerLost(WORKER, "w"));
    }

    @Test
    void shouldTellHowFastAJobGoesEveryTwoSecondsAtMost() {
        for (int i = 0; i < 8; i++) {
            send(Topics.EVENTS, new Event.PhaseAdvanced(JOB, 1, 500, 2));
            pass(Duration.ofMillis(500));
        }
        assertThat(events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event).isInstanceOfSatisfying(Event.JobRate.class, rate -> {
                    assertThat(rate.jobId()).isEqualTo(JOB);
                    assertThat(rate.phases()).hasSize(1);
                    assertThat(rate.phases().getFirst().throughput().recent().recordsPerS())
                            .isPositive();
                }));
    }

    /** What it says comes back to it: heard again and again it must say nothing more. */
    @Test
    void shouldNotAnswerItself() {
        send(Topics.HEARTBEATS, beat(1));
        send(Topics.EVENTS, new Event.TaskStarted(JOB, 9, 1, new UUID(3, 3), WORKER, 20_000));
        send(Topics.EVENTS, new Event.PhaseAdvanced(JOB, 1, 500, 2), new Event.JobEnded(JOB, JobState.COMPLETED));
        pass(LEASE.plusSeconds(10));
        List<Event> said = events();
        assertThat(said)
                .extracting(Event::getClass)
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder("WorkerJoined", "WorkerLost", "WorkerStalled");
        assertThat(commands()).hasSize(2);
        said.forEach(event -> send(Topics.EVENTS, event));
        pass(Duration.ofMinutes(6));
        assertThat(events()).isEmpty();
        assertThat(commands()).isEmpty();
    }

    /** As in a rollout, when a newer part says what this one does not know: set aside, and nothing else is held up. */
    @Test
    void shouldSetAsideAFactOfALaterVersionWithTheReason() {
        input(Topics.EVENTS)
                .pipeInput(new TestRecord<>(bytes("k"), bytes("{\"type\": \"planet_found\", \"job_id\": 5}"), now));
        send(Topics.EVENTS, chunk(1, 100, false));
        pass(Duration.ofMillis(10));
        assertThat(commands()).hasSize(1);
        assertThat(output("trawl.events.dlq").readRecordsToList())
                .singleElement()
                .satisfies(letter -> assertThat(new String(
                                letter.headers().lastHeader("trawl_dlq_reason").value(), StandardCharsets.UTF_8))
                        .contains("type"));
    }

    @Test
    void shouldGoOnAfterRecordsThatCannotBeRead() {
        input(Topics.EVENTS).pipeInput(new TestRecord<>(bytes("k"), bytes("{\"type\": \"unheard_of\"}"), now));
        input(Topics.EVENTS).pipeInput(new TestRecord<>(bytes("k"), bytes("no json"), now));
        send(Topics.EVENTS, chunk(1, 100, false));
        pass(Duration.ofMillis(10));
        assertThat(commands()).hasSize(1);
        assertThat(output("trawl.events.dlq").readRecordsToList())
                .hasSize(2)
                .allSatisfy(letter -> assertThat(new String(
                                letter.headers().lastHeader("trawl_dlq_reason").value(), StandardCharsets.UTF_8))
                        .endsWith("."));
    }

    private static Event.ChunkAccepted chunk(long id, int records, boolean barrier) {
        return new Event.ChunkAccepted(
                JOB, 1, "s", id, 0, records, records, new BatchPolicy(100, 1_000_000, LINGER), barrier);
    }

    private static Heartbeat beat(long number) {
        return new Heartbeat(1, WORKER, "w", "default", number, 4, List.of());
    }

    @SafeVarargs
    private <T, M extends T> void send(Topic<T> topic, M... messages) {
        for (T message : messages) {
            input(topic).pipeInput(record(topic, message, now));
        }
    }

    private static <T> TestRecord<byte[], byte[]> record(Topic<T> topic, T message, Instant time) {
        return new TestRecord<>(bytes(topic.key().of().apply(message)), bytes(Json.canonical(message)), time);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    private List<Command> commands() {
        return output("trawl.commands").readValuesToList().stream()
                .map(value -> Json.parse(value, Command.class, Topics.COMMANDS.maxBytes()))
                .toList();
    }

    private List<Event> events() {
        return output("trawl.events").readValuesToList().stream()
                .map(value -> Json.parse(value, Event.class, Topics.EVENTS.maxBytes()))
                .toList();
    }

    private TestInputTopic<byte[], byte[]> input(Topic<?> topic) {
        return driver.createInputTopic(NAMES.of(topic), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
