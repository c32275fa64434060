package io.trawl.worker.http;

import io.trawl.engine.desk.WorkerWire;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.ProgressAnswer;
import io.trawl.schemas.ProgressUpdate;
import io.trawl.schemas.Report;
import io.trawl.schemas.StagedRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends reports, each with the rows that wait for it, and brings the verdicts back. One that was not answered counts as not
 * taken: whoever sent it sends it again. Thread-safe.
 */
final class HttpReports implements Sender<Report> {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ServerConnection server;
    private final RemoteAttempts attempts;
    private final JobTraces traces;
    private volatile Consumer<List<Verdict>> verdicts = _ -> {};

    HttpReports(ServerConnection server, RemoteAttempts attempts, JobTraces traces) {
        this.server = server;
        this.attempts = attempts;
        this.traces = traces;
    }

    /** Told of what became of reports. */
    void answering(Consumer<List<Verdict>> listener) {
        verdicts = listener;
    }

    @Override
    public int send(List<Report> messages) {
        int taken = 0;
        while (taken < messages.size()) {
            Batch batch = new Batch();
            for (Report report : messages.subList(taken, messages.size())) {
                if (!batch.add(report, attempts.rowsOf(report))) {
                    break;
                }
            }
            if (!send(batch)) {
                break;
            }
            taken += batch.reports.size();
        }
        return taken;
    }

    private boolean send(Batch batch) {
        ProgressUpdate update = new ProgressUpdate(batch.reports.getFirst().worker(), batch.staged, batch.reports);
        ProgressAnswer answer;
        try {
            answer = server.call("/update_task_progress", update, ProgressAnswer.class, LIMIT, traceOf(batch.reports));
        } catch (LedgerUnavailable | ServerRefused e) {
            System.getLogger(HttpReports.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "{0} reports were not taken and are sent again: {1}",
                            batch.reports.size(),
                            e.getMessage());
            return false;
        }
        batch.staged.forEach(attempts::staged);
        verdicts.accept(answer.verdicts().stream().map(WorkerWire::verdict).toList());
        return true;
    }

    /** A request has one trace: what is sent again may be of several jobs, and then it has none. */
    private @Nullable String traceOf(List<Report> reports) {
        UUID job = reports.getFirst().jobId();
        return reports.stream().allMatch(report -> report.jobId().equals(job)) ? traces.header(job) : null;
    }

    /** As much as one request may hold; one report always fits. */
    private static final class Batch {
        private final List<Report> reports = new ArrayList<>();
        private final List<StagedRows> staged = new ArrayList<>();
        private long chars;

        boolean add(Report report, Optional<StagedRows> rows) {
            long more = rows.map(HttpLedger::chars).orElse(0L);
            if (!reports.isEmpty()
                    && (reports.size() >= ProgressUpdate.MAX_REPORTS || chars + more > HttpLedger.PART_CHARS)) {
                return false;
            }
            reports.add(report);
            rows.ifPresent(staged::add);
            chars += more;
            return true;
        }
    }
}
