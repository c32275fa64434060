package io.trawl.orchestrator.ledger;

import io.trawl.orchestrator.ledger.Accepted.Chunk;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Writes what was accepted. Publication is INSERT … SELECT: the rows do not travel again. */
final class AcceptedWriter {
    private static final String KEYS = """
            unnest(:jobs::uuid[], :phases::int[], :sources::text[], :tasks::bigint[], :attempts::int[],
                   :executions::uuid[], :seqs::int[]) WITH ORDINALITY
                AS k(job_id, phase, source, task_id, attempt, execution, seq, no)
            """;
    /** OFFSET 0 keeps the look-up per chunk: with statistics that lag behind, a hash would read the whole partition. */
    private static final String STAGED = KEYS + """
             CROSS JOIN LATERAL (SELECT * FROM trawl.staging s
                                  WHERE s.bucket = :bucket AND s.task_id = k.task_id AND s.attempt = k.attempt
                                    AND s.execution = k.execution AND s.seq = k.seq
                                 OFFSET 0) s
            """;

    private static final String CHUNKS = """
            WITH added AS (
              INSERT INTO trawl.chunk (bucket, job_id, phase, source, task_id, attempt, execution, seq, records, weight,
                                       accepted_at)
              SELECT :bucket, k.job_id, k.phase, k.source, k.task_id, k.attempt, k.execution, k.seq, k.records, k.weight,
                     {{now}}
                FROM unnest(:jobs::uuid[], :phases::int[], :sources::text[], :tasks::bigint[], :attempts::int[],
                            :executions::uuid[], :seqs::int[], :records::int[], :weights::bigint[])
                     AS k(job_id, phase, source, task_id, attempt, execution, seq, records, weight)
              RETURNING job_id, phase, source, chunk_id, records, weight
            )
            SELECT a.*, p.max_records, p.max_weight, p.linger_ns, p.barrier
              FROM added a JOIN trawl.job_phase p ON p.job_id = a.job_id AND p.phase = a.phase + 1
             ORDER BY a.chunk_id
            """;
    /** Counts exactly the keys that were not there. In order, so that two acceptances cannot wait for each other. */
    private static final String HEADS = """
            WITH heads AS (
              INSERT INTO trawl.result (job_id, source, kind, subkind, key, key_hash)
              SELECT DISTINCT ON (k.job_id, k.source, h.kind, h.hash)
                     k.job_id, k.source, h.kind, split_part(s.label, '/', 2), s.name, h.hash
                FROM %s
               CROSS JOIN LATERAL (SELECT split_part(s.label, '/', 1) COLLATE "C" AS kind,
                                          sha256(convert_to(s.name, 'UTF8')) AS hash) h
               WHERE s.kind = 2
               ORDER BY k.job_id, k.source, h.kind, h.hash
                  ON CONFLICT DO NOTHING
              RETURNING job_id, kind, subkind
            ), totals AS (
              SELECT job_id, kind AS total FROM heads
              UNION ALL
              SELECT job_id, kind || '/' || subkind FROM heads WHERE subkind <> ''
            )
            INSERT INTO trawl.result_count AS c (job_id, kind, n)
            SELECT job_id, total, count(*) FROM totals GROUP BY job_id, total ORDER BY job_id, total
                ON CONFLICT (job_id, kind) DO UPDATE SET n = c.n + EXCLUDED.n
            """.formatted(STAGED);
    /** A statement of its own: a head that another transaction has just committed must be seen. */
    private static final String PARTS = """
            INSERT INTO trawl.result_part (result_id, body)
            SELECT r.result_id, s.body
              FROM %s
              JOIN trawl.result r ON r.job_id = k.job_id AND r.source = k.source AND r.kind = split_part(s.label, '/', 1)
                                 AND r.key_hash = sha256(convert_to(s.name, 'UTF8'))
             WHERE s.kind = 2
             ORDER BY k.no, s.n
            """.formatted(STAGED);

    private static final String GAPS = """
            INSERT INTO trawl.gap (job_id, phase, source, outcome, reason, name)
            SELECT k.job_id, k.phase, k.source, s.outcome, s.label, s.name
              FROM %s
             WHERE s.kind = 3
             ORDER BY k.no, s.n
            """.formatted(STAGED);

    private final TaskWriter tasks;
    private final String chunks;

    AcceptedWriter(Database database) {
        this.tasks = new TaskWriter(database);
        this.chunks = database.sql(CHUNKS);
    }

    Effect write(Handle handle, Accepted accepted) {
        TaskChanges changes = accepted.changes();
        Map<Integer, List<Chunk>> byBucket = accepted.chunks().stream()
                .collect(Collectors.groupingBy(chunk -> chunk.task().bucket()));
        List<Event> events = new ArrayList<>();
        byBucket.forEach((bucket, all) -> insertChunks(
                handle,
                bucket,
                all.stream().filter(chunk -> chunk.records() > 0).toList(),
                events));
        tasks.writeRows(handle, changes);
        byBucket.forEach((bucket, all) -> publish(handle, bucket, all));
        Set<UUID> quiet = tasks.writeCounters(handle, changes);
        events.addAll(changes.events());
        events.addAll(changes.counters().advanced());
        return new Effect(changes.moved().size(), events, quiet);
    }

    private void insertChunks(Handle handle, int bucket, List<Chunk> rows, List<Event> events) {
        if (rows.isEmpty()) {
            return;
        }
        bind(handle.createQuery(chunks), bucket, rows)
                .bind("records", Column.ints(rows, Chunk::records))
                .bind("weights", Column.longs(rows, chunk -> chunk.report().weight()))
                .map((row, context) -> new Event.ChunkAccepted(
                        row.getObject("job_id", UUID.class),
                        row.getInt("phase") + 1,
                        Code.text(row, "source"),
                        row.getLong("chunk_id"),
                        0,
                        row.getInt("records"),
                        row.getLong("weight"),
                        new BatchPolicy(
                                row.getInt("max_records"),
                                row.getLong("max_weight"),
                                Duration.ofNanos(row.getLong("linger_ns"))),
                        row.getBoolean("barrier")))
                .forEach(events::add);
    }

    private static void publish(Handle handle, int bucket, List<Chunk> all) {
        List<Chunk> results =
                all.stream().filter(chunk -> chunk.staged().results() > 0).toList();
        if (!results.isEmpty()) {
            bind(handle.createUpdate(HEADS), bucket, results).execute();
            bind(handle.createUpdate(PARTS), bucket, results).execute();
        }
        List<Chunk> gaps =
                all.stream().filter(chunk -> chunk.staged().gaps() > 0).toList();
        if (!gaps.isEmpty()) {
            bind(handle.createUpdate(GAPS), bucket, gaps).execute();
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, int bucket, List<Chunk> rows) {
        return statement
                .bind("bucket", bucket)
                .bind("jobs", Column.uuids(rows, chunk -> chunk.task().jobId()))
                .bind("phases", Column.ints(rows, chunk -> chunk.task().phase()))
                .bind("sources", Column.texts(rows, chunk -> chunk.task().source()))
                .bind("tasks", Column.longs(rows, chunk -> chunk.task().taskId()))
                .bind("attempts", Column.ints(rows, chunk -> chunk.report().attempt()))
                .bind("executions", Column.uuids(rows, chunk -> chunk.report().execution()))
                .bind("seqs", Column.ints(rows, chunk -> chunk.report().seq()));
    }
}
