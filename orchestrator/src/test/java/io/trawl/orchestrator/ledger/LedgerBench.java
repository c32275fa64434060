package io.trawl.orchestrator.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.AssignLedger.Claimed;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.ledger.ProgressLedger.Acceptance;
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
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Report;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.Tally;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Prints how many single-record tasks a second each transition moves on one connection, and the whole life cycle
 * beside that of a bare table. Arguments: tasks (30000), batch (1000). Run with {@code -Dtrawl.bench=true} for fsync.
 */
public final class LedgerBench {
    private static final String BARE_TABLE = """
            CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state smallint NOT NULL DEFAULT 0,
                               owner uuid, payload text NOT NULL);
            CREATE INDEX bare_open ON bare (id) WHERE state = 0
            """;

    private final HikariDataSource pool;
    private final PostgresLedger ledger;
    private final int tasks;
    private final int batch;
    private final UUID job = UUID.randomUUID();
    private final UUID worker = UUID.randomUUID();
    private final Map<String, Long> nanos = new LinkedHashMap<>();

    private LedgerBench(HikariDataSource pool, int tasks, int batch) {
        this.pool = pool;
        this.tasks = tasks;
        this.batch = batch;
        this.ledger =
                new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofHours(1), new SplittableRandom(1));
    }

    public static void main(String[] args) throws Exception {
        int tasks = args.length > 0 ? Integer.parseInt(args[0]) : 30_000;
        int batch = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
        try (HikariDataSource pool = EmbeddedDatabase.create()) {
            // The first round warms the JVM and the server's plans.
            new LedgerBench(pool, Math.min(tasks, 10_000), batch).run();
            bare(pool, Math.min(tasks, 10_000), batch);
            LedgerBench bench = new LedgerBench(pool, tasks, batch);
            bench.run();
            bench.print(bare(pool, tasks, batch));
        }
    }

    private void run() throws Exception {
        PhasePlan find = plan("find");
        PhasePlan read = plan("read");
        SourceSpec source = new SourceSpec("s", "bench", Map.of(), new Budget(Budget.MAX_CONCURRENCY), null, null);
        JobRequest request = new JobRequest("bench", "bench", List.of(source), Map.of(), 5, JobLimits.NONE, Map.of());
        ledger.submit(new NewJob(job, "bench", request, List.of(find, read), null, "h"));
        ledger.admit(10);
        ledger.openLease(new WorkerInfo(worker, "w", "default", 1_000));
        List<Event.ChunkAccepted> chunks;
        try (Leadership lead = ledger.lead().orElseThrow()) {
            chunks = discover(lead);
        }
        List<Command> commands = chunks.stream()
                .flatMap(chunk -> IntStream.range(0, chunk.records()).mapToObj(i -> (Command)
                        new Command.Schedule(job, 1, "s", List.of(new InputRange(chunk.chunkId(), i, i + 1)))))
                .toList();
        for (int from = 0; from < commands.size(); from += batch) {
            List<Command> some = commands.subList(from, Math.min(from + batch, commands.size()));
            timed("schedule", () -> ledger.apply(some));
        }
        // Taken anew: the server ends the session of a leader that has not claimed for a while.
        try (Leadership lead = ledger.lead().orElseThrow()) {
            for (int done = 0; done < tasks; done += lifeCycle(lead)) {}
        }
    }

    private int lifeCycle(Leadership lead) throws Exception {
        List<Claimed> claimed =
                timed("claim", () -> lead.claim(List.of(new Grant(new GroupKey(job, 1, "s"), batch, false))));
        List<StartRequest> starts =
                claimed.stream().map(Claimed::packet).map(this::startOf).toList();
        List<StartAnswer> answers = timed("start", () -> ledger.start(starts));
        List<Report> reports = answers.stream()
                .map(StartAnswer.Granted.class::cast)
                .map(granted -> report(granted, 1, Report.Kind.DONE, 0, 1))
                .toList();
        timed("accept", () -> ledger.accept(reports));
        return claimed.size();
    }

    private List<Event.ChunkAccepted> discover(Leadership lead) throws Exception {
        WorkPacket root = lead.claim(List.of(new Grant(new GroupKey(job, 0, "s"), 1, false)))
                .getFirst()
                .packet();
        StartAnswer.Granted granted =
                (StartAnswer.Granted) ledger.start(List.of(startOf(root))).getFirst();
        List<Event.ChunkAccepted> chunks = new ArrayList<>();
        int seqs = tasks / 1_000;
        for (int seq = 1; seq <= seqs; seq++) {
            int chunk = seq;
            List<Row> rows = IntStream.range(0, 1_000)
                    .mapToObj(i -> (Row) new Row.Next(new Record("file-" + chunk + "-" + i, 10, "{\"size\":10}")))
                    .toList();
            timed(
                    "stage",
                    () -> ledger.stage(new StagedChunk(job, root.taskId(), 1, granted.execution(), chunk, rows)));
            boolean last = seq == seqs;
            Report report = report(granted, seq, last ? Report.Kind.DONE : Report.Kind.CHUNK, 1_000, last ? 1 : 0);
            Acceptance acceptance = timed("accept chunk", () -> ledger.accept(List.of(report)));
            acceptance.events().stream()
                    .filter(Event.ChunkAccepted.class::isInstance)
                    .map(Event.ChunkAccepted.class::cast)
                    .forEach(chunks::add);
        }
        return chunks;
    }

    private StartRequest startOf(WorkPacket packet) {
        return new StartRequest(job, packet.taskId(), packet.attempt(), UUID.randomUUID(), worker, 0);
    }

    private Report report(StartAnswer.Granted granted, int seq, Report.Kind kind, int records, int done) {
        Tally tally = new Tally(0, done, Map.of(), Map.of(), Map.of(), 10);
        return new Report(
                Report.VERSION,
                job,
                granted.taskId(),
                granted.attempt(),
                granted.execution(),
                worker,
                seq,
                kind,
                records,
                records,
                records,
                new Checkpoint(done, null),
                tally,
                null);
    }

    private static PhasePlan plan(String name) {
        return new PhasePlan(
                name, PhaseMode.STREAMING, new BatchPolicy(1, 1_000, Duration.ZERO), Duration.ofMinutes(1));
    }

    private interface Call<T> {
        T call() throws Exception;
    }

    private <T> T timed(String name, Call<T> call) throws Exception {
        long start = System.nanoTime();
        T answer = call.call();
        nanos.merge(name, System.nanoTime() - start, Long::sum);
        return answer;
    }

    /** Insert, claim and complete on a table that knows nothing, in the same batches. Returns nanoseconds. */
    private static long bare(HikariDataSource pool, int tasks, int batch) throws Exception {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS bare; " + BARE_TABLE);
            long start = System.nanoTime();
            for (int done = 0; done < tasks; done += batch) {
                statement.execute("INSERT INTO bare (payload) SELECT 'payload' FROM generate_series(1, " + batch + ")");
            }
            for (int done = 0; done < tasks; done += batch) {
                statement.execute("UPDATE bare SET state = 1, owner = '00000000-0000-0000-0000-000000000001'"
                        + " WHERE id = ANY(ARRAY(SELECT id FROM bare WHERE state = 0 ORDER BY id LIMIT " + batch
                        + " FOR UPDATE SKIP LOCKED))");
                statement.execute("UPDATE bare SET state = 2 WHERE id > " + done + " AND id <= " + (done + batch)
                        + " AND state + 0 = 1");
            }
            return System.nanoTime() - start;
        }
    }

    private void print(long bare) {
        nanos.forEach((name, time) -> System.out.printf("%-13s %,9.0f /s%n", name, tasks * 1e9 / time));
        long cycle = nanos.get("schedule") + nanos.get("claim") + nanos.get("start") + nanos.get("accept");
        System.out.printf("%-13s %,9.0f /s%n", "life cycle", tasks * 1e9 / cycle);
        System.out.printf("%-13s %,9.0f /s   ratio %.2f%n", "bare table", tasks * 1e9 / bare, (double) bare / cycle);
    }
}
