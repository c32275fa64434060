package io.trawl.benchmarks;

import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real PostgreSQL as a source of {@code trawl serve}: once as fast as it goes, then with two jobs at a time under a
 * budget and a rate, with a {@code kill -9} in between. Run by {@code benchmarks/run database}.
 */
public final class DatabaseBenchmark {
    private static final int ROWS = Integer.getInteger("trawl.bench.rows", 1_250_000);
    private static final int THREADS = 8;
    private static final int CONCURRENCY = 3;
    private static final int RATE = Integer.getInteger("trawl.bench.rate", 30_000);
    private static final long LOOK_NANOS = 200_000_000;
    private static final double MIB = 1 << 20;

    private final Figures figures = new Figures();
    private final Path directory;
    private final SourceDatabase source;
    private long peakHeap;

    private DatabaseBenchmark(Path directory, SourceDatabase source) {
        this.directory = directory;
        this.source = source;
    }

    /** @param args ignored: one run takes minutes */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("trawl-bench-db");
        try (SourceDatabase source = SourceDatabase.make(directory.resolve("source"), ROWS)) {
            DatabaseBenchmark benchmark = new DatabaseBenchmark(directory, source);
            benchmark.alone();
            benchmark.underBudget();
            System.out.println(benchmark.figures.table());
        } finally {
            delete(directory);
        }
    }

    private void alone() throws Exception {
        try (ServeProcess serve = ServeProcess.start(directory, THREADS, source.password());
                SourceWatch watch = SourceWatch.on(source)) {
            serve.register(definition("fast", Map.of("concurrency", THREADS)));
            long begin = System.nanoTime();
            java.time.Duration cpuBefore = serve.cpu();
            UUID job = start(serve, "fast");
            awaitEnd(serve, List.of(job));
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cpu = serve.cpu().minus(cpuBefore).toMillis() / 1e3;
            account(serve, job);
            figures.add("rows in the database", source.rows());
            figures.add("rows/s, one job", source.rows() / seconds);
            figures.add("rows/s per core of the scanning process", source.rows() / cpu);
            figures.add("peak heap, MiB", peakHeap / MIB);
            figures.add("peak resident memory, MiB", serve.peakResident() / MIB);
            figures.add("longest transaction at the source, ms", watch.transactionMillis());
            figures.add("most connections, of a budget of " + THREADS, watch.connections());
        }
    }

    private void account(ServeProcess serve, UUID job) throws JobNotFound, SQLException {
        Receipt receipt = serve.jobs().receipt("default", job);
        Receipt.Line listed = receipt.lines().getFirst();
        long system = listed.excluded().entrySet().stream()
                .filter(rule -> rule.getKey().startsWith("system:"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        // What inspecting excludes is columns.
        long told = receipt.lines().get(1).records().discovered()
                - receipt.lines().get(1).records().excluded()
                + listed.records().excluded()
                + listed.records().skipped()
                - system;
        figures.add("tables, views and partitions in the database", source.tables());
        figures.add("of these accounted for", told);
        figures.add(
                "records without an outcome",
                receipt.lines().stream()
                        .mapToLong(line -> line.records().open())
                        .sum());
        System.err.println(receipt.lines());
        if (told != source.tables()) {
            throw new IllegalStateException("Of " + source.tables() + " tables " + told + " are accounted for.");
        }
    }

    private void underBudget() throws Exception {
        try (SourceWatch watch = SourceWatch.on(source)) {
            long begin = System.nanoTime();
            UUID first;
            UUID second;
            ServeProcess serve = ServeProcess.start(directory, THREADS, source.password());
            serve.register(definition("limited", Map.of("concurrency", CONCURRENCY, "rows_per_second", RATE)));
            first = start(serve, "limited");
            second = start(serve, "limited");
            while (watch.rows() < ROWS / 2) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            serve.kill();
            try (ServeProcess again = ServeProcess.start(directory, THREADS, source.password())) {
                awaitEnd(again, List.of(first, second));
                double seconds = (System.nanoTime() - begin) / 1e9;
                figures.add(
                        "two jobs, killed once: most connections, of a budget of " + CONCURRENCY, watch.connections());
                figures.add(
                        "two jobs, killed once: most rows/s in a minute, of a rate of " + RATE, watch.rowsPerSecond());
                figures.add("two jobs, killed once: rows/s in all", watch.rows() / seconds);
                figures.add("two jobs, killed once: rows read / rows there", watch.rows() / (2.0 * source.rows()));
                figures.add("two jobs, killed once: longest transaction, ms", watch.transactionMillis());
                figures.add("findings of both jobs differ by", difference(again, first, second));
            }
        }
    }

    private static double difference(ServeProcess serve, UUID first, UUID second) {
        return Math.abs(findings(serve, first) - findings(serve, second));
    }

    private static long findings(ServeProcess serve, UUID job) {
        return serve.jobs().status("default", List.of(job)).getFirst().results().getOrDefault("finding", 0L);
    }

    private String definition(String id, Map<String, Object> budget) {
        return Json.mapper()
                .writeValueAsString(Map.of(
                        "id",
                        id,
                        "connector",
                        "postgresql",
                        "options",
                        Map.of("url", source.url()),
                        "credential",
                        "env:BENCH_SOURCE_PASSWORD",
                        "budget",
                        budget));
    }

    private static UUID start(ServeProcess serve, String id) throws InvalidJob {
        JobRequest request =
                new JobRequest("benchmark", "discovery", List.of(SourceSpec.named(id)), null, null, null, null);
        return serve.jobs().start("default", request, null).jobId();
    }

    private void awaitEnd(ServeProcess serve, List<UUID> jobs) throws IOException {
        while (true) {
            peakHeap = Math.max(peakHeap, serve.usedHeap());
            List<JobStatus> status = serve.jobs().status("default", jobs);
            if (status.stream().allMatch(job -> job.state().terminal())) {
                System.err.println(status.stream().map(JobStatus::state).toList());
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
