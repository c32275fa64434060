package io.trawl.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.testkit.WatchedPackets;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.Spans;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.trace.Tracing;
import io.trawl.engine.transport.BoundedQueue;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.QueuedPackets;
import io.trawl.engine.transport.Taken;
import io.trawl.engine.workload.AttemptStopped;
import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.TaskContext;
import io.trawl.engine.workload.Workload;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Report;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int MANY = 10_000;

    private final VirtualClock clock = new VirtualClock();
    private final InMemoryLedger ledger =
            new InMemoryLedger(clock, Fences.ALL, RetryPolicy.DEFAULT, LEASE, new Random(1));
    private final BoundedQueue<WorkPacket> packets = new BoundedQueue<>(10, Duration.ZERO);
    private final BoundedQueue<Report> reports = new BoundedQueue<>(100, Duration.ZERO);
    private final BoundedQueue<Heartbeat> heartbeats = new BoundedQueue<>(100, Duration.ZERO);
    private final AtomicInteger flushes = new AtomicInteger();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final JobTraces traces = new JobTraces();
    private final List<String> spans = new CopyOnWriteArrayList<>();
    private final Workloads workloads = new Workloads(List.of(
            new Endless("endless", reading, Thread::onSpinWait),
            new Endless("waiting", reading, WorkerTest::waitForEver),
            new Endless("deaf", reading, this::waitUntilItIsOver),
            new Endless("leaving", reading, () -> {
                throw new AttemptStopped("The attempt was interrupted.");
            })));
    private final Worker worker =
            worker("w", List.of(new WatchedPackets(new QueuedPackets(packets), flushes::incrementAndGet, () -> {})));

    private Worker worker(String name, List<PacketSource> sources) {
        return worker(name, sources, Duration.ofSeconds(10));
    }

    private Worker worker(String name, List<PacketSource> sources, Duration drain) {
        return new Worker(
                        new WorkerConfig(name, "default", 2, Duration.ofHours(1), drain),
                        new WorkerPorts(ledger, sources, reports, heartbeats, EngineListener.NONE, () -> {})
                                .under(new Tracing(traces, this::begin)),
                        workloads,
                        new byte[32],
                        SourceAccess.NONE,
                        UUID::randomUUID)
                .start((loop, failure) -> {});
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void shouldHandBackWhatItHasNotFinishedWhenItIsClosed() throws Exception {
        packets.send(List.of(claimed("endless")));
        assertThat(reading.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        worker.close();
        // Nobody answers, so what was said is said again while it closes.
        List<Report> said = reports.poll(10, LONG).stream().distinct().toList();
        assertThat(said).extracting(Report::kind).containsExactly(Report.Kind.CHUNK, Report.Kind.HANDED_BACK);
        assertThat(ledger.accept(said).verdicts()).allMatch(verdict -> verdict.acceptedSeq() == 2);
    }

    @Test
    void shouldGiveBackWhatWasLentWhenItBeginsToDrain() throws Exception {
        CountDownLatch givenBack = new CountDownLatch(1);
        PacketSource lent = new WatchedPackets(new QueuedPackets(packets), () -> {}, givenBack::countDown);
        worker.close();
        Worker draining = worker("draining", List.of(lent), Duration.ofHours(1));
        packets.send(List.of(claimed("deaf")));
        assertThat(reading.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofVirtual().start(draining::close);
        try {
            assertThat(givenBack.await(LONG.toSeconds(), TimeUnit.SECONDS))
                    .as("while it waits for what it runs")
                    .isTrue();
        } finally {
            over.countDown();
            closing.join();
        }
    }

    @Test
    void shouldTellTheTransportWhatWasSettledWhenItTakesNothingMore() throws Exception {
        packets.send(List.of(claimed("endless")));
        assertThat(reading.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(flushes).as("a slot is free, and the next take tells it").hasValue(0);

        packets.send(List.of(claimed("endless")));
        await().atMost(LONG).until(() -> flushes.get() > 0);
    }

    @Test
    void shouldTakeFromOneSourceWhileItWaitsForAnother() throws Exception {
        BoundedQueue<WorkPacket> others = new BoundedQueue<>(10, Duration.ZERO);
        try (Worker both = worker("both", List.of(new Silent(over), new QueuedPackets(others)))) {
            others.send(List.of(claimed("endless")));
            assertThat(reading.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(both.id()).isNotEqualTo(worker.id());
            over.countDown();
        }
    }

    @Test
    void shouldKeepASlotForWhatMayStillComeOfAnAskInVain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        BoundedQueue<WorkPacket> others = new BoundedQueue<>(10, Duration.ZERO);
        try (Worker both = worker("both", List.of(new InVain(asked), new QueuedPackets(others)))) {
            others.send(List.of(claimed("endless"), claimed("endless")));
            assertThat(reading.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            int before = asked.get();
            await().atMost(LONG).until(() -> asked.get() > before + MANY);
            assertThat(others.size()).as("left to a worker that has a slot").isOne();
            assertThat(both.id()).isNotEqualTo(worker.id());
        }
    }

    /** Says at once that there is nothing. */
    private record InVain(AtomicInteger asked) implements PacketSource {
        @Override
        public Taken take(int max, Duration wait) {
            asked.incrementAndGet();
            return Taken.NOTHING;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    /** Does not even answer that there is nothing. */
    private record Silent(CountDownLatch over) implements PacketSource {
        @Override
        public Taken take(int max, Duration wait) throws InterruptedException {
            over.await();
            return Taken.NOTHING;
        }

        @Override
        public void close() {
            over.countDown();
        }
    }

    private Spans.Open begin(String name, TraceContext own, String parent, Map<String, String> attributes) {
        return (outcome, failed) -> spans.add(
                own.traceId() + " " + parent + " " + name + " of task " + attributes.get("task") + " " + outcome);
    }

    @Test
    void shouldTellOfAnAttemptInTheTraceOfItsJob() throws Exception {
        WorkPacket packet = claimed("endless");
        TraceContext trace = TraceContext.begin(UUID.randomUUID());
        traces.learn(packet.jobId(), trace);
        packets.send(List.of(packet));
        assertThat(reading.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        worker.close();
        assertThat(spans)
                .containsExactly(trace.traceId() + " " + trace.spanId() + " attempt of task " + packet.taskId()
                        + " handed_back");
    }

    @Test
    void shouldStopAnAttemptThatWasCancelled() throws Exception {
        shouldStopWhenCancelled("endless");
    }

    @Test
    void shouldStopACancelledAttemptThatWaitsInACall() throws Exception {
        shouldStopWhenCancelled("waiting");
    }

    private void shouldStopWhenCancelled(String workload) throws Exception {
        WorkPacket packet = claimed(workload);
        packets.send(List.of(packet));
        assertThat(reading.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        ledger.cancel("default", packet.jobId());
        await().atMost(LONG).until(() -> {
            worker.wake();
            return ledger.status("default", List.of(packet.jobId()))
                    .getFirst()
                    .state()
                    .terminal();
        });
        assertThat(reports.size()).isZero();
    }

    /** As when it was interrupted while the lease was over, and the lease was renewed after all. */
    @Test
    void shouldLetGoOfAnAttemptThatLeftWithoutAReport() throws Exception {
        WorkPacket packet = claimed("leaving");
        packets.send(List.of(packet));
        assertThat(reading.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().atMost(LONG).until(() -> {
            worker.wake();
            return ledger.status("default", List.of(packet.jobId()))
                    .getFirst()
                    .phases()
                    .getFirst()
                    .tasks()
                    .containsKey("pending");
        });
    }

    @Test
    void shouldGoOnAsANewIncarnationWhenItsLeaseHasRunOut() {
        UUID before = worker.id();
        clock.advance(LEASE.plusSeconds(1));
        await().atMost(LONG).until(() -> {
            worker.wake();
            return !worker.id().equals(before);
        });
    }

    @Test
    void shouldRunAPacketThatCameTwiceOnce() throws Exception {
        WorkPacket packet = claimed("endless");
        packets.send(List.of(packet, packet));
        assertThat(reading.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().atMost(LONG).until(() -> packets.size() == 0);
        worker.wake();
        Heartbeat heartbeat = heartbeats.poll(1, LONG).getFirst();
        assertThat(heartbeat.attempts()).hasSizeLessThanOrEqualTo(1);
    }

    private WorkPacket claimed(String workload) throws Exception {
        LocalJobService jobs = new LocalJobService(ledger, workloads, UUID::randomUUID, new Waits(), () -> {}, _ -> {});
        JobRequest request =
                new JobRequest(null, workload, List.of(SourceSpec.of("s", "none", Map.of())), null, null, null, null);
        UUID job = jobs.start("default", request, null).jobId();
        ledger.admit(1);
        try (Leadership lead = ledger.lead().orElseThrow()) {
            return lead.claim(List.of(new Grant(new GroupKey(job, 0, "s"), 1, false)))
                    .getFirst()
                    .packet();
        }
    }

    private static void waitForEver() {
        waitFor(new CountDownLatch(1));
    }

    private void waitUntilItIsOver() {
        waitFor(over);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while it waited.", e);
        }
    }

    /** Reads until it is told to stop. */
    private record Endless(String name, CountDownLatch reading, Runnable read) implements Workload, Phase {
        @Override
        public List<Phase> phases() {
            return List.of(this, new Never());
        }

        @Override
        public void validate(JobRequest request) {}

        @Override
        public String merge(String kind, String left, String right) {
            return left;
        }

        @Override
        public PhaseMode mode() {
            return PhaseMode.STREAMING;
        }

        @Override
        public BatchPolicy batch() {
            return new BatchPolicy(1, 1, Duration.ZERO);
        }

        @Override
        public PhaseHandler open(TaskContext context) {
            return (root, cursor, output) -> {
                output.emit(new Record("first", 1, ""));
                output.checkpoint("1");
                reading.countDown();
                while (true) {
                    output.heartbeat();
                    read.run();
                }
            };
        }
    }

    private record Never() implements Phase {
        @Override
        public String name() {
            return "never";
        }

        @Override
        public PhaseMode mode() {
            return PhaseMode.STREAMING;
        }

        @Override
        public BatchPolicy batch() {
            return new BatchPolicy(1, 1, Duration.ZERO);
        }

        @Override
        public PhaseHandler open(TaskContext context) {
            return (record, cursor, output) -> RecordOutcome.PROCESSED;
        }
    }
}
