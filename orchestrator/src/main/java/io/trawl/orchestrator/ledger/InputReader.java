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
            SELECT r.no, r.n, r.name, r.weight, r.body
              FROM (SELECT q.no, s.n, s.name, s.weight, s.body,
                           sum(octet_length(s.body)) OVER (ORDER BY q.no, s.n) AS bytes,
                           row_number() OVER (ORDER BY q.no, s.n) AS place
                      FROM unnest(:chunks::bigint[], :froms::int[], :tos::int[])
                           WITH ORDINALITY AS q(chunk_id, lo, hi, no)
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
        List<InputRange> joined = joined(wanted);
        Map<Long, List<Record>> pages = new HashMap<>();
        Places places = new Places(wanted);
        handle.createQuery(READ)
                .bind("bucket", bucket)
                .bind("max_bytes", MAX_BYTES)
                .bind("chunks", Column.longs(joined, InputRange::chunkId))
                .bind("froms", Column.ints(joined, InputRange::from))
                .bind("tos", Column.ints(joined, InputRange::to))
                .map((row, context) -> pages.computeIfAbsent(
                                places.taskOf(joined.get(row.getInt("no") - 1).chunkId(), row.getInt("n")),
                                absent -> new ArrayList<>())
                        .add(new Record(Code.text(row, "name"), row.getLong("weight"), Code.text(row, "body"))))
                .list();
        return pages;
    }

    /** Neighbours of one chunk are read as one: tasks of one record each would cost a look-up each otherwise. */
    private static List<InputRange> joined(List<Wanted> wanted) {
        List<InputRange> joined = new ArrayList<>();
        for (Wanted one : wanted) {
            InputRange range = one.range();
            InputRange last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && last.chunkId() == range.chunkId() && last.to() == range.from()) {
                joined.set(joined.size() - 1, new InputRange(last.chunkId(), last.from(), range.to()));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    /** Finds whom a record is for; records come in the order wanted. */
    private static final class Places {
        private final List<Wanted> wanted;
        private int at;

        Places(List<Wanted> wanted) {
            this.wanted = wanted;
        }

        long taskOf(long chunkId, int n) {
            while (!holds(wanted.get(at).range(), chunkId, n)) {
                at++;
            }
            return wanted.get(at).taskId();
        }

        private static boolean holds(InputRange range, long chunkId, int n) {
            return range.chunkId() == chunkId && n >= range.from() && n < range.to();
        }
    }
}
