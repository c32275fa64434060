package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.AssignLedger.Claimed;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.ledger.WorkerLedger.StagedChunk;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer;
import io.trawl.engine.ledger.WorkerLedger.StartRequest;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Budget;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Report;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.Tally;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * F30: ten thousand attempts lose their lease at the same instant. They are taken back some at a time, each once, and
 * between two batches the ledger answers whoever asks.
 */
final class F30LeasesExpireTogetherTest {
    private static final int TASKS = 10_000;
    private static final int BATCH = 1_000;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String TENANT = "default";
    private static final String TAKEN_BACK = "SELECT count(*) FROM trawl.task WHERE job_id = ? AND phase = 1"
            + " AND state = 1 AND attempt = 1 AND crashes = 1 AND execution IS NULL";

    private final UUID job = UUID.randomUUID();
    private HikariDataSource pool;
    private PostgresUnderTest under;
    private Ledger ledger;

    @BeforeEach
    void open() {
        pool = EmbeddedDatabase.create();
        under = new PostgresUnderTest(pool, Fences.ALL, RetryPolicy.DEFAULT, LEASE);
        ledger = under.ledger();
    }

    @AfterEach
    void close() {
        under.close();
        pool.close();
    }

    @Test
    void shouldTakeBackTheTasksOfManyWorkersInBatchesAndEachOnce() throws Exception {
        running(IntStream.range(0, 20).mapToObj(_ -> worker()).toList());
        under.advance(LEASE.plusSeconds(1));

        List<Integer> batches = new ArrayList<>();
        for (int rows = lose(); rows > 0; rows = lose()) {
            batches.add(rows);
            assertThat(tasks("pending") + tasks("running")).isEqualTo(TASKS);
            assertThat(submitted(UUID.randomUUID(), 1)).as("a job meanwhile").isTrue();
        }
        assertThat(batches).allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(BATCH));
        assertThat(batches.stream().mapToInt(rows -> rows).sum()).isEqualTo(TASKS);
        shouldBePendingOnce();
    }

    @Test
    void shouldTakeBackNoMoreThanABatchOfOneWorkerAtOnce() throws Exception {
        UUID worker = worker();
        running(List.of(worker));
        under.advance(LEASE.plusSeconds(1));

        ledger.apply(List.of(new Command.LoseWorker(worker)));
        assertThat(tasks("pending")).isEqualTo(Leases.MAX_LOST);
        int rest = 0;
        for (int rows = lose(); rows > 0; rows = lose()) {
            assertThat(rows).isLessThanOrEqualTo(BATCH);
            rest += rows;
        }
        assertThat(rest).isEqualTo(TASKS - Leases.MAX_LOST);
        shouldBePendingOnce();
    }

    private void shouldBePendingOnce() {
        assertThat(tasks("pending")).isEqualTo(TASKS);
        assertThat(tasks("running")).isZero();
        long taken = Jdbi.create(pool)
                .withHandle(handle ->
                        handle.select(TAKEN_BACK, job).mapTo(Long.class).one());
        assertThat(taken).isEqualTo(TASKS);
    }

    private int lose() {
        return ledger.loseExpired(BATCH).rows();
    }

    private long tasks(String state) {
        JobStatus status = ledger.status(TENANT, List.of(job)).getFirst();
        return status.phases().get(1).tasks().getOrDefault(state, 0L);
    }

    /** Ten thousand tasks of one record, each run by one of the workers. */
    private void running(List<UUID> workers) throws Exception {
        submitted(job, TASKS);
        ledger.admit(10);
        try (Leadership lead = ledger.lead().orElseThrow()) {
            Event.ChunkAccepted chunk = found(lead, worker());
            for (int from = 0; from < TASKS; from += BATCH) {
                ledger.apply(IntStream.range(from, from + BATCH)
                        .mapToObj(i -> (Command)
                                new Command.Schedule(job, 1, "s", List.of(new InputRange(chunk.chunkId(), i, i + 1))))
                        .toList());
            }
            for (int started = 0; started < TASKS; started += BATCH) {
                List<WorkPacket> packets = claim(lead, 1, BATCH);
                ledger.start(packets.stream()
                        .map(packet -> start(packet, workers.get((int) (packet.taskId() % workers.size()))))
                        .toList());
            }
        }
        assertThat(tasks("running")).isEqualTo(TASKS);
    }

    private Event.ChunkAccepted found(Leadership lead, UUID worker) throws Exception {
        WorkPacket root = claim(lead, 0, 1).getFirst();
        StartAnswer.Granted granted =
                (StartAnswer.Granted) ledger.start(List.of(start(root, worker))).getFirst();
        List<Row> rows = IntStream.range(0, TASKS)
                .mapToObj(i -> (Row) new Row.Next(new Record("r" + i, 1, "")))
                .toList();
        ledger.stage(new StagedChunk(job, root.taskId(), root.attempt(), granted.execution(), 1, rows));
        Report done = new Report(
                Report.VERSION,
                job,
                root.taskId(),
                root.attempt(),
                granted.execution(),
                worker,
                1,
                Report.Kind.DONE,
                TASKS,
                TASKS,
                TASKS,
                new Checkpoint(1, null),
                new Tally(0, 1, Map.of(), Map.of(), Map.of(), 0),
                null);
        return ledger.accept(List.of(done)).events().stream()
                .filter(Event.ChunkAccepted.class::isInstance)
                .map(Event.ChunkAccepted.class::cast)
                .findAny()
                .orElseThrow();
    }

    private List<WorkPacket> claim(Leadership lead, int phase, int tasks) throws Exception {
        return lead.claim(List.of(new Grant(new GroupKey(job, phase, "s"), tasks, false))).stream()
                .map(Claimed::packet)
                .toList();
    }

    private static StartRequest start(WorkPacket packet, UUID worker) {
        return new StartRequest(packet.jobId(), packet.taskId(), packet.attempt(), UUID.randomUUID(), worker, 0);
    }

    private UUID worker() {
        UUID worker = UUID.randomUUID();
        ledger.openLease(new WorkerInfo(worker, "w", SourceSpec.DEFAULT_POOL, TASKS));
        return worker;
    }

    private boolean submitted(UUID id, int budget) {
        SourceSpec source = new SourceSpec("s", "test", Map.of(), new Budget(budget), null, null);
        if (!id.equals(job)) {
            source = SourceSpec.of("t", "test", Map.of());
        }
        JobRequest request = new JobRequest(null, "test", List.of(source), null, null, null, null);
        List<PhasePlan> phases = List.of(plan("find"), plan("read"));
        return ledger.submit(new NewJob(id, TENANT, request, phases, null, "hash"))
                .created();
    }

    private static PhasePlan plan(String name) {
        return new PhasePlan(name, PhaseMode.STREAMING, new BatchPolicy(1, 1, Duration.ZERO), Duration.ofHours(1));
    }
}
