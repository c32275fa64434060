package io.trawl.engine.testkit;

import io.trawl.engine.ledger.CommandLedger;
import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.schemas.Command;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.TaskState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Disposes of what Pipeliner and Reaper propose. */
final class Commands {
    private final LedgerTables tables;
    private final Endings endings;
    private final Leases leases;

    Commands(LedgerTables tables, Endings endings, Leases leases) {
        this.tables = tables;
        this.endings = endings;
        this.leases = leases;
    }

    int apply(List<Command> commands, Facts facts) {
        if (commands.size() > CommandLedger.MAX_COMMANDS) {
            throw new IllegalArgumentException("At most " + CommandLedger.MAX_COMMANDS
                    + " commands are applied in one call, got " + commands.size() + "; send them in several.");
        }
        int taken = 0;
        for (Command command : commands) {
            boolean changed = switch (command) {
                case Command.Schedule schedule -> schedule(schedule, facts);
                case Command.LoseWorker lose -> loseWorker(lose, facts);
                case Command.AbortAttempt abort -> abortAttempt(abort, facts);
            };
            taken += changed ? 1 : 0;
        }
        return taken;
    }

    private boolean schedule(Command.Schedule schedule, Facts facts) {
        JobRow job = tables.jobs.get(schedule.jobId());
        Fences fences = tables.rules.fences();
        if (job == null
                || schedule.phase() >= job.spec.phases().size()
                || !fences.hold(Fence.SCHEDULE_JOB_ALIVE, job.alive())) {
            return false;
        }
        if (!fences.hold(Fence.SCHEDULE_WITHIN_LIMITS, job.overrun == null)) {
            return false;
        }
        boolean released = !job.barrier(schedule.phase()) || job.fed(schedule.phase());
        if (!fences.hold(Fence.SCHEDULE_BARRIER, released) || !continued(schedule)) {
            return false;
        }
        schedule.ranges().forEach(range -> consume(job, range));
        tables.insertTask(job, schedule.phase(), schedule.source(), schedule.ranges());
        facts.touched(job);
        return true;
    }

    /** Whether each range starts where its chunk was scheduled up to, by earlier commands or earlier ranges. */
    private boolean continued(Command.Schedule schedule) {
        Map<Long, Integer> scheduled = new HashMap<>();
        for (InputRange range : schedule.ranges()) {
            ChunkRow chunk = tables.chunks.get(range.chunkId());
            if (!feeds(chunk, schedule) || range.to() > chunk.records) {
                return false;
            }
            int upTo = scheduled.getOrDefault(chunk.id, chunk.scheduledUpTo);
            if (!tables.rules.fences().hold(Fence.SCHEDULE_FROM, range.from() == upTo)) {
                return false;
            }
            scheduled.put(chunk.id, range.to());
        }
        return true;
    }

    private static boolean feeds(@Nullable ChunkRow chunk, Command.Schedule schedule) {
        return chunk != null
                && chunk.job.id().equals(schedule.jobId())
                && chunk.phase == schedule.phase() - 1
                && chunk.source.equals(schedule.source());
    }

    private void consume(JobRow job, InputRange range) {
        ChunkRow chunk = tables.chunks.get(range.chunkId());
        boolean waited = chunk.unscheduled();
        chunk.scheduledUpTo = Math.max(chunk.scheduledUpTo, range.to());
        if (waited && !chunk.unscheduled()) {
            job.counter(chunk.phase, chunk.source).unscheduled--;
        }
    }

    private boolean loseWorker(Command.LoseWorker lose, Facts facts) {
        boolean gone = !tables.leaseAlive(lose.worker());
        List<TaskRow> held = leases.heldBy(lose.worker());
        if (held.isEmpty() || !tables.rules.fences().hold(Fence.LOSE_LEASE, gone)) {
            return false;
        }
        held.forEach(task -> endings.crash(task, facts));
        return true;
    }

    private boolean abortAttempt(Command.AbortAttempt abort, Facts facts) {
        TaskRow task = tables.task(abort.jobId(), abort.taskId());
        Fences fences = tables.rules.fences();
        if (task == null
                || !fences.hold(Fence.ABORT_RUNNING, task.state == TaskState.RUNNING)
                || !fences.hold(Fence.ABORT_ATTEMPT, task.attempt == abort.attempt())) {
            return false;
        }
        if (abort.cause() == Command.AbortAttempt.Cause.STALLED) {
            task.failures++;
        }
        endings.abort(task, facts);
        return true;
    }
}
