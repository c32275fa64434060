package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import io.trawl.schemas.Page;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Jobs as users see them, out of their counters. */
final class StatusQuery {
    private static final String JOBS = """
            SELECT j.job_id, j.request, j.state, j.priority, j.reason, j.created_at, j.ended_at,
                   j.version + coalesce(c.version, 0) AS version, greatest(j.updated_at, c.updated_at) AS updated_at
              FROM trawl.job j
             CROSS JOIN LATERAL (SELECT sum(version) AS version, max(updated_at) AS updated_at
                                   FROM trawl.phase_counter WHERE job_id = j.job_id) c
            """;
    private static final String BY_ID = JOBS + " WHERE j.tenant = :tenant AND j.job_id = ANY(:jobs)";
    private static final String NEWEST = JOBS + """
             WHERE j.tenant = :tenant AND (cardinality(:states::int[]) = 0 OR j.state = ANY(:states))
               AND (:workload::text IS NULL OR j.workload = :workload)
               AND (:since::timestamptz IS NULL OR j.created_at >= :since)
               %s
               AND (:created::bigint IS NULL
                    OR (j.created_at, j.job_id) < (to_timestamp(0) + :created * interval '1 us', :after::uuid))
             ORDER BY j.created_at DESC, j.job_id DESC
             LIMIT :limit
            """;
    private static final String ANY_LABELS = NEWEST.formatted("");
    /** Apart, since only a plain condition finds the index. */
    private static final String LABELLED =
            NEWEST.formatted("AND j.labels <> '{}' AND j.labels @> CAST(:labels AS text)::jsonb");

    private static final String PHASES = """
            SELECT p.job_id, p.phase, p.name, sum(c.pending) AS pending, sum(c.assigned) AS assigned,
                   sum(c.running) AS running, sum(c.aborting) AS aborting, sum(c.done) AS done, sum(c.split) AS split,
                   sum(c.dead) AS dead, sum(c.cancelled) AS cancelled, sum(c.unscheduled) AS unscheduled,
                   sum(c.discovered) AS discovered, sum(c.processed) AS processed, sum(c.skipped) AS skipped,
                   sum(c.failed) AS failed, sum(c.excluded) AS excluded, sum(c.bytes) AS bytes
              FROM trawl.job_phase p JOIN trawl.phase_counter c USING (job_id, phase)
             WHERE p.job_id = ANY(:jobs)
             GROUP BY p.job_id, p.phase, p.name
             ORDER BY p.job_id, p.phase
            """;
    private static final String RESULTS = "SELECT job_id, kind, n FROM trawl.result_count WHERE job_id = ANY(:jobs)";

    private final Database database;

    StatusQuery(Database database) {
        this.database = database;
    }

    /** A job without its phases. */
    private record Head(
            UUID jobId,
            JobRequest request,
            JobState state,
            long version,
            Times times,
            @Nullable String reason) {}

    private record Times(
            Instant created, Instant updated, @Nullable Instant ended) {}

    /** A phase over all sources. */
    private record PhaseSum(
            String name, Map<String, Long> tasks, long open, long unscheduled, RecordCounts records, long bytes) {}

    List<JobStatus> status(String tenant, List<UUID> ids) {
        if (ids.size() > Page.MAX_LIMIT) {
            throw new IllegalArgumentException("At most " + Page.MAX_LIMIT + " jobs can be asked for at once.");
        }
        return database.inTransaction(handle -> {
            Map<UUID, Head> heads = new HashMap<>();
            handle.createQuery(BY_ID)
                    .bind("tenant", tenant)
                    .bind("jobs", Column.uuids(ids))
                    .map(StatusQuery::head)
                    .forEach(head -> heads.put(head.jobId(), head));
            return complete(
                    handle,
                    ids.stream()
                            .distinct()
                            .map(heads::get)
                            .filter(Objects::nonNull)
                            .toList());
        });
    }

    Page<JobStatus> newest(String tenant, JobFilter filter, @Nullable String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, "j", 2);
        Long created = after == null ? null : after.micros(0);
        UUID last = after == null ? null : UUID.fromString(after.part(1));
        int rows = Cursor.checked(limit) + 1;
        boolean labelled = !filter.labels().isEmpty();
        return database.readPlanned(handle -> {
            Query query = handle.createQuery(labelled ? LABELLED : ANY_LABELS);
            if (labelled) {
                query.bind("labels", Json.mapper().writeValueAsString(filter.labels()));
            }
            List<Head> heads = query.bind("tenant", tenant)
                    .bind("states", Column.ints(filter.states(), Code::of))
                    .bind("workload", filter.workload())
                    .bind("since", since(filter))
                    .bind("created", created)
                    .bind("after", last)
                    .bind("limit", rows)
                    .map(StatusQuery::head)
                    .list();
            return Cursor.page(
                    complete(handle, heads),
                    limit,
                    job -> Cursor.of("j", ChronoUnit.MICROS.between(Instant.EPOCH, job.createdAt()), job.jobId()));
        });
    }

    private static @Nullable OffsetDateTime since(JobFilter filter) {
        Instant since = filter.since();
        return since == null ? null : since.atOffset(ZoneOffset.UTC);
    }

    private static Head head(ResultSet row, StatementContext context) throws SQLException {
        return new Head(
                row.getObject("job_id", UUID.class),
                Json.mapper().readValue(Code.text(row, "request"), JobRequest.class),
                Code.job(row.getInt("state")),
                row.getLong("version"),
                new Times(
                        Objects.requireNonNull(BacklogQuery.instant(row, "created_at")),
                        Objects.requireNonNull(BacklogQuery.instant(row, "updated_at")),
                        BacklogQuery.instant(row, "ended_at")),
                row.getString("reason"));
    }

    private static List<JobStatus> complete(Handle handle, List<Head> heads) {
        List<UUID> ids = heads.stream().map(Head::jobId).toList();
        Map<UUID, List<PhaseSum>> phases = new HashMap<>();
        handle.createQuery(PHASES)
                .bind("jobs", Column.uuids(ids))
                .map((row, context) -> phases.computeIfAbsent(
                                row.getObject("job_id", UUID.class), absent -> new ArrayList<>())
                        .add(phase(row)))
                .list();
        Map<UUID, Map<String, Long>> results = results(handle, ids);
        return heads.stream()
                .map(head -> status(
                        head,
                        phases.getOrDefault(head.jobId(), List.of()),
                        results.getOrDefault(head.jobId(), Map.of())))
                .toList();
    }

    static Map<UUID, Map<String, Long>> results(Handle handle, List<UUID> ids) {
        Map<UUID, Map<String, Long>> results = new HashMap<>();
        handle.createQuery(RESULTS)
                .bind("jobs", Column.uuids(ids))
                .map((row, context) -> results.computeIfAbsent(
                                row.getObject("job_id", UUID.class), absent -> new HashMap<>())
                        .put(Code.text(row, "kind"), row.getLong("n")))
                .list();
        return results;
    }

    private static PhaseSum phase(ResultSet row) throws SQLException {
        Map<String, Long> tasks = new LinkedHashMap<>();
        long open = 0;
        for (TaskState state : TaskState.values()) {
            String name = state.name().toLowerCase(Locale.ROOT);
            long n = row.getLong(name);
            open += state.terminal() ? 0 : n;
            if (n > 0) {
                tasks.put(name, n);
            }
        }
        return new PhaseSum(
                Code.text(row, "name"), tasks, open, row.getLong("unscheduled"), records(row), row.getLong("bytes"));
    }

    static RecordCounts records(ResultSet row) throws SQLException {
        return new RecordCounts(
                row.getLong("discovered"),
                row.getLong("processed"),
                row.getLong("skipped"),
                row.getLong("failed"),
                row.getLong("excluded"));
    }

    private static JobStatus status(Head head, List<PhaseSum> sums, Map<String, Long> results) {
        List<PhaseStatus> phases = new ArrayList<>();
        // Nothing can arrive at a phase once all before it are through and have handed on what they produced.
        boolean fed = true;
        for (PhaseSum sum : sums) {
            boolean through = head.state().terminal() || (fed && sum.open() == 0);
            String state = through ? "DONE" : arrived(sum) ? "RUNNING" : "PENDING";
            phases.add(new PhaseStatus(sum.name(), state, sum.tasks(), sum.records(), sum.bytes()));
            fed = through && sum.unscheduled() == 0;
        }
        JobRequest request = head.request();
        return new JobStatus(
                head.jobId(),
                request.name() == null ? request.workload() : request.name(),
                request.workload(),
                head.state(),
                request.priority() == null ? JobRequest.DEFAULT_PRIORITY : request.priority(),
                request.labels(),
                head.version(),
                head.times().created(),
                head.times().updated(),
                head.times().ended(),
                null,
                phases,
                results,
                head.reason());
    }

    private static boolean arrived(PhaseSum sum) {
        return sum.records().discovered() > 0 || !sum.tasks().isEmpty();
    }
}
