package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.Overrun;
import io.trawl.engine.ledger.ReconcileLedger.Reconciled;
import io.trawl.orchestrator.ledger.CounterDeltas.CounterKey;
import io.trawl.schemas.Event;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Winds down jobs that have passed a limit of their own. Each job is a transaction of its own, under its exclusive lock. */
final class LimitTransition {
    /** Which limit a row {@code j} of {@code job} has passed; null is none. What is paused spends no duration. */
    private static final String PASSED =
            """
            CASE WHEN {{now}} >= j.limits_from + j.deadline_ms * interval '1 ms' THEN '%s'
                 WHEN j.ran_ms + coalesce(extract(epoch FROM {{now}} - j.running_from) * 1000, 0) >= j.duration_ms THEN '%s'
                 WHEN (SELECT sum(c.bytes) FROM trawl.phase_counter c WHERE c.job_id = j.job_id) - j.bytes_from
                      >= j.byte_limit THEN '%s' END
            """.formatted(Overrun.DEADLINE.reason(), Overrun.DURATION.reason(), Overrun.BYTES.reason());
    /** The three NOT NULLs are those of the index: jobs without limits are not even looked at. */
    private static final String FIND = """
            SELECT j.job_id FROM trawl.job j
             WHERE [[LIMIT_ALIVE: j.state IN (2, 3)]]
               AND (j.deadline_ms IS NOT NULL OR j.duration_ms IS NOT NULL OR j.byte_limit IS NOT NULL)
               AND CASE WHEN j.overrun IS NULL THEN [[LIMIT_PASSED: %s IS NOT NULL]]
                        ELSE EXISTS (SELECT FROM trawl.phase_counter c
                                      WHERE c.job_id = j.job_id AND c.pending + c.assigned > 0) END
             ORDER BY j.created_at, j.job_id
             LIMIT :limit
            """.formatted(PASSED);

    private static final String WHICH = "SELECT " + PASSED + " FROM trawl.job j WHERE j.job_id = :job";
    private static final String MARK = """
            UPDATE trawl.job SET overrun = :reason, updated_at = {{now}}, version = version + 1 WHERE job_id = :job
            """;
    /** The rows stay as they are: a retry finds in them what waits to be scheduled. */
    private static final String UNSCHEDULED = """
            SELECT c.phase, c.source, count(*) AS chunks, sum(c.records - c.scheduled_upto) AS records
              FROM trawl.chunk c
             WHERE c.bucket = :bucket AND c.job_id = :job AND c.scheduled_upto < c.records
             GROUP BY c.phase, c.source
            """;
    /** The place is a constant: as a parameter it would not lead to a partial index. */
    private static final String END = """
            WITH ended AS (
              UPDATE trawl.task t
                 SET state = CASE WHEN t.records_done = t.records THEN 5 ELSE 7 END, since = {{now}},
                     dead_reason = CASE WHEN t.records_done < t.records THEN :reason END
               WHERE t.task_id = ANY(ARRAY(SELECT p.task_id FROM trawl.task p
                                            WHERE p.job_id = :job AND p.place = %d AND p.state = :state LIMIT :limit))
              RETURNING t.phase, t.source, t.state, t.records - t.records_done AS records
            )
            SELECT phase, source, state, count(*) AS tasks, sum(records) AS records
              FROM ended GROUP BY phase, source, state
            """;

    private final Database database;
    private final Fences fences;
    private final Completion completion;
    private final TaskWriter writer;
    private final String find;
    private final String which;
    private final String mark;
    private final String abort;
    private final String endAssigned;
    private final String endPending;

    LimitTransition(Database database, Completion completion) {
        this.database = database;
        this.fences = database.fences();
        this.completion = completion;
        this.writer = new TaskWriter(database);
        this.find = database.sql(FIND);
        this.which = database.sql(WHICH);
        this.mark = database.sql(MARK);
        this.abort = database.sql(JobMove.ABORT);
        this.endAssigned = database.sql(END.formatted(2));
        this.endPending = database.sql(END.formatted(1));
    }

    Reconciled enforce(int limit) {
        List<UUID> found = database.read(handle ->
                handle.createQuery(find).bind("limit", limit).mapTo(UUID.class).list());
        List<Event> events = new ArrayList<>();
        int rows = 0;
        for (UUID job : found) {
            if (rows >= limit) {
                break;
            }
            int left = limit - rows;
            Effect effect = database.inTransaction(handle -> JobLocks.exclusive(handle, job)
                    .flatMap(row -> windDown(handle, row, left))
                    .orElse(Effect.NONE));
            rows += effect.rows();
            events.addAll(completion.follow(effect));
        }
        return new Reconciled(rows, List.copyOf(events));
    }

    private Optional<Effect> windDown(Handle handle, JobRow job, int limit) {
        if (!fences.hold(Fence.LIMIT_ALIVE, job.alive())) {
            return Optional.empty();
        }
        if (job.overrun() != null) {
            return Optional.of(end(handle, job, job.overrun(), new JobMove(handle, job.jobId()), limit));
        }
        Optional<String> passed = handle.createQuery(which)
                .bind("job", job.jobId())
                .mapTo(String.class)
                .findOne();
        if (!fences.hold(Fence.LIMIT_PASSED, passed.isPresent())) {
            return Optional.empty();
        }
        String reason = passed.orElse(Overrun.DEADLINE.reason());
        handle.createUpdate(mark)
                .bind("job", job.jobId())
                .bind("reason", reason)
                .execute();
        JobMove move = new JobMove(handle, job.jobId());
        move.all(abort, TaskState.RUNNING, TaskState.ABORTING, Integer.MAX_VALUE);
        return Optional.of(end(handle, job, reason, move, limit));
    }

    /** Ends at most {@code limit} tasks that do not run, and writes what has moved. */
    private Effect end(Handle handle, JobRow job, String reason, JobMove aborted, int limit) {
        TaskChanges changes = new TaskChanges();
        aborted.deltas().byKey().forEach((key, delta) -> {
            for (Counter counter : Counter.values()) {
                changes.counters().add(key, counter, delta[counter.ordinal()]);
            }
        });
        if (job.withinLimits()) {
            giveUpUnscheduled(handle, job, reason, changes);
        }
        int assigned = end(handle, job, TaskState.ASSIGNED, reason, limit, changes);
        int pending = end(handle, job, TaskState.PENDING, reason, limit - assigned, changes);
        Set<UUID> quiet = new HashSet<>(writer.write(handle, changes));
        quiet.add(job.jobId());
        int marked = job.withinLimits() ? 1 : 0;
        return new Effect(marked + assigned + pending, aborted.events(), quiet);
    }

    private static void giveUpUnscheduled(Handle handle, JobRow job, String reason, TaskChanges changes) {
        handle.createQuery(UNSCHEDULED)
                .bind("bucket", job.bucket())
                .bind("job", job.jobId())
                .map((row, context) -> {
                    CounterKey producer = new CounterKey(job.jobId(), row.getInt("phase"), Code.text(row, "source"));
                    changes.counters().add(producer, Counter.UNSCHEDULED, -row.getLong("chunks"));
                    giveUp(changes, producer.next(), reason, row.getLong("records"));
                    return producer;
                })
                .list();
    }

    private int end(Handle handle, JobRow job, TaskState from, String reason, int limit, TaskChanges changes) {
        return handle
                .createQuery(from == TaskState.ASSIGNED ? endAssigned : endPending)
                .bind("job", job.jobId())
                .bind("state", Code.of(from))
                .bind("reason", reason)
                .bind("limit", limit)
                .map((row, context) -> {
                    CounterKey key = new CounterKey(job.jobId(), row.getInt("phase"), Code.text(row, "source"));
                    int tasks = row.getInt("tasks");
                    changes.counters().add(key, Counter.of(from), -tasks);
                    changes.counters().add(key, Counter.of(Code.task(row.getInt("state"))), tasks);
                    giveUp(changes, key, reason, row.getLong("records"));
                    return tasks;
                })
                .list()
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static void giveUp(TaskChanges changes, CounterKey key, String reason, long records) {
        if (records > 0) {
            changes.counters().add(key, Counter.FAILED, records);
            changes.reason(key, Outcome.FAILED, reason, records);
        }
    }
}
