package io.trawl.orchestrator.ledger;

import io.trawl.orchestrator.ledger.TaskChanges.NewTask;
import io.trawl.orchestrator.ledger.TaskChanges.Quarantined;
import io.trawl.orchestrator.ledger.TaskChanges.ReasonKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Writes {@link TaskChanges}, each kind in one statement. Counters come last: all that happens to a phase at a source
 * waits for the one row, from here to the commit.
 */
final class TaskWriter {
    /** By id alone: the rows are locked and were judged, and the id leads to the right plan (see TaskRows). */
    private static final String UPDATE = """
            UPDATE trawl.task t
               SET state = a.state,
                   last_seq = a.last_seq,
                   records_done = a.done,
                   cursor = a.cursor,
                   failures = a.failures,
                   crashes = a.crashes,
                   solo = a.solo,
                   solo_crashes = a.solo_crashes,
                   -- What was lost keeps its place: it goes before all that came after it.
                   due_at = CASE WHEN a.state = 1 AND a.delay_ms >= 0
                                 THEN {{now}} + a.delay_ms * interval '1 ms' ELSE t.due_at END,
                   since = CASE WHEN t.state = a.state THEN t.since ELSE {{now}} END,
                   execution = CASE WHEN a.state IN (3, 4) THEN t.execution END,
                   worker = CASE WHEN a.state IN (3, 4) THEN t.worker END,
                   ended_execution = CASE WHEN a.ended THEN t.execution ELSE t.ended_execution END,
                   ended_seq = CASE WHEN a.ended THEN a.last_seq ELSE t.ended_seq END
              FROM unnest(:ids::bigint[], :states::int[], :seqs::int[], :done::bigint[], :cursors::text[],
                          :failures::int[], :crashes::int[], :solos::boolean[], :solo_crashes::int[],
                          :delays::bigint[], :ended::boolean[])
                   AS a(task_id, state, last_seq, done, cursor, failures, crashes, solo, solo_crashes, delay_ms, ended)
             WHERE t.task_id = a.task_id
            """;

    private static final String INSERT = """
            INSERT INTO trawl.task (job_id, bucket, phase, source, state, records, inputs, cursor, failures, crashes,
                                    solo, due_at, since)
            SELECT n.job_id, n.bucket, n.phase, n.source, 1, n.records, n.inputs::bigint[], n.cursor, n.failures, n.crashes,
                   n.solo, {{now}}, {{now}}
              FROM unnest(:jobs::uuid[], :buckets::int[], :phases::int[], :sources::text[], :records::bigint[],
                          :inputs::text[], :cursors::text[], :failures::int[], :crashes::int[], :solos::boolean[])
                   AS n(job_id, bucket, phase, source, records, inputs, cursor, failures, crashes, solo)
            """;

    private static final String REASONS = """
            INSERT INTO trawl.outcome_reason AS r (job_id, phase, source, outcome, reason, count)
            SELECT * FROM unnest(:jobs::uuid[], :phases::int[], :sources::text[], :outcomes::int[], :reasons::text[],
                                 :counts::bigint[]) AS n(job_id, phase, source, outcome, reason, count)
             ORDER BY job_id, phase, source, outcome, reason COLLATE "C"
                ON CONFLICT (job_id, phase, source, outcome, reason) DO UPDATE SET count = r.count + EXCLUDED.count
            """;

    private static final String QUARANTINE = """
            INSERT INTO trawl.gap (job_id, phase, source, outcome, reason, name, task_id)
            SELECT q.job_id, q.phase, q.source, 3, q.reason, s.name, q.task_id
              FROM unnest(:jobs::uuid[], :phases::int[], :sources::text[], :reasons::text[], :buckets::int[],
                          :chunks::bigint[], :records::int[], :tasks::bigint[])
                   AS q(job_id, phase, source, reason, bucket, chunk_id, n, task_id)
              JOIN trawl.chunk c ON c.bucket = q.bucket AND c.chunk_id = q.chunk_id
              JOIN trawl.staging s ON s.bucket = q.bucket AND s.task_id = c.task_id AND s.attempt = c.attempt
                                  AND s.execution = c.execution AND s.seq = c.seq AND s.n = q.n
            """;

    /** Apart from the update of all: few tasks die. */
    private static final String DEAD = """
            UPDATE trawl.task t SET dead_reason = q.reason
              FROM unnest(:tasks::bigint[], :reasons::text[]) AS q(task_id, reason)
             WHERE t.task_id = q.task_id
            """;

    private final String update;
    private final String insert;
    private final CounterWriter counters;

    TaskWriter(Database database) {
        this.update = database.sql(UPDATE);
        this.insert = database.sql(INSERT);
        this.counters = new CounterWriter(database);
    }

    /** Returns the jobs that may have come to an end. */
    Set<UUID> write(Handle handle, TaskChanges changes) {
        writeRows(handle, changes);
        return writeCounters(handle, changes);
    }

    void writeRows(Handle handle, TaskChanges changes) {
        moveTasks(handle, changes.moved());
        insertTasks(handle, changes.created());
        addReasons(handle, changes.reasons());
        listQuarantined(handle, changes.quarantined());
    }

    /** Returns the jobs that may have come to an end. */
    Set<UUID> writeCounters(Handle handle, TaskChanges changes) {
        return counters.write(handle, changes.counters());
    }

    private void moveTasks(Handle handle, List<TaskAfter> rows) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate(update)
                .bind("ids", Column.longs(rows, a -> a.row().key().taskId()))
                .bind("states", Column.ints(rows, a -> Code.of(a.state())))
                .bind("seqs", Column.ints(rows, a -> a.row().attempt().lastSeq()))
                .bind(
                        "done",
                        Column.longs(rows, a -> a.row().work().checkpoint().recordsDone()))
                .bind(
                        "cursors",
                        Column.texts(rows, a -> a.row().work().checkpoint().cursor()))
                .bind("failures", Column.ints(rows, a -> a.trouble().failures()))
                .bind("crashes", Column.ints(rows, a -> a.trouble().crashes()))
                .bind("solos", Column.flags(rows, a -> a.trouble().solo()))
                .bind("solo_crashes", Column.ints(rows, a -> a.trouble().soloCrashes()))
                .bind("delays", Column.longs(rows, TaskAfter::delayMillis))
                .bind("ended", Column.flags(rows, TaskAfter::endedByReport))
                .execute();
    }

    private void insertTasks(Handle handle, List<NewTask> rows) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate(insert)
                .bind("jobs", Column.uuids(rows, n -> n.group().jobId()))
                .bind("buckets", Column.ints(rows, NewTask::bucket))
                .bind("phases", Column.ints(rows, n -> n.group().phase()))
                .bind("sources", Column.texts(rows, n -> n.group().source()))
                .bind("records", Column.longs(rows, NewTask::records))
                .bind("inputs", Column.texts(rows, n -> Code.literal(n.inputs())))
                .bind("cursors", Column.texts(rows, NewTask::cursor))
                .bind("failures", Column.ints(rows, n -> n.trouble().failures()))
                .bind("crashes", Column.ints(rows, n -> n.trouble().crashes()))
                .bind("solos", Column.flags(rows, n -> n.trouble().solo()))
                .execute();
    }

    private static void addReasons(Handle handle, Map<ReasonKey, Long> reasons) {
        List<Map.Entry<ReasonKey, Long>> rows = new ArrayList<>(reasons.entrySet());
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate(REASONS)
                .bind("jobs", Column.uuids(rows, r -> r.getKey().group().jobId()))
                .bind("phases", Column.ints(rows, r -> r.getKey().group().phase()))
                .bind("sources", Column.texts(rows, r -> r.getKey().group().source()))
                .bind("outcomes", Column.ints(rows, r -> Code.of(r.getKey().outcome())))
                .bind("reasons", Column.texts(rows, r -> r.getKey().reason()))
                .bind("counts", Column.longs(rows, Map.Entry::getValue))
                .execute();
    }

    private static void listQuarantined(Handle handle, List<Quarantined> rows) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate(QUARANTINE)
                .bind("jobs", Column.uuids(rows, q -> q.task().jobId()))
                .bind("phases", Column.ints(rows, q -> q.task().phase()))
                .bind("sources", Column.texts(rows, q -> q.task().source()))
                .bind("reasons", Column.texts(rows, Quarantined::reason))
                .bind("buckets", Column.ints(rows, q -> q.task().bucket()))
                .bind("chunks", Column.longs(rows, q -> q.record().chunkId()))
                .bind("records", Column.ints(rows, q -> q.record().from()))
                .bind("tasks", Column.longs(rows, q -> q.task().taskId()))
                .execute();
        handle.createUpdate(DEAD)
                .bind("tasks", Column.longs(rows, q -> q.task().taskId()))
                .bind("reasons", Column.texts(rows, Quarantined::reason))
                .execute();
    }
}
