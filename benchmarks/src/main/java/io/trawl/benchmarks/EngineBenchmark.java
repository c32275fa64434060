package io.trawl.benchmarks;

import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.engine.job.JobService;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.Budget;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The engine in SINGLE_PROCESS over an embedded PostgreSQL with fsync on: no-op tasks per second beside the bare limit
 * of the same server, time from PENDING to started, and one huge job with a small one behind it. Run by
 * {@code benchmarks/run engine}.
 */
public final class EngineBenchmark {
    private static final int BATCH = 500;
    private static final int TASKS = Integer.getInteger("trawl.bench.tasks", 100_000);
    private static final int FEW_TASKS = 10_000;
    private static final int HUGE = Integer.getInteger("trawl.bench.huge", 1_000_000);
    private static final int SMALL = 100;
    private static final int SLOTS = Integer.getInteger("trawl.bench.slots", 2_000);
    private static final int LATENCY_JOBS = 1_000;
    private static final long LATENCY_GAP_NANOS = 20_000_000;
    /** Seldom enough that looking does not weigh on what is looked at. */
    private static final long POLL_NANOS = 20_000_000;

    private final Figures figures;
    private final SingleProcess process;
    private final Path directory;
    private final JobService jobs;
    private final Map<UUID, Long> startedAt;

    private EngineBenchmark(Figures figures, SingleProcess process, Path directory, Map<UUID, Long> startedAt) {
        this.figures = figures;
        this.process = process;
        this.directory = directory;
        this.jobs = process.jobs();
        this.startedAt = startedAt;
    }

    /** @param args number of runs, 5 when absent */
    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        Figures figures = new Figures();
        for (int run = 1; run <= runs; run++) {
            System.err.println("run " + run + " of " + runs);
            runOnce(figures);
            System.err.println(figures.table());
        }
        System.out.println(figures.table());
    }

    private static void runOnce(Figures figures) throws Exception {
        Path directory = Files.createTempDirectory("trawl-bench");
        Map<UUID, Long> startedAt = new ConcurrentHashMap<>();
        Workloads workloads = new Workloads(List.of(
                new NoOpWorkload(job -> startedAt.putIfAbsent(job, System.nanoTime())),
                new OneTaskWorkload(job -> startedAt.putIfAbsent(job, System.nanoTime()))));
        SingleProcessConfig config = SingleProcessConfig.embedded(directory, SLOTS);
        try (SingleProcess process = SingleProcess.start(config, workloads, "benchmark")) {
            EngineBenchmark benchmark = new EngineBenchmark(figures, process, directory, startedAt);
            benchmark.all();
        } finally {
            delete(directory);
        }
    }

    private void all() throws Exception {
        // The compiler of the JVM takes a core for seconds: the figures are those of a process that has run for a
        // while.
        rate(TASKS);
        latency(new Figures());
        double bare = bare();
        ProcessorTime before = ProcessorTime.spent(directory);
        double rate = rate(TASKS);
        ProcessorTime spent = ProcessorTime.spent(directory).since(before);
        figures.add("bare insert+claim+complete, rows/s", bare);
        figures.add("engine, " + TASKS + " no-op tasks, tasks/s", rate);
        figures.add("engine / bare", rate / bare);
        figures.add("processor time of the JVM, µs per task", spent.jvm().toNanos() / 1e3 / TASKS);
        figures.add("processor time of PostgreSQL, µs per task", spent.server().toNanos() / 1e3 / TASKS);
        dbScheduler(rate);
        latency(figures);
        double few = rate(FEW_TASKS);
        figures.add("engine, " + FEW_TASKS + " no-op tasks, tasks/s", few);
        huge(few);
    }

    /** Beside the engine in the same run. */
    private void dbScheduler(double rate) throws SQLException, InterruptedException {
        DbScheduler.Took took = new DbScheduler(new ServerOf(process), BATCH).run(TASKS);
        figures.add("db-scheduler, enqueue + run, tasks/s", took.tasksPerSecond(TASKS));
        figures.add("db-scheduler, enqueue alone, tasks/s", TASKS / took.enqueue());
        figures.add("db-scheduler, run alone, tasks/s", TASKS / took.run());
        figures.add("engine / db-scheduler", rate / took.tasksPerSecond(TASKS));
    }

    private double bare() throws Exception {
        try (Connection connection = process.connect()) {
            return BareLifecycle.run(List.of(connection), BATCH, TASKS);
        }
    }

    private double rate(int tasks) throws InvalidJob {
        long begin = System.nanoTime();
        UUID job = start("no-op", tasks);
        awaitEnd(job);
        return tasks / ((System.nanoTime() - begin) / 1e9);
    }

    /**
     * Jobs of one task at 50 a second. The task is PENDING when the submission commits, which is no later than its
     * answer; a handler that was faster than the answer counts as no wait. The whole way from the call is told beside
     * it.
     */
    private void latency(Figures into) throws InvalidJob {
        double[] whole = new double[LATENCY_JOBS];
        double[] pending = new double[LATENCY_JOBS];
        UUID[] ids = new UUID[LATENCY_JOBS];
        long[] askedAt = new long[LATENCY_JOBS];
        long[] pendingAt = new long[LATENCY_JOBS];
        long next = System.nanoTime();
        for (int i = 0; i < LATENCY_JOBS; i++) {
            next += LATENCY_GAP_NANOS;
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            askedAt[i] = System.nanoTime();
            ids[i] = start("one-task", 1);
            pendingAt[i] = System.nanoTime();
        }
        for (int i = 0; i < LATENCY_JOBS; i++) {
            awaitEnd(ids[i]);
            whole[i] = (startedAt(ids[i]) - askedAt[i]) / 1e6;
            pending[i] = Math.max(0, (startedAt(ids[i]) - pendingAt[i]) / 1e6);
        }
        into.add("PENDING to handler, 50 tasks/s, p50 ms", Figures.quantile(pending, 0.50));
        into.add("PENDING to handler, 50 tasks/s, p99 ms", Figures.quantile(pending, 0.99));
        into.add("submission to handler, 50 tasks/s, p50 ms", Figures.quantile(whole, 0.50));
        into.add("submission to handler, 50 tasks/s, p99 ms", Figures.quantile(whole, 0.99));
    }

    private void huge(double fewRate) throws InvalidJob {
        resetPeaks();
        long begin = System.nanoTime();
        UUID big = start("no-op", HUGE);
        await(big, status -> done(status) > HUGE / 4);
        long submitted = System.nanoTime();
        UUID small = start("no-op", SMALL);
        awaitEnd(small);
        figures.add("small job behind the huge one, ms to its first start", (startedAt(small) - submitted) / 1e6);
        figures.add("small job behind the huge one, ms to its end", (System.nanoTime() - submitted) / 1e6);
        awaitEnd(big);
        double rate = HUGE / ((System.nanoTime() - begin) / 1e9);
        figures.add("engine, " + HUGE + " no-op tasks, tasks/s", rate);
        figures.add("rate at " + HUGE + " / rate at " + FEW_TASKS, rate / fewRate);
        figures.add("peak heap, MiB", peakHeap() / 1024.0 / 1024.0);
    }

    private UUID start(String workload, int tasks) throws InvalidJob {
        SourceSpec source =
                new SourceSpec("none", "none", Map.of("tasks", tasks), new Budget(Budget.MAX_CONCURRENCY), null, null);
        JobRequest request = new JobRequest(null, workload, List.of(source), null, null, null, null);
        return jobs.start("default", request, null).jobId();
    }

    private void awaitEnd(UUID job) {
        JobStatus end = await(job, status -> status.state().terminal());
        if (end.state() != JobState.COMPLETED) {
            throw new IllegalStateException("The job ended " + end.state() + ", so its figures mean nothing.");
        }
    }

    private JobStatus await(UUID job, java.util.function.Predicate<JobStatus> condition) {
        while (true) {
            JobStatus status = jobs.status("default", List.of(job)).getFirst();
            if (condition.test(status)) {
                return status;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private long startedAt(UUID job) {
        return Objects.requireNonNull(startedAt.get(job), "The job ended without having started.");
    }

    private static long done(JobStatus status) {
        return status.phases().getLast().tasks().getOrDefault("done", 0L);
    }

    private static void resetPeaks() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
