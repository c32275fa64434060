package io.trawl.kafka.carry;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.testkit.Messages;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Taken;
import io.trawl.kafka.KafkaTransport;
import io.trawl.kafka.packets.WorkConsumer;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trace of a job goes with its packets to a worker, and with its progress back. */
class S20TracesOnKafkaTest {
    private static final Duration SLICE = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final TraceContext TRACE =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);
    private static final UUID JOB = Messages.packet(1).jobId();

    private final TestTopics topics = TestTopics.create(1);

    @AfterEach
    void close() {
        topics.close();
    }

    /** What is read is told to those traces as well. */
    private KafkaTransport transport(JobTraces traces) {
        return KafkaTransport.open(
                topics.settings(),
                new CarrierListener() {
                    @Override
                    public void traced(UUID job, TraceContext trace) {
                        traces.learn(job, trace);
                    }
                },
                traces);
    }

    @ParameterizedTest
    @EnumSource(WorkConsumer.class)
    void shouldCarryTheTraceOfAPacketToItsProgress(WorkConsumer kind) throws Exception {
        JobTraces assigner = new JobTraces();
        JobTraces worker = new JobTraces();
        JobTraces acceptor = new JobTraces();
        assigner.learn(JOB, TRACE);
        BlockingQueue<Report> accepted = new LinkedBlockingQueue<>();
        try (KafkaTransport sending = transport(assigner);
                KafkaTransport working = transport(worker);
                PacketSource packets = working.packets(Messages.POOL, kind, 1);
                KafkaTransport accepting = transport(acceptor);
                BatchConsumer<Report> _ = accepting.read(
                        Topics.PROGRESS, Consumption.of(accepting.group("acceptors"), 10, 1), accepted::addAll)) {
            sending.work().send(List.of(Messages.packet(1)));
            assertThat(take(packets)).isEqualTo(Messages.packet(1));
            assertThat(worker.find(JOB)).contains(TRACE);

            working.reports().send(List.of(Messages.report(1, 1)));
            assertThat(accepted.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(Messages.report(1, 1));
            assertThat(acceptor.find(JOB)).contains(TRACE);
            ConsumerRecord<byte[], byte[]> record = topics.look(
                            topics.settings().names().of(Topics.PROGRESS), 1)
                    .getFirst();
            assertThat(TestTopics.header(record, "traceparent")).isEqualTo(TRACE.text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nINFO forged"
            })
    void shouldTakeAPacketWhoseHeaderIsGarbage(String header) throws Exception {
        shouldBeTakenWithoutATrace(header.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTakeAPacketWhoseHeaderIsHugeOrNull() throws Exception {
        shouldBeTakenWithoutATrace((TRACE.text() + "-" + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        shouldBeTakenWithoutATrace(null);
    }

    private void shouldBeTakenWithoutATrace(byte[] header) throws Exception {
        JobTraces traces = new JobTraces();
        ProducerRecord<byte[], byte[]> record = new RecordCodec<>(Topics.WORK)
                .write(topics.settings().names().work(Messages.POOL), Messages.packet(2), null);
        record.headers().add(TraceContext.HEADER, header);
        topics.producer().send(record).get(LONG.toSeconds(), TimeUnit.SECONDS);
        try (KafkaTransport working = transport(traces);
                PacketSource packets = working.packets(Messages.POOL, WorkConsumer.GROUP, 1)) {
            assertThat(take(packets)).isEqualTo(Messages.packet(2));
            assertThat(traces.find(JOB)).isEmpty();
        }
    }

    private static WorkPacket take(PacketSource packets) throws InterruptedException {
        Taken taken = Taken.NOTHING;
        for (long end = System.nanoTime() + LONG.toNanos(); taken.isEmpty() && System.nanoTime() < end; ) {
            taken = packets.take(1, SLICE);
        }
        taken.accept();
        assertThat(taken.packets()).hasSize(1);
        return taken.packets().getFirst();
    }
}
