package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.JobLedger.ResultPart;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.schemas.Gap;
import io.trawl.schemas.Page;
import io.trawl.schemas.TaskView;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Listings of a job's gaps, results and tasks, page by page. */
final class ListingQuery {
    private static final String GAPS = """
            SELECT g.phase, p.name AS phase_name, g.source, g.gap_id, g.outcome, g.reason, g.name
              FROM trawl.job j
              JOIN trawl.gap g USING (job_id)
              JOIN trawl.job_phase p ON p.job_id = g.job_id AND p.phase = g.phase
             WHERE j.tenant = :tenant AND j.job_id = :job
               AND (:phase::int IS NULL OR (g.phase, g.source, g.gap_id) > (:phase, :source, :gap))
             ORDER BY g.phase, g.source, g.gap_id
             LIMIT :limit
            """;
    /** Heads are limited, and one more is read to know whether more follow; all parts of a head come with it. */
    private static final String RESULTS = """
            SELECT h.source, h.kind, h.key, p.body
              FROM (SELECT r.result_id, r.source, r.kind, r.key
                      FROM trawl.job j JOIN trawl.result r USING (job_id)
                     WHERE j.tenant = :tenant AND j.job_id = :job
                       AND (:kind::text IS NULL OR r.kind = :kind)
                       AND (:only_source::text IS NULL OR r.source = :only_source)
                       AND (:after_key::text IS NULL
                            OR (r.source, r.kind, left(r.key, 200), r.key)
                               > (:after_source, :after_kind, left(:after_key, 200), :after_key))
                     ORDER BY r.source, r.kind, left(r.key, 200), r.key
                     LIMIT :limit) h
              JOIN trawl.result_part p USING (result_id)
             ORDER BY h.source, h.kind, left(h.key, 200), h.key, p.part_id
            """;

    private static final String TASKS = """
            SELECT t.task_id, p.name AS phase_name, t.source, t.state, t.attempt, t.failures, t.crashes, t.records_done,
                   t.records, t.since
              FROM trawl.job j
              JOIN trawl.task t USING (job_id)
              JOIN trawl.job_phase p ON p.job_id = t.job_id AND p.phase = t.phase
             WHERE j.tenant = :tenant AND j.job_id = :job AND t.task_id > :after
               AND (:state::int IS NULL OR t.state = :state)
               AND (:phase::text IS NULL OR p.name = :phase)
               AND (:source::text IS NULL OR t.source = :source)
             ORDER BY t.task_id
             LIMIT :limit
            """;

    private final Database database;

    ListingQuery(Database database) {
        this.database = database;
    }

    /** A gap and its place. */
    private record PlacedGap(int phase, long id, Gap gap) {}

    Page<Gap> gaps(String tenant, UUID job, @Nullable String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, "g", 3);
        int rows = Cursor.checked(limit) + 1;
        List<PlacedGap> found = database.readPlanned(handle -> handle.createQuery(GAPS)
                .bind("tenant", tenant)
                .bind("job", job)
                .bind("phase", after == null ? null : (int) after.number(0, Short.MAX_VALUE))
                .bind("source", after == null ? null : after.part(1))
                .bind("gap", after == null ? null : after.number(2, Long.MAX_VALUE))
                .bind("limit", rows)
                .map((row, context) -> new PlacedGap(
                        row.getInt("phase"),
                        row.getLong("gap_id"),
                        new Gap(
                                Code.text(row, "phase_name"),
                                Code.text(row, "source"),
                                Code.outcome(row.getInt("outcome")),
                                Code.text(row, "reason"),
                                Code.text(row, "name"))))
                .list());
        Page<PlacedGap> page = Cursor.page(
                found,
                limit,
                placed -> Cursor.of("g", placed.phase(), placed.gap().source(), placed.id()));
        return new Page<>(page.items().stream().map(PlacedGap::gap).toList(), page.nextCursor());
    }

    /** Which results to list; a null field is any. */
    record ResultFilter(@Nullable String kind, @Nullable String source) {}

    Page<ResultPart> results(String tenant, UUID job, ResultFilter filter, @Nullable String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, "r", 3);
        int keys = Cursor.checked(limit) + 1;
        List<ResultPart> parts = database.readPlanned(handle -> handle.createQuery(RESULTS)
                .bind("tenant", tenant)
                .bind("job", job)
                .bind("kind", filter.kind())
                .bind("only_source", filter.source())
                .bind("after_source", after == null ? null : after.part(0))
                .bind("after_kind", after == null ? null : after.part(1))
                .bind("after_key", after == null ? null : after.part(2))
                .bind("limit", keys)
                .map((row, context) -> new ResultPart(
                        Code.text(row, "source"),
                        Code.text(row, "kind"),
                        Code.text(row, "key"),
                        Code.text(row, "body")))
                .list());
        int end = endOfPage(parts, limit);
        if (end == parts.size()) {
            return new Page<>(parts, null);
        }
        ResultPart last = parts.get(end - 1);
        return new Page<>(
                parts.subList(0, end),
                Cursor.of("r", last.source(), last.kind(), last.key()).text());
    }

    /** At least {@code limit} parts when there are as many, and the last key whole. */
    private static int endOfPage(List<ResultPart> parts, int limit) {
        int end = Math.min(limit, parts.size());
        while (end < parts.size() && sameKey(parts.get(end - 1), parts.get(end))) {
            end++;
        }
        return end;
    }

    private static boolean sameKey(ResultPart one, ResultPart other) {
        return one.key().equals(other.key())
                && one.kind().equals(other.kind())
                && one.source().equals(other.source());
    }

    Page<TaskView> tasks(String tenant, UUID job, @Nullable TaskFilter filter, @Nullable String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, "t", 1);
        int rows = Cursor.checked(limit) + 1;
        TaskFilter only = filter == null ? new TaskFilter(null, null, null) : filter;
        List<TaskView> found = database.readPlanned(handle -> handle.createQuery(TASKS)
                .bind("tenant", tenant)
                .bind("job", job)
                .bind("after", after == null ? 0L : after.number(0, Long.MAX_VALUE))
                .bind("state", only.state() == null ? null : Code.of(only.state()))
                .bind("phase", only.phase())
                .bind("source", only.source())
                .bind("limit", rows)
                .map((row, context) -> new TaskView(
                        row.getLong("task_id"),
                        Code.text(row, "phase_name"),
                        Code.text(row, "source"),
                        Code.task(row.getInt("state")),
                        row.getInt("attempt"),
                        row.getInt("failures"),
                        row.getInt("crashes"),
                        row.getLong("records_done"),
                        row.getLong("records"),
                        Objects.requireNonNull(BacklogQuery.instant(row, "since")),
                        null))
                .list());
        return Cursor.page(found, limit, task -> Cursor.of("t", task.taskId()));
    }
}
