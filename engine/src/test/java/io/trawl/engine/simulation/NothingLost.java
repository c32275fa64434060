package io.trawl.engine.simulation;

import io.trawl.engine.ledger.Split;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.LedgerSnapshot;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * G1: every job that was answered runs to one end, and at any time each scheduled record is an input of exactly one
 * task (of a task that was split, only what it did itself counts).
 */
final class NothingLost implements Invariant {
    private static final String NAME = "NothingLost";

    /** Of a job and its revision: a retry begins anew. */
    private final Map<Run, JobState> ends = new HashMap<>();

    private record Run(UUID jobId, int revision) {}

    private record Input(long chunkId, int n) {}

    @Override
    public void meanwhile(LedgerSnapshot rows) {
        for (LedgerSnapshot.Job job : rows.jobs()) {
            Run run = new Run(job.jobId(), job.revision());
            JobState end = job.state().terminal() ? ends.putIfAbsent(run, job.state()) : ends.get(run);
            if (end != null && end != job.state()) {
                throw new Violation(NAME, job + " had ended " + end);
            }
        }
        requireOneTaskPerRecord(rows);
    }

    private static void requireOneTaskPerRecord(LedgerSnapshot rows) {
        Map<Input, Long> owners = new HashMap<>();
        for (LedgerSnapshot.Task task : rows.tasks()) {
            for (InputRange range : own(task)) {
                for (int n = range.from(); n < range.to(); n++) {
                    Long other = owners.putIfAbsent(new Input(range.chunkId(), n), task.taskId());
                    if (other != null) {
                        throw new Violation(
                                NAME,
                                "record " + n + " of chunk " + range.chunkId() + " is in tasks " + other + " and "
                                        + task.taskId());
                    }
                }
            }
        }
        for (LedgerSnapshot.Chunk chunk : rows.chunks()) {
            for (int n = 0; n < chunk.records(); n++) {
                boolean owned = owners.containsKey(new Input(chunk.chunkId(), n));
                if (owned != n < chunk.scheduledUpTo()) {
                    throw new Violation(NAME, "record " + n + " of " + chunk + (owned ? " has" : " lacks") + " a task");
                }
            }
        }
    }

    private static List<InputRange> own(LedgerSnapshot.Task task) {
        return task.state() == TaskState.SPLIT
                ? Split.slice(task.inputs(), 0, task.checkpoint().recordsDone())
                : task.inputs();
    }

    @Override
    public void atEnd(InMemoryLedger ledger, LedgerSnapshot rows, List<SimJob> jobs) {
        meanwhile(rows);
        for (SimJob job : jobs) {
            if (job.id() == null) {
                throw new Violation(NAME, "the submission of " + job + " was never answered");
            }
        }
        for (LedgerSnapshot.Job job : rows.jobs()) {
            if (!job.state().terminal()) {
                throw new Violation(NAME, job + " does not end; open: " + open(rows, job));
            }
        }
    }

    private static List<LedgerSnapshot.Task> open(LedgerSnapshot rows, LedgerSnapshot.Job job) {
        return rows.tasks().stream()
                .filter(task ->
                        task.jobId().equals(job.jobId()) && !task.state().terminal())
                .toList();
    }
}
