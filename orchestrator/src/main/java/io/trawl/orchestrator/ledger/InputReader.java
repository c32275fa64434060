package io.trawl.orchestrator.ledger;

import io.trawl.engine.workload.Record;
import io.trawl.schemas.InputRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads staged records by the ranges that claim them. */
final class InputReader {
    /** Most bytes of bodies in one answer. */
    static final long MAX_BYTES = 1 << 20;

    /**
     * The size of a stored text is known without reading it: rows past the cap cost nothing. OFFSET 0 keeps the
     * look-up per range: joined as a whole, each of many small ranges would meet all rows of its chunk.
     */
    private static final String READ = """
            SELECT r.task_id, r.name, r.weight, r.body
              FROM (SELECT q.task_id, q.no, s.n, s.name, s.weight, s.body,
                           sum(octet_length(s.body)) OVER (ORDER BY q.no, s.n) AS bytes,
                           row_number() OVER (ORDER BY q.no, s.n) AS place
                      FROM unnest(:tasks::bigint[], :chunks::bigint[], :froms::int[], :tos::int[])
                           WITH ORDINALITY AS q(task_id, chunk_id, lo, hi, no)
                     CROSS JOIN LATERAL (
                       SELECT * FROM trawl.chunk c WHERE c.bucket = :bucket AND c.chunk_id = q.chunk_id OFFSET 0) c
                     CROSS JOIN LATERAL (
                       SELECT * FROM trawl.staging s
                        WHERE s.bucket = :bucket AND s.task_id = c.task_id AND s.attempt = c.attempt
                          AND s.execution = c.execution AND s.seq = c.seq
                          AND s.n >= q.lo AND s.n < least(q.hi, c.records)
                       OFFSET 0) s) r
             WHERE r.bytes <= :max_bytes OR r.place = 1
             ORDER BY r.no, r.n
            """;

    private InputReader() {}

    /** A range for a task. */
    record Wanted(long taskId, InputRange range) {}

    /** In the order wanted, cut off where {@link #MAX_BYTES} are reached, but at least one record. */
    static Map<Long, List<Record>> read(Handle handle, int bucket, List<Wanted> wanted) {
        Map<Long, List<Record>> pages = new HashMap<>();
        handle.createQuery(READ)
                .bind("bucket", bucket)
                .bind("max_bytes", MAX_BYTES)
                .bind("tasks", Column.longs(wanted, Wanted::taskId))
                .bind("chunks", Column.longs(wanted, want -> want.range().chunkId()))
                .bind("froms", Column.ints(wanted, want -> want.range().from()))
                .bind("tos", Column.ints(wanted, want -> want.range().to()))
                .map((row, context) -> pages.computeIfAbsent(row.getLong("task_id"), absent -> new ArrayList<>())
                        .add(new Record(Code.text(row, "name"), row.getLong("weight"), Code.text(row, "body"))))
                .list();
        return pages;
    }
}
