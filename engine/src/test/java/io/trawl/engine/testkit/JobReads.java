package io.trawl.engine.testkit;

import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs and tasks as users see them. */
final class JobReads {
    private final LedgerTables tables;
    private final ResultReads results;

    JobReads(LedgerTables tables, ResultReads results) {
        this.tables = tables;
        this.results = results;
    }

    List<JobStatus> status(String tenant, List<UUID> jobIds) {
        if (jobIds.size() > Page.MAX_LIMIT) {
            throw new InvalidField(
                    "job_id",
                    "is given " + jobIds.size() + " times, at most " + Page.MAX_LIMIT + " are allowed; ask in parts");
        }
        return jobIds.stream()
                .map(id -> tables.job(tenant, id))
                .filter(Objects::nonNull)
                .map(this::status)
                .toList();
    }

    Page<JobStatus> jobs(String tenant, JobFilter filter, @Nullable String cursor, int limit) {
        long before = Paging.number(cursor, Long.MAX_VALUE);
        List<JobRow> rows = tables.jobs.values().stream()
                .filter(job -> job.spec.tenant().equals(tenant) && job.number < before)
                .filter(job -> matches(filter, job))
                .sorted(Comparator.comparingLong((JobRow job) -> job.number).reversed())
                .toList();
        return Paging.page(rows, limit, job -> Long.toString(job.number), this::status);
    }

    Page<TaskView> tasks(String tenant, UUID jobId, @Nullable TaskFilter filter, @Nullable String cursor, int limit) {
        long after = Paging.number(cursor, 0);
        JobRow job = tables.job(tenant, jobId);
        List<TaskRow> rows = job == null
                ? List.of()
                : job.tasks.tailMap(after, false).values().stream()
                        .filter(task -> filter == null || matches(filter, task))
                        .toList();
        return Paging.page(rows, limit, task -> Long.toString(task.id), JobReads::view);
    }

    private static boolean matches(JobFilter filter, JobRow job) {
        Instant since = filter.since();
        return (filter.states().isEmpty() || filter.states().contains(job.state))
                && job.spec
                        .request()
                        .labels()
                        .entrySet()
                        .containsAll(filter.labels().entrySet())
                && (filter.workload() == null
                        || filter.workload().equals(job.spec.request().workload()))
                && (since == null || job.createdAt >= since.toEpochMilli());
    }

    private static boolean matches(TaskFilter filter, TaskRow task) {
        return (filter.state() == null || filter.state() == task.state)
                && (filter.phase() == null
                        || filter.phase().equals(task.job.plan(task.phase).name()))
                && (filter.source() == null || filter.source().equals(task.source));
    }

    static TaskView view(TaskRow task) {
        return new TaskView(
                task.id,
                task.job.plan(task.phase).name(),
                task.source,
                task.state,
                task.attempt,
                task.failures,
                task.crashes,
                task.checkpoint.recordsDone(),
                task.records,
                Instant.ofEpochMilli(task.since),
                null);
    }

    private JobStatus status(JobRow job) {
        List<PhaseStatus> phases = new ArrayList<>();
        for (int phase = 0; phase < job.spec.phases().size(); phase++) {
            phases.add(phase(job, phase));
        }
        return new JobStatus(
                job.id(),
                Objects.requireNonNull(job.spec.request().name()),
                job.spec.request().workload(),
                job.state,
                Objects.requireNonNull(job.spec.request().priority()),
                job.spec.request().labels(),
                job.version,
                Instant.ofEpochMilli(job.createdAt),
                Instant.ofEpochMilli(job.updatedAt),
                job.endedAt == null ? null : Instant.ofEpochMilli(job.endedAt),
                null,
                phases,
                results.keysByKind(job.id()),
                job.reason);
    }

    private static PhaseStatus phase(JobRow job, int phase) {
        Map<String, Long> tasks = new TreeMap<>();
        RecordCounts records = RecordCounts.NONE;
        long bytes = 0;
        long open = 0;
        for (CounterRow counter : job.counters.values()) {
            if (counter.phase == phase) {
                counter.tasks.forEach((state, n) -> count(tasks, state, n));
                records = records.plus(counter.records());
                bytes += counter.bytes;
                open += counter.open();
            }
        }
        String running = records.discovered() == 0 ? "PENDING" : "RUNNING";
        String state = open == 0 && job.fed(phase) && arrived(job, phase) ? "DONE" : running;
        return new PhaseStatus(job.plan(phase).name(), state, tasks, records, bytes);
    }

    private static void count(Map<String, Long> tasks, TaskState state, long n) {
        if (n > 0) {
            tasks.merge(state.name().toLowerCase(Locale.ROOT), n, Long::sum);
        }
    }

    /** Whether all chunks for this phase have become tasks. */
    private static boolean arrived(JobRow job, int phase) {
        return job.counters.values().stream().allMatch(row -> row.phase != phase - 1 || row.unscheduled == 0);
    }
}
