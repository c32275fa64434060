package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Json;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What one job is, and its receipt. */
final class JobQuery {
    private static final String SPEC = "SELECT tenant, request FROM trawl.job WHERE job_id = :job";
    private static final String PHASES = """
            SELECT name, barrier, max_records, max_weight, linger_ns, stall_ns
              FROM trawl.job_phase WHERE job_id = :job ORDER BY phase
            """;
    private static final String RECEIPT =
            "SELECT request, state, revision, created_at, ended_at FROM trawl.job WHERE tenant = :tenant AND job_id = :job";
    private static final String LINES = """
            SELECT p.phase, p.name, c.source, c.discovered, c.processed, c.skipped, c.failed, c.excluded, c.bytes
              FROM trawl.phase_counter c JOIN trawl.job_phase p USING (job_id, phase)
             WHERE c.job_id = :job ORDER BY c.phase, c.source
            """;
    private static final String REASONS =
            "SELECT phase, source, outcome, reason, count FROM trawl.outcome_reason WHERE job_id = :job";

    private final Database database;

    JobQuery(Database database) {
        this.database = database;
    }

    /** A phase at a source. */
    private record LineKey(int phase, String source) {}

    Optional<JobSpec> spec(UUID jobId) {
        return database.read(handle -> handle.createQuery(SPEC)
                .bind("job", jobId)
                .map((row, context) ->
                        new JobSpec(jobId, Code.text(row, "tenant"), request(row), phases(handle, jobId)))
                .findOne());
    }

    private static JobRequest request(ResultSet row) throws SQLException {
        return Json.mapper().readValue(Code.text(row, "request"), JobRequest.class);
    }

    private static List<PhasePlan> phases(Handle handle, UUID jobId) {
        return handle.createQuery(PHASES)
                .bind("job", jobId)
                .map((row, context) -> new PhasePlan(
                        Code.text(row, "name"),
                        row.getBoolean("barrier") ? PhaseMode.BARRIER : PhaseMode.STREAMING,
                        new BatchPolicy(
                                row.getInt("max_records"),
                                row.getLong("max_weight"),
                                Duration.ofNanos(row.getLong("linger_ns"))),
                        Duration.ofNanos(row.getLong("stall_ns"))))
                .list();
    }

    Optional<Receipt> receipt(String tenant, UUID jobId) {
        return database.inTransaction(handle -> handle.createQuery(RECEIPT)
                .bind("tenant", tenant)
                .bind("job", jobId)
                .map((row, context) -> receipt(row, jobId, lines(handle, jobId), results(handle, jobId)))
                .findOne());
    }

    private static Receipt receipt(ResultSet row, UUID jobId, List<Receipt.Line> lines, Map<String, Long> results)
            throws SQLException {
        JobRequest request = request(row);
        JobState state = Code.job(row.getInt("state"));
        RecordCounts all = lines.stream().map(Receipt.Line::records).reduce(RecordCounts.NONE, RecordCounts::plus);
        boolean accounted = lines.stream().allMatch(line -> line.records().open() == 0);
        return new Receipt(
                Receipt.VERSION,
                jobId,
                request.name() == null ? request.workload() : request.name(),
                request.workload(),
                state,
                row.getInt("revision"),
                state.terminal() && accounted,
                Objects.requireNonNull(BacklogQuery.instant(row, "created_at")),
                BacklogQuery.instant(row, "ended_at"),
                lines,
                all.skipped() + all.failed(),
                results);
    }

    private static Map<String, Long> results(Handle handle, UUID jobId) {
        return StatusQuery.results(handle, List.of(jobId)).getOrDefault(jobId, Map.of());
    }

    private static List<Receipt.Line> lines(Handle handle, UUID jobId) {
        Map<LineKey, Map<Outcome, Map<String, Long>>> reasons = reasons(handle, jobId);
        return handle.createQuery(LINES)
                .bind("job", jobId)
                .map((row, context) -> {
                    LineKey key = new LineKey(row.getInt("phase"), Code.text(row, "source"));
                    Map<Outcome, Map<String, Long>> of = reasons.getOrDefault(key, Map.of());
                    return new Receipt.Line(
                            Code.text(row, "name"),
                            key.source(),
                            StatusQuery.records(row),
                            of.getOrDefault(Outcome.SKIPPED, Map.of()),
                            of.getOrDefault(Outcome.FAILED, Map.of()),
                            of.getOrDefault(Outcome.EXCLUDED, Map.of()),
                            row.getLong("bytes"));
                })
                .list();
    }

    private static Map<LineKey, Map<Outcome, Map<String, Long>>> reasons(Handle handle, UUID jobId) {
        Map<LineKey, Map<Outcome, Map<String, Long>>> reasons = new HashMap<>();
        handle.createQuery(REASONS)
                .bind("job", jobId)
                .map((row, context) -> reasons.computeIfAbsent(
                                new LineKey(row.getInt("phase"), Code.text(row, "source")),
                                absent -> new EnumMap<>(Outcome.class))
                        .computeIfAbsent(Code.outcome(row.getInt("outcome")), absent -> new HashMap<>())
                        .put(Code.text(row, "reason"), row.getLong("count")))
                .list();
        return reasons;
    }
}
