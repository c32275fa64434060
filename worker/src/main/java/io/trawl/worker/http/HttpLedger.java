package io.trawl.worker.http;

import io.trawl.engine.desk.WorkerWire;
import io.trawl.engine.ledger.AttemptLedger;
import io.trawl.engine.ledger.LeaseLedger;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.WorkerLedger.Renewed;
import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.ledger.WorkerLedger.StagedChunk;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.engine.ledger.WorkerLedger.Toll;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.workload.AttemptStopped;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.InputsPage;
import io.trawl.schemas.InputsRequest;
import io.trawl.schemas.LeaseAnswer;
import io.trawl.schemas.LeaseRequest;
import io.trawl.schemas.LeaseRequest.Act;
import io.trawl.schemas.ProgressAnswer;
import io.trawl.schemas.ProgressUpdate;
import io.trawl.schemas.StagedRow;
import io.trawl.schemas.StagedRows;
import io.trawl.schemas.TollAnswer;
import io.trawl.schemas.TollRequest;
import io.trawl.worker.http.RemoteAttempts.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The lease and the rows of a worker's attempts, in a ledger that is reached through the worker protocol alone. */
final class HttpLedger implements LeaseLedger, AttemptLedger {
    /** Characters of rows in one request: even if JSON writes each of them with six bytes, it is below the server's limit. */
    static final int PART_CHARS = 2 << 20;

    /** Renewed every third of a lease, which is fifteen seconds by default: after an answer that is lost there is time. */
    private static final Duration LEASE_LIMIT = Duration.ofSeconds(4);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ServerConnection server;
    private final RemoteAttempts attempts;
    private final JobTraces traces;
    private volatile @Nullable WorkerInfo self;
    /** Why the lease could not be renewed last; null when it could. */
    private volatile @Nullable String trouble;

    /** Why the lease never can be renewed again with this token; null while it can. */
    private volatile @Nullable String refusal;

    HttpLedger(ServerConnection server, RemoteAttempts attempts, JobTraces traces) {
        this.server = server;
        this.attempts = attempts;
        this.traces = traces;
    }

    @Override
    public Duration openLease(WorkerInfo worker) {
        self = worker;
        LeaseAnswer answer = lease(Act.OPEN, idle(worker, worker.worker()));
        Duration length = answer.length();
        if (length == null) {
            throw new LedgerUnavailable("The answer of the server names no length of the lease.");
        }
        return length;
    }

    @Override
    public Optional<Renewed> renew(Heartbeat heartbeat) {
        attempts.keepListed(heartbeat);
        LeaseAnswer answer = lease(Act.RENEW, heartbeat);
        return answer.alive() ? Optional.of(WorkerWire.renewed(answer.standings())) : Optional.empty();
    }

    @Override
    public void closeLease(UUID worker) {
        WorkerInfo info = self;
        if (info != null) {
            lease(Act.CLOSE, idle(info, worker));
        }
    }

    private static Heartbeat idle(WorkerInfo info, UUID worker) {
        return new Heartbeat(Heartbeat.VERSION, worker, info.name(), info.pool(), 0, info.slots(), List.of());
    }

    private LeaseAnswer lease(Act act, Heartbeat heartbeat) {
        try {
            LeaseAnswer answer =
                    server.call("/report_heartbeat", new LeaseRequest(act, heartbeat), LeaseAnswer.class, LEASE_LIMIT);
            trouble = null;
            return answer;
        } catch (LedgerUnavailable | ServerRefused e) {
            trouble = e.getMessage();
            if (e instanceof ServerRefused refused && refused.ofToken()) {
                refusal = e.getMessage();
            }
            throw e;
        }
    }

    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public List<Record> inputs(Granted granted, long from, int limit) {
        Attempt attempt = attempts.find(granted.execution())
                .orElseThrow(() -> new AttemptStopped("The attempt is no longer this worker's."));
        InputsPage page = server.call(
                "/get_task_inputs",
                new InputsRequest(
                        attempt.worker(),
                        attempt.packet().jobId(),
                        granted.taskId(),
                        granted.attempt(),
                        granted.execution(),
                        from,
                        limit),
                InputsPage.class,
                LIMIT,
                traces.header(attempt.packet().jobId()));
        if (page.gone()) {
            throw new AttemptStopped("The attempt no longer counts.");
        }
        return WorkerWire.records(page.records());
    }

    /**
     * The last part of the rows waits for the report that follows at once, and goes with it. What waits from before, since
     * its report was not taken, is staged now: so no more than one chunk of an attempt ever waits.
     */
    @Override
    public boolean stage(StagedChunk chunk) {
        Optional<Attempt> attempt = attempts.find(chunk.execution());
        if (attempt.isEmpty()) {
            return false;
        }
        List<StagedRows> parts = parts(chunk);
        List<StagedRows> before =
                new ArrayList<>(attempt.get().held().filter(rows -> rows.seq() != chunk.seq()).stream()
                        .toList());
        before.addAll(parts.subList(0, parts.size() - 1));
        for (StagedRows rows : before) {
            if (!stage(attempt.get(), rows)) {
                return false;
            }
        }
        attempt.get().hold(parts.getLast());
        return true;
    }

    private boolean stage(Attempt attempt, StagedRows rows) {
        ProgressAnswer answer = server.call(
                "/update_task_progress",
                new ProgressUpdate(attempt.worker(), List.of(rows), List.of()),
                ProgressAnswer.class,
                LIMIT,
                traces.header(rows.jobId()));
        attempt.staged(rows);
        return answer.gone().isEmpty();
    }

    private static List<StagedRows> parts(StagedChunk chunk) {
        List<StagedRows> parts = new ArrayList<>();
        List<StagedRow> rows = new ArrayList<>();
        int from = 0;
        long chars = 0;
        for (Row next : chunk.rows()) {
            StagedRow row = WorkerWire.row(next);
            if (!rows.isEmpty() && chars + chars(row) > PART_CHARS) {
                parts.add(WorkerWire.staged(chunk, from, rows));
                from += rows.size();
                rows = new ArrayList<>();
                chars = 0;
            }
            rows.add(row);
            chars += chars(row);
        }
        parts.add(WorkerWire.staged(chunk, from, rows));
        return parts;
    }

    /** With some for the names of its fields. */
    private static long chars(StagedRow row) {
        String body = row.body();
        return 100L + row.name().length() + (body == null ? 0 : body.length());
    }

    /** How much room rows take in a request. */
    static long chars(StagedRows rows) {
        return rows.rows().stream().mapToLong(HttpLedger::chars).sum();
    }

    @Override
    public Toll pay(String tenant, String source, long bytes, long rows) {
        WorkerInfo info = self;
        if (info == null) {
            throw new IllegalStateException("A worker opens its lease before it reads.");
        }
        return WorkerWire.toll(server.call(
                "/pay_toll", new TollRequest(info.worker(), tenant, source, bytes, rows), TollAnswer.class, LIMIT));
    }
}
