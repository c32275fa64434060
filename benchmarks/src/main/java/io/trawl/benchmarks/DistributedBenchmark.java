package io.trawl.benchmarks;

import io.trawl.cli.database.DetachedDatabase;
import io.trawl.cli.remote.HttpJobService;
import io.trawl.cli.stack.LocalStack;
import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Shape;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.Budget;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * DISTRIBUTED on one machine: broker, PostgreSQL, one orchestrator, one pipeliner, two workers, each a process. No-op tasks
 * per second beside the bare limit of the same server, times from PENDING to started and from phase to phase, memory of
 * each process, with share groups and classic groups, in large batches and one by one. Run by
 * {@code benchmarks/run distributed}.
 */
public final class DistributedBenchmark {
    private static final int TASKS = Integer.getInteger("trawl.bench.tasks", 100_000);
    /** Leaves out what takes long. */
    private static final boolean FEW_ALONE = Boolean.getBoolean("trawl.bench.few");

    private static final int WARM_UP = 50_000;
    private static final int FEW = 2_000;
    /** Of half a minute each. */
    private static final int WARM_UP_ROUNDS = Integer.getInteger("trawl.bench.warm_up", 8);

    private static final int SLOTS = 500;
    private static final int BATCH = 500;
    private static final int BARE_CONNECTIONS = 4;
    private static final int JOBS = 500;
    /** Between jobs of three tasks: 50 tasks a second. */
    private static final long GAP_NANOS = 60_000_000;
    /** On two cores, who asks often takes from those who work. */
    private static final long POLL_NANOS = 250_000_000;

    private static final int SLOW_MS = 20_000;
    private static final String TENANT = "default";

    private final Figures figures;
    private final LocalStack stack;
    private final HttpJobService jobs;
    private final String how;

    private DistributedBenchmark(Figures figures, LocalStack stack, HttpJobService jobs, String how) {
        this.figures = figures;
        this.stack = stack;
        this.jobs = jobs;
        this.how = how;
    }

    /** @param args number of runs, 1 when absent */
    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        Figures figures = new Figures();
        for (int run = 1; run <= runs; run++) {
            System.err.println("run " + run + " of " + runs);
            if (!FEW_ALONE) {
                in("share", SLOTS, figures, DistributedBenchmark::large);
                in("group", SLOTS, figures, DistributedBenchmark::large);
            }
            in("share", 1, figures, DistributedBenchmark::small);
            System.err.println(figures.table());
        }
        System.out.println(figures.table());
    }

    private interface Measured {
        void take(DistributedBenchmark benchmark) throws Exception;
    }

    private static void in(String consumer, int batch, Figures figures, Measured measured) throws Exception {
        Path root = Files.createTempDirectory("trawl-bench");
        LocalStack stack = LocalStack.in(
                root,
                new Shape(1, 1, 2, 0, 0),
                Map.of(
                        "TRAWL_WORKER_IN_PROCESS_THREAD_COUNT",
                        String.valueOf(SLOTS),
                        "TRAWL_KAFKA_WORK_CONSUMER",
                        consumer,
                        "TRAWL_KAFKA_WORK_BATCH",
                        String.valueOf(batch),
                        "TRAWL_API_REQUESTS_PER_SECOND",
                        "10000"));
        try {
            stack.up(part -> {});
            try (HttpJobService jobs = HttpJobService.at(stack.api(), null)) {
                measured.take(new DistributedBenchmark(figures, stack, jobs, consumer + ", batch " + batch + ": "));
            }
        } finally {
            stack.parts().reversed().forEach(stack::kill);
            delete(root);
        }
    }

    private void large() throws Exception {
        rate(WARM_UP, 0);
        double bare = bare();
        double rate = rate(TASKS, 0);
        figures.add(how + "bare life cycle, " + BARE_CONNECTIONS + " connections, rows/s", bare);
        figures.add(how + TASKS + " no-op tasks, tasks/s", rate);
        figures.add(how + "engine / bare", rate / bare);
        figures.add(how + "fan-out of 1,000 x 100, tasks/s", fanOut());
        slow();
        memory();
    }

    private void small() throws Exception {
        rate(FEW, 0);
        // Seven young processes compile for minutes, and leave no room on two cores meanwhile.
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            latency(new Figures());
        }
        figures.add(how + FEW + " no-op tasks, tasks/s", rate(FEW, 0));
        latency(figures);
    }

    private double bare() throws Exception {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < BARE_CONNECTIONS; i++) {
                connections.add(connect());
            }
            return BareLifecycle.run(connections, BATCH, TASKS);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private double rate(int tasks, int slowMillis) throws InvalidJob {
        long begin = System.nanoTime();
        awaitEnd(start(Map.of("count", tasks, "slow_ms", slowMillis)));
        return tasks / ((System.nanoTime() - begin) / 1e9);
    }

    private double fanOut() throws InvalidJob {
        long begin = System.nanoTime();
        awaitEnd(start(Map.of("count", 1_000, "each", 100)));
        return 101_000 / ((System.nanoTime() - begin) / 1e9);
    }

    /** How much later the fast ones are done because one of them is slow. */
    private void slow() throws InvalidJob {
        long begin = System.nanoTime();
        UUID job = start(Map.of("count", WARM_UP, "slow_ms", SLOW_MS));
        await(job, status -> status.phases().get(1).records().processed() >= WARM_UP - 1);
        figures.add(how + "all but one of " + WARM_UP + " tasks done, s", (System.nanoTime() - begin) / 1e9);
        awaitEnd(job);
        figures.add(how + "the slow one (" + SLOW_MS / 1_000 + " s) done, s", (System.nanoTime() - begin) / 1e9);
    }

    private void memory() throws IOException {
        for (Part part : stack.parts()) {
            if (part.role() != Part.Role.POSTGRES) {
                long pid = stack.process(part).orElseThrow().pid();
                figures.add(how + "peak memory of " + part.name() + ", MiB", peakMebibytes(pid));
            }
        }
    }

    private static double peakMebibytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }

    /** Jobs of one task in each of three phases, 50 tasks a second; all clocks are this machine's. */
    private void latency(Figures into) throws InvalidJob, SQLException, IOException {
        UUID[] ids = new UUID[JOBS];
        long[] pendingAt = new long[JOBS];
        long next = System.nanoTime();
        for (int i = 0; i < JOBS; i++) {
            next += GAP_NANOS;
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            ids[i] = start(Map.of("count", 1, "each", 1, "stamp", 1));
            pendingAt[i] = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        }
        double[] started = new double[JOBS];
        double[] phases = new double[2 * JOBS];
        double[] accepting = new double[JOBS];
        for (UUID id : ids) {
            awaitEnd(id);
        }
        Map<UUID, Long> accepted = acceptedAt();
        for (int i = 0; i < JOBS; i++) {
            Map<String, Long> stamps = stamps(ids[i]);
            started[i] = Math.max(0, (at(stamps, "make") - pendingAt[i]) / 1e3);
            accepting[i] = (Objects.requireNonNull(accepted.get(ids[i])) - at(stamps, "make")) / 1e3;
            phases[2 * i] = (at(stamps, "fan") - at(stamps, "make")) / 1e3;
            phases[2 * i + 1] = (at(stamps, "leaf") - at(stamps, "fan")) / 1e3;
        }
        into.add(how + "PENDING to started, 50 tasks/s, p50 ms", Figures.quantile(started, 0.50));
        into.add(how + "PENDING to started, 50 tasks/s, p99 ms", Figures.quantile(started, 0.99));
        into.add(how + "phase to phase, 50 tasks/s, p50 ms", Figures.quantile(phases, 0.50));
        into.add(how + "phase to phase, 50 tasks/s, p99 ms", Figures.quantile(phases, 0.99));
        into.add(how + "of it until the report is accepted, p50 ms", Figures.quantile(accepting, 0.50));
        into.add(how + "of it until the report is accepted, p99 ms", Figures.quantile(accepting, 0.99));
    }

    /** When the report of a job's first task was accepted, in microseconds since 1970. */
    private Map<UUID, Long> acceptedAt() throws SQLException, IOException {
        Map<UUID, Long> found = new HashMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT job_id, (extract(epoch FROM accepted_at) * 1e6)::bigint FROM trawl.chunk WHERE phase = 0")) {
            while (rows.next()) {
                found.put(rows.getObject(1, UUID.class), rows.getLong(2));
            }
        }
        return found;
    }

    private Connection connect() throws SQLException, IOException {
        Part database = part(Part.Role.POSTGRES);
        return DriverManager.getConnection(
                DetachedDatabase.jdbcUrl(database.port()),
                DetachedDatabase.USER,
                DetachedDatabase.in(stack.home(database)).password());
    }

    private static long at(Map<String, Long> stamps, String phase) {
        Long at = stamps.get(phase);
        if (at == null) {
            throw new IllegalStateException("The phase " + phase + " left no stamp.");
        }
        return at;
    }

    private Map<String, Long> stamps(UUID job) {
        Map<String, Long> stamps = new HashMap<>();
        try {
            for (ResultRow row : jobs.results(TENANT, job, "stamp", null, 10).items()) {
                stamps.put(row.key(), Long.parseLong(row.body()));
            }
        } catch (JobNotFound e) {
            throw new IllegalStateException(e);
        }
        return stamps;
    }

    private UUID start(Map<String, Object> options) throws InvalidJob {
        JobRequest request = new JobRequest(
                null,
                StampedWorkload.NAME,
                List.of(new SourceSpec("bench", "none", Map.of(), new Budget(Budget.MAX_CONCURRENCY), null, null)),
                options,
                null,
                null,
                null);
        return jobs.start(TENANT, request, null).jobId();
    }

    private void awaitEnd(UUID job) {
        JobStatus end = await(job, status -> status.state().terminal());
        if (end.state() != JobState.COMPLETED) {
            throw new IllegalStateException("The job ended as " + end);
        }
    }

    private JobStatus await(UUID job, Predicate<JobStatus> condition) {
        while (true) {
            JobStatus status = jobs.status(TENANT, List.of(job)).getFirst();
            if (condition.test(status)) {
                return status;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private Part part(Part.Role role) {
        return stack.parts(role).getFirst();
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
