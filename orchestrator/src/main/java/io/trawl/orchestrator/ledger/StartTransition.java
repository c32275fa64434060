package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Split;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Refused;
import io.trawl.engine.ledger.WorkerLedger.StartRequest;
import io.trawl.engine.ledger.WorkerLedger.TaskInputs;
import io.trawl.engine.workload.Record;
import io.trawl.orchestrator.ledger.CounterDeltas.CounterKey;
import io.trawl.orchestrator.ledger.InputReader.Wanted;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** ASSIGNED tasks become RUNNING, each owned by the execution that asked. */
final class StartTransition {
    /** A task with more records left than this gets no first page with its start. */
    static final int MAX_FIRST_PAGE = 64;

    /** Records of all first pages of one answer. */
    static final int MAX_FIRST_PAGES = 4_096;

    private static final String ANSWER =
            " t.task_id, t.execution, t.job_id, t.phase, t.source, t.bucket, t.inputs, t.records_done, t.cursor,"
                    + " (extract(epoch FROM {{now}} - t.due_at) * 1000)::bigint AS waited ";
    private static final String ASKED = """
            unnest(:tasks::bigint[], :jobs::uuid[], :attempts::int[], :executions::uuid[], :workers::uuid[],
                   :renewals::bigint[]) AS a(task_id, job_id, attempt, execution, worker, renewal)
            """;
    /** {@code state + 0} keeps the planner off the partial indexes (see TaskRows). */
    private static final String START = """
            UPDATE trawl.task t
               SET state = 3, execution = a.execution, worker = a.worker, start_renewal = a.renewal, since = {{now}}
              FROM %s
             WHERE t.task_id = a.task_id AND t.job_id = a.job_id
               AND [[START_ATTEMPT: t.attempt = a.attempt]]
               AND [[START_ASSIGNED: (t.state + 0) = 2]]
               AND [[START_JOB_RUNNING: t.job_id = ANY(ARRAY(SELECT j.job_id FROM trawl.job j
                                                    WHERE j.job_id = ANY(:locked) AND j.state = 2
                                                      AND j.overrun IS NULL))]]
               AND [[START_LEASE: a.worker = ANY(ARRAY(SELECT w.worker FROM trawl.worker_lease w
                                                    WHERE w.worker = ANY(:workers) AND NOT w.closed
                                                      AND w.lease_until >= {{clock}}))]]
            RETURNING %s
            """.formatted(ASKED, ANSWER);

    private static final String AGAIN = """
            SELECT %s FROM %s
              JOIN trawl.task t ON t.task_id = a.task_id AND t.job_id = a.job_id
              JOIN trawl.worker_lease w ON w.worker = a.worker
             WHERE (t.state + 0) = 3 AND t.attempt = a.attempt AND t.execution = a.execution
               AND NOT w.closed AND w.lease_until >= {{clock}}
            """.formatted(ANSWER, ASKED);

    private final Database database;
    private final String start;
    private final String again;
    private final CounterWriter counters;

    StartTransition(Database database) {
        this.database = database;
        this.start = database.sql(Trip.of(JobLocks.SHARE, START));
        this.again = database.sql(AGAIN);
        this.counters = new CounterWriter(database);
    }

    /** A task that is RUNNING now. */
    private record Started(
            long taskId, UUID execution, CounterKey group, TaskInputs inputs, Checkpoint checkpoint, long waited) {

        long left() {
            return inputs.records() - checkpoint.recordsDone();
        }
    }

    List<StartAnswer> start(List<StartRequest> requests) {
        return database.inTransaction(handle -> {
            CounterDeltas deltas = new CounterDeltas();
            Map<Long, Started> started = startAll(handle, requests, deltas);
            Map<Long, List<Record>> pages = firstPages(handle, started.values());
            // Last, since all that happens to a phase at a source waits for its counters until the commit.
            counters.write(handle, deltas);
            return requests.stream()
                    .map(request -> answer(request, started.get(request.taskId()), pages))
                    .toList();
        });
    }

    private static StartAnswer answer(StartRequest request, @Nullable Started started, Map<Long, List<Record>> pages) {
        if (started == null || !started.execution().equals(request.execution())) {
            return new Refused(request.taskId(), request.attempt(), request.execution());
        }
        return new Granted(
                request.taskId(),
                request.attempt(),
                request.execution(),
                started.group().phase(),
                started.group().source(),
                started.inputs(),
                started.checkpoint(),
                pages.getOrDefault(request.taskId(), List.of()),
                started.waited());
    }

    private Map<Long, Started> startAll(Handle handle, List<StartRequest> requests, CounterDeltas deltas) {
        // In order of id: the order in which the rows will be locked.
        List<StartRequest> ordered = requests.stream()
                .sorted(Comparator.comparingLong(StartRequest::taskId))
                .toList();
        Map<Long, Started> started = new TreeMap<>();
        Query query = bind(handle.createQuery(start), ordered)
                .bind(
                        "locked",
                        Column.uuids(ordered.stream()
                                .map(StartRequest::jobId)
                                .distinct()
                                .toList()));
        Map<UUID, JobRow> jobs = Trip.make(query, trip -> {
            Map<UUID, JobRow> locked = JobLocks.shared(trip);
            trip.rows(StartTransition::started).forEach(one -> started.put(one.taskId(), one));
            return locked;
        });
        started.values().forEach(one -> deltas.move(one.group(), TaskState.ASSIGNED, TaskState.RUNNING));
        List<StartRequest> rest = requests.stream()
                .filter(request -> !started.containsKey(request.taskId()))
                .filter(request -> alive(jobs.get(request.jobId())))
                .toList();
        if (!rest.isEmpty()) {
            bind(handle.createQuery(again), rest)
                    .map((row, context) -> started(row))
                    .forEach(one -> started.put(one.taskId(), one));
        }
        return started;
    }

    private static boolean alive(@Nullable JobRow job) {
        return job != null && job.alive();
    }

    private static Query bind(Query query, List<StartRequest> requests) {
        return query.bind("tasks", Column.longs(requests, StartRequest::taskId))
                .bind("jobs", Column.uuids(requests, StartRequest::jobId))
                .bind("attempts", Column.ints(requests, StartRequest::attempt))
                .bind("executions", Column.uuids(requests, StartRequest::execution))
                .bind("workers", Column.uuids(requests, StartRequest::worker))
                .bind("renewals", Column.longs(requests, StartRequest::renewal));
    }

    private static Started started(ResultSet row) throws SQLException {
        UUID job = row.getObject("job_id", UUID.class);
        return new Started(
                row.getLong("task_id"),
                row.getObject("execution", UUID.class),
                new CounterKey(job, row.getInt("phase"), Code.text(row, "source")),
                new TaskInputs(row.getInt("bucket"), Code.ranges(row, "inputs")),
                new Checkpoint(row.getLong("records_done"), row.getString("cursor")),
                row.getLong("waited"));
    }

    private static Map<Long, List<Record>> firstPages(Handle handle, Iterable<Started> started) {
        Map<Integer, List<Wanted>> wanted = new HashMap<>();
        long room = MAX_FIRST_PAGES;
        for (Started one : started) {
            long left = one.left();
            if (left <= MAX_FIRST_PAGE && left <= room) {
                room -= left;
                List<Wanted> ofBucket = wanted.computeIfAbsent(one.inputs().bucket(), absent -> new ArrayList<>());
                for (InputRange range :
                        Split.slice(one.inputs().ranges(), one.checkpoint().recordsDone(), Long.MAX_VALUE)) {
                    ofBucket.add(new Wanted(one.taskId(), range));
                }
            }
        }
        Map<Long, List<Record>> pages = new HashMap<>();
        wanted.forEach((bucket, ranges) -> pages.putAll(InputReader.read(handle, bucket, ranges)));
        return pages;
    }
}
