package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.schemas.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The most frequent report by far: an attempt has ended well and staged nothing since its last chunk. Judged and written
 * in one statement, without reading the row first. What it does not take is judged one by one, which says why.
 */
final class PlainEnds {
    /**
     * The same conditions as in {@link AcceptTransition}. A task that had trouble is left to that, which knows what to
     * forget. {@code state + 0} keeps the planner off the partial indexes; the count keeps it to one look-up per task.
     */
    private static final String END = """
            UPDATE trawl.task t
               SET state = 5, last_seq = a.seq, records_done = a.done, cursor = NULL, since = {{now}},
                   execution = NULL, worker = NULL, ended_execution = t.execution, ended_seq = a.seq
              FROM unnest(:tasks::bigint[], :jobs::uuid[], :attempts::int[], :executions::uuid[], :seqs::int[],
                          :done::bigint[], :inputs::bigint[])
                   WITH ORDINALITY AS a(task_id, job_id, attempt, execution, seq, done, inputs, no)
             WHERE t.task_id = a.task_id AND t.job_id = a.job_id
               AND [[ACCEPT_RUNNING: (t.state + 0) = 3]]
               AND [[ACCEPT_ATTEMPT: t.attempt = a.attempt]]
               AND [[ACCEPT_EXECUTION: t.execution = a.execution]]
               AND [[ACCEPT_SEQ: a.seq = t.last_seq + 1]]
               AND [[FINISH_ALL_INPUTS: a.done = t.records]]
               AND a.done - t.records_done = a.inputs AND a.done <= t.records
               AND t.failures + t.crashes + t.solo_crashes = 0 AND NOT t.solo
               AND [[ACCEPT_ROWS: (SELECT count(*) FROM trawl.staging s
                                    WHERE s.bucket = :bucket AND s.task_id = a.task_id AND s.attempt = a.attempt
                                      AND s.execution = a.execution AND s.seq = a.seq) = 0]]
            RETURNING a.no, t.phase, t.source
            """;

    private final Fences fences;
    private final String end;

    PlainEnds(Database database) {
        this.fences = database.fences();
        this.end = database.sql(END);
    }

    /** A report whose task has ended by it. */
    private record Ended(Report report, int phase, String source) {}

    /** Ends what it may, books it, and returns the tasks that ended; each had one report in the batch. */
    Set<Long> take(Handle handle, Map<UUID, JobRow> jobs, List<Report> reports, Accepted accepted) {
        Set<Long> taken = new HashSet<>();
        byBucket(jobs, alone(reports)).forEach((bucket, plain) -> {
            for (Ended ended : end(handle, bucket, plain)) {
                accepted.end(ended.phase(), ended.source(), ended.report());
                taken.add(ended.report().taskId());
            }
        });
        return taken;
    }

    /** The plain reports of tasks that the batch names once, in order of id: so the rows will be locked. */
    private static List<Report> alone(List<Report> reports) {
        Set<Long> seen = new HashSet<>();
        Set<Long> again = new HashSet<>();
        for (Report report : reports) {
            if (!seen.add(report.taskId())) {
                again.add(report.taskId());
            }
        }
        return reports.stream()
                .filter(report -> plain(report) && !again.contains(report.taskId()))
                .sorted(Comparator.comparingLong(Report::taskId))
                .toList();
    }

    private Map<Integer, List<Report>> byBucket(Map<UUID, JobRow> jobs, List<Report> reports) {
        Map<Integer, List<Report>> byBucket = new TreeMap<>();
        for (Report report : reports) {
            JobRow job = jobs.get(report.jobId());
            if (job != null && fences.hold(Fence.ACCEPT_JOB_ALIVE, job.alive())) {
                byBucket.computeIfAbsent(job.bucket(), absent -> new ArrayList<>())
                        .add(report);
            }
        }
        return byBucket;
    }

    private static boolean plain(Report report) {
        return report.kind() == Report.Kind.DONE
                && report.rows() == 0
                && report.records() == 0
                && report.checkpoint().cursor() == null;
    }

    private List<Ended> end(Handle handle, int bucket, List<Report> plain) {
        return handle.createQuery(end)
                .bind("bucket", bucket)
                .bind("tasks", Column.longs(plain, Report::taskId))
                .bind("jobs", Column.uuids(plain, Report::jobId))
                .bind("attempts", Column.ints(plain, Report::attempt))
                .bind("executions", Column.uuids(plain, Report::execution))
                .bind("seqs", Column.ints(plain, Report::seq))
                .bind("done", Column.longs(plain, report -> report.checkpoint().recordsDone()))
                .bind("inputs", Column.longs(plain, report -> report.tally().inputs()))
                .map((row, context) ->
                        new Ended(plain.get(row.getInt("no") - 1), row.getInt("phase"), Code.text(row, "source")))
                .list();
    }
}
