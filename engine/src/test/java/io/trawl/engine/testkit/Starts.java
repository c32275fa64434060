package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer;
import io.trawl.engine.ledger.WorkerLedger.StartRequest;
import io.trawl.engine.ledger.WorkerLedger.TaskInputs;
import io.trawl.schemas.TaskState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Grants assigned attempts to executions. */
final class Starts {
    private static final int FIRST_PAGE = 100;

    private final LedgerTables tables;
    private final Staging staging;

    Starts(LedgerTables tables, Staging staging) {
        this.tables = tables;
        this.staging = staging;
    }

    StartAnswer start(StartRequest request) {
        TaskRow task = tables.task(request.jobId(), request.taskId());
        boolean leased = tables.rules.fences().hold(Fence.START_LEASE, tables.leaseAlive(request.worker()));
        if (task == null || !leased) {
            return refused(request);
        }
        if (task.state == TaskState.RUNNING && task.ownedBy(request.attempt(), request.execution())) {
            return task.job.alive() ? granted(task, request) : refused(request);
        }
        if (!startable(task, request)) {
            return refused(request);
        }
        task.execution = request.execution();
        task.worker = request.worker();
        task.startedAtRenewal = request.renewal();
        tables.move(task, TaskState.RUNNING);
        return granted(task, request);
    }

    private boolean startable(@Nullable TaskRow task, StartRequest request) {
        Fences fences = tables.rules.fences();
        return task != null
                && fences.hold(Fence.START_ASSIGNED, task.state == TaskState.ASSIGNED)
                && fences.hold(Fence.START_ATTEMPT, task.attempt == request.attempt())
                && fences.hold(Fence.START_JOB_RUNNING, task.job.running());
    }

    private StartAnswer granted(TaskRow task, StartRequest request) {
        return new StartAnswer.Granted(
                task.id,
                request.attempt(),
                request.execution(),
                task.phase,
                task.source,
                new TaskInputs(bucket(task.job), task.ranges),
                task.checkpoint,
                staging.inputs(task.ranges, task.checkpoint.recordsDone(), FIRST_PAGE),
                Math.max(0, tables.rules.now() - task.dueAt));
    }

    /** The day it was created: a real ledger drops its partitions by it. */
    private static int bucket(JobRow job) {
        return (int) Duration.ofMillis(job.createdAt).toDays();
    }

    private static StartAnswer refused(StartRequest request) {
        return new StartAnswer.Refused(request.taskId(), request.attempt(), request.execution());
    }
}
