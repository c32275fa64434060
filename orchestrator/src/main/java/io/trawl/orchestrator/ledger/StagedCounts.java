package io.trawl.orchestrator.ledger;

import io.trawl.schemas.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** How many rows are staged under the keys of reports. */
final class StagedCounts {
    static final Staged NOTHING = new Staged(0, 0, 0, 0);

    private static final String COUNT = """
            SELECT k.no, s.rows, s.records, s.results, s.gaps
              FROM unnest(:tasks::bigint[], :attempts::int[], :executions::uuid[], :seqs::int[])
                   WITH ORDINALITY AS k(task_id, attempt, execution, seq, no)
             CROSS JOIN LATERAL (
               SELECT count(*) AS rows, count(*) FILTER (WHERE s.kind = 1) AS records,
                      count(*) FILTER (WHERE s.kind = 2) AS results, count(*) FILTER (WHERE s.kind = 3) AS gaps
                 FROM trawl.staging s
                WHERE s.bucket = :bucket AND s.task_id = k.task_id AND s.attempt = k.attempt
                  AND s.execution = k.execution AND s.seq = k.seq) s
            """;

    private final Map<Key, Staged> counts = new HashMap<>();

    /** Names a chunk of an execution. */
    record Key(long taskId, int attempt, UUID execution, int seq) {
        static Key of(Report report) {
            return new Key(report.taskId(), report.attempt(), report.execution(), report.seq());
        }
    }

    /** Rows under a key, in all and by kind. */
    record Staged(int rows, int records, int results, int gaps) {
        boolean matches(Report report) {
            return rows == report.rows() && records == report.records();
        }
    }

    /** Asks once per bucket, for reports that name no rows as well: none may be staged under their seq then. */
    void count(Handle handle, List<Report> reports, Function<Report, OptionalInt> bucketOf) {
        Map<Integer, List<Report>> byBucket = new HashMap<>();
        for (Report report : reports) {
            OptionalInt bucket = chunk(report) ? bucketOf.apply(report) : OptionalInt.empty();
            if (bucket.isPresent()) {
                byBucket.computeIfAbsent(bucket.getAsInt(), absent -> new ArrayList<>())
                        .add(report);
            }
        }
        byBucket.forEach((bucket, asked) -> count(handle, bucket, asked));
    }

    private static boolean chunk(Report report) {
        return report.kind() == Report.Kind.CHUNK || report.kind() == Report.Kind.DONE;
    }

    Staged of(Report report) {
        return counts.getOrDefault(Key.of(report), NOTHING);
    }

    private void count(Handle handle, int bucket, List<Report> asked) {
        handle.createQuery(COUNT)
                .bind("bucket", bucket)
                .bind("tasks", Column.longs(asked, Report::taskId))
                .bind("attempts", Column.ints(asked, Report::attempt))
                .bind("executions", Column.uuids(asked, Report::execution))
                .bind("seqs", Column.ints(asked, Report::seq))
                .map((row, context) -> counts.put(
                        Key.of(asked.get(row.getInt("no") - 1)),
                        new Staged(
                                row.getInt("rows"), row.getInt("records"), row.getInt("results"), row.getInt("gaps"))))
                .list();
    }
}
