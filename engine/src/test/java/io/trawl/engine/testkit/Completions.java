package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.Overrun;
import io.trawl.engine.testkit.LedgerTables.Listed;
import io.trawl.schemas.Event;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import org.jspecify.annotations.Nullable;

/** Ends jobs of which nothing is left, and releases their barriers. A step of its own after each transition. */
final class Completions {
    private final LedgerTables tables;

    Completions(LedgerTables tables) {
        this.tables = tables;
    }

    void follow(Facts facts) {
        facts.touched().forEach(job -> step(job, facts));
    }

    /** @return whether the job ended */
    boolean step(JobRow job, Facts facts) {
        if (job.alive()) {
            return stepAlive(job, facts);
        }
        return job.state == JobState.CANCELLING && stepCancelling(job, facts);
    }

    private boolean stepAlive(JobRow job, Facts facts) {
        for (int phase = 1; phase < job.spec.phases().size(); phase++) {
            if (job.barrier(phase) && job.fed(phase) && job.released.add(phase)) {
                facts.add(new Event.PhaseReleased(job.id(), phase));
            }
        }
        Fences fences = tables.rules.fences();
        if (!fences.hold(Fence.COMPLETE_NOTHING_OPEN, job.open() == 0)
                || !fences.hold(Fence.COMPLETE_NOTHING_UNSCHEDULED, job.unscheduled() == 0)) {
            return false;
        }
        RecordCounts all =
                job.counters.values().stream().map(CounterRow::records).reduce(RecordCounts.NONE, RecordCounts::plus);
        if (!fences.hold(Fence.COMPLETE_ACCOUNTED, all.open() == 0)) {
            end(job, JobState.FAILED, "Records without an outcome: " + all.open() + ".", facts);
        } else if (!fences.hold(Fence.COMPLETE_ACCOUNTED, all.skipped() + all.failed() == 0)) {
            end(job, JobState.COMPLETED_WITH_GAPS, null, facts);
        } else {
            end(job, JobState.COMPLETED, null, facts);
        }
        return true;
    }

    private boolean stepCancelling(JobRow job, Facts facts) {
        long pending = job.counters.values().stream()
                .mapToLong(counter -> counter.tasksIn(TaskState.PENDING))
                .sum();
        boolean quiet = tables.rules.fences().hold(Fence.CANCEL_QUIET, job.inFlight() == 0);
        if (pending > 0 || !quiet) {
            return false;
        }
        end(job, JobState.CANCELLED, null, facts);
        return true;
    }

    private void listUnread(JobRow job) {
        String limit = job.overrun.reason();
        for (CounterRow row : job.counters.values()) {
            Long records = row.failed.get(limit);
            if (records != null) {
                String name = Overrun.gapName(row.phase, row.source, records);
                Gap gap = new Gap(job.plan(row.phase).name(), row.source, Outcome.FAILED, limit, name);
                tables.gaps.add(new Listed(job.id(), row.phase, gap, true));
            }
        }
    }

    private void end(JobRow job, JobState state, @Nullable String reason, Facts facts) {
        if (job.overrun != null && state != JobState.CANCELLED) {
            listUnread(job);
        }
        job.state = state;
        job.reason = reason;
        job.endedAt = tables.rules.now();
        job.touch(tables.rules.now());
        facts.add(new Event.JobEnded(job.id(), state));
    }
}
