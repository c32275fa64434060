package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.Overrun;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.TaskState;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Winds down jobs that have passed a limit of their own. */
final class Overruns {
    private final LedgerTables tables;
    private final Endings endings;
    private final Fences fences;

    Overruns(LedgerTables tables, Endings endings) {
        this.tables = tables;
        this.endings = endings;
        this.fences = tables.rules.fences();
    }

    int enforce(int limit, Facts facts) {
        int rows = 0;
        for (JobRow job : tables.jobs.values()) {
            if (rows >= limit) {
                break;
            }
            rows += enforce(job, limit - rows, facts);
        }
        return rows;
    }

    private int enforce(JobRow job, int limit, Facts facts) {
        JobLimits limits = job.spec.request().limits();
        boolean limited = limits.deadline() != null || limits.duration() != null || limits.bytes() != null;
        if (!limited || !fences.hold(Fence.LIMIT_ALIVE, job.alive())) {
            return 0;
        }
        if (job.overrun != null) {
            return end(job, limit, facts);
        }
        Overrun passed = passed(job, limits);
        if (!fences.hold(Fence.LIMIT_PASSED, passed != null)) {
            return 0;
        }
        job.overrun = passed == null ? Overrun.DEADLINE : passed;
        job.touch(tables.rules.now());
        facts.touched(job);
        in(job, TaskState.RUNNING).forEach(task -> endings.abort(task, facts));
        giveUpUnscheduled(job);
        return 1 + end(job, limit, facts);
    }

    private @Nullable Overrun passed(JobRow job, JobLimits limits) {
        long now = tables.rules.now();
        if (limits.deadline() != null
                && now >= job.limitsFrom + limits.deadline().toMillis()) {
            return Overrun.DEADLINE;
        }
        long ran = job.ranMillis + (job.runningFrom == null ? 0 : now - job.runningFrom);
        if (limits.duration() != null && ran >= limits.duration().toMillis()) {
            return Overrun.DURATION;
        }
        return limits.bytes() != null && job.bytes() - job.bytesFrom >= limits.bytes() ? Overrun.BYTES : null;
    }

    private void giveUpUnscheduled(JobRow job) {
        job.counters.values().forEach(row -> row.unscheduled = 0);
        tables.chunks.values().stream()
                .filter(chunk -> chunk.job == job && chunk.unscheduled())
                .forEach(chunk ->
                        giveUp(job.counter(chunk.phase + 1, chunk.source), job, chunk.records - chunk.scheduledUpTo));
    }

    private int end(JobRow job, int limit, Facts facts) {
        List<TaskRow> waiting = job.tasks.values().stream()
                .filter(task -> task.state == TaskState.PENDING || task.state == TaskState.ASSIGNED)
                .sorted(Comparator.comparing((TaskRow task) -> task.state != TaskState.ASSIGNED))
                .limit(limit)
                .toList();
        for (TaskRow task : waiting) {
            if (task.left() > 0) {
                giveUp(task.counter(), job, task.left());
                task.deadReason = job.overrun.reason();
            }
            tables.move(task, task.left() > 0 ? TaskState.DEAD : TaskState.DONE);
            facts.touched(job);
        }
        return waiting.size();
    }

    private static void giveUp(CounterRow counter, JobRow job, long records) {
        counter.failed.merge(job.overrun.reason(), records, Long::sum);
    }

    private static List<TaskRow> in(JobRow job, TaskState state) {
        return job.tasks.values().stream().filter(task -> task.state == state).toList();
    }
}
