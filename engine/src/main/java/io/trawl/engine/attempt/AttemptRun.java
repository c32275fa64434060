package io.trawl.engine.attempt;

import io.trawl.engine.ledger.AttemptLedger;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.ledger.WorkerLedger.StagedChunk;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.engine.ledger.WorkerLedger.Toll;
import io.trawl.engine.transport.Sender;
import io.trawl.engine.workload.AttemptStopped;
import io.trawl.engine.workload.Output;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Report;
import io.trawl.schemas.Tally;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one granted attempt: reads its inputs, hands them to the handler one by one, stages what comes out, cuts chunks
 * at safe places, and reports. Used by one thread.
 */
public final class AttemptRun {
    /** A chunk is cut when it holds this many rows. */
    static final int CHUNK_ROWS = 1_000;

    private static final int PAGE = 256;
    /** A stop is noticed so soon while the rate of a source is waited for. */
    private static final long LONGEST_REST_MS = 200;

    private static final int MAX_UNACKNOWLEDGED = 32;
    /** Leaves room for the reasons one more record may bring. */
    private static final int MAX_REASONS = 48;

    /**
     * What an attempt shares with its worker.
     *
     * @param mayRead whether the worker's lease is alive: nothing of a source is read otherwise
     * @param millis the worker's monotonic clock
     * @param rates of the sources, shared by all attempts of the worker
     * @param chunkMillis a chunk with news is cut at the first safe place after this time
     */
    public record Surroundings(
            AttemptLedger ledger,
            Sender<Report> reports,
            BooleanSupplier mayRead,
            LongSupplier millis,
            long chunkMillis,
            Patience patience,
            SourceRates rates) {
        /** With rates of its own. */
        public Surroundings(
                AttemptLedger ledger,
                Sender<Report> reports,
                BooleanSupplier mayRead,
                LongSupplier millis,
                long chunkMillis,
                Patience patience) {
            this(ledger, reports, mayRead, millis, chunkMillis, patience, new SourceRates(ledger, millis));
        }
    }

    private final AttemptHandle handle;
    private final UUID worker;
    private final Granted grant;
    private final Surroundings around;
    private final ChunkBuffer buffer;
    private final ArrayDeque<Record> page = new ArrayDeque<>();
    private final Output output = new Emissions();
    private final boolean lastPhase;
    private long position;
    private @Nullable String cursor;
    private long cutAt;
    private int seq;
    private Report.@Nullable Kind said;

    public AttemptRun(AttemptHandle handle, UUID worker, Granted grant, boolean lastPhase, Surroundings around) {
        this.handle = handle;
        this.worker = worker;
        this.grant = grant;
        this.lastPhase = lastPhase;
        this.around = around;
        this.buffer = new ChunkBuffer(grant.checkpoint());
        this.position = grant.checkpoint().recordsDone();
        this.cursor = grant.checkpoint().cursor();
        this.page.addAll(grant.firstPage());
        this.cutAt = around.millis().getAsLong();
    }

    /**
     * Processes the next input record, or reports the end.
     *
     * @return whether there is more to do
     * @throws AttemptStopped when the attempt no longer counts: let go of it silently; or when it is to be drained:
     *     hand it back
     */
    public boolean step(PhaseHandler handler) {
        checkHandler();
        Record record = next();
        if (record == null) {
            cut(Report.Kind.DONE);
            return false;
        }
        // Fetching the page may have taken longer than the lease: what comes next reads the source.
        check();
        RecordOutcome outcome;
        try {
            outcome = handler.process(record, cursor, output);
        } catch (AttemptStopped stop) {
            throw stop;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            // Interrupted because it was to stop: that is no failure of the handler's.
            check();
            fail(Failures.reason(e));
            return false;
        }
        settle(record, outcome);
        if (due()) {
            cut(Report.Kind.CHUNK);
        }
        return true;
    }

    /** Reports a failure that is not a record's, such as a handler that cannot be opened. */
    public void fail(String reason) {
        buffer.dropLoose();
        if (buffer.hasNews()) {
            cut(Report.Kind.CHUNK);
        }
        report(Report.Kind.FAILED, 0, List.of(), 0, Tally.NONE, reason);
    }

    /** Gives the rest back, keeping what is done. For drains and shutdowns. */
    public void handBack() {
        buffer.dropLoose();
        if (buffer.hasNews()) {
            cut(Report.Kind.CHUNK);
        }
        report(Report.Kind.HANDED_BACK, 0, List.of(), 0, Tally.NONE, null);
    }

    /** The kind of the last report; null before the first. A chunk says that the attempt was left without a word. */
    public Report.@Nullable Kind said() {
        return said;
    }

    private void settle(Record record, RecordOutcome outcome) {
        buffer.loose().count(outcome);
        switch (outcome) {
            case RecordOutcome.Processed _ -> {}
            case RecordOutcome.Skipped skip ->
                buffer.add(new Row.GapRow(Outcome.SKIPPED, skip.reason(), record.name()));
            case RecordOutcome.Failed failure ->
                buffer.add(new Row.GapRow(Outcome.FAILED, failure.reason(), record.name()));
            case RecordOutcome.Excluded exclusion ->
                buffer.add(new Row.GapRow(Outcome.EXCLUDED, exclusion.rule(), record.name()));
        }
        position++;
        cursor = null;
        buffer.mark(new Checkpoint(position, null));
    }

    private @Nullable Record next() {
        if (page.isEmpty() && position < grant.inputs().records()) {
            page.addAll(patiently(() -> around.ledger().inputs(grant, position, PAGE)));
            if (page.isEmpty()) {
                throw new IllegalStateException("The ledger has no record " + position + " of task " + grant.taskId());
            }
        }
        return page.poll();
    }

    private boolean due() {
        boolean full = buffer.rows() >= CHUNK_ROWS || buffer.reasons() >= MAX_REASONS;
        return full || around.millis().getAsLong() - cutAt >= around.chunkMillis();
    }

    private void cut(Report.Kind kind) {
        if (kind == Report.Kind.CHUNK && !buffer.hasNews()) {
            cutAt = around.millis().getAsLong();
            return;
        }
        List<Row> rows = buffer.safeRows();
        if (!rows.isEmpty()) {
            StagedChunk chunk = new StagedChunk(
                    handle.packet().jobId(), grant.taskId(), grant.attempt(), grant.execution(), seq + 1, rows);
            if (!patiently(() -> around.ledger().stage(chunk))) {
                throw new AttemptStopped("The attempt no longer counts.");
            }
        }
        report(kind, buffer.safeRecords(), rows, buffer.safeWeight(), buffer.safeTally(), null);
        buffer.cut();
        cutAt = around.millis().getAsLong();
    }

    private void report(
            Report.Kind kind, int records, List<Row> rows, long weight, Tally tally, @Nullable String reason) {
        for (int tries = 1; handle.unacknowledged() >= MAX_UNACKNOWLEDGED; tries++) {
            check();
            around.patience().pause(tries);
        }
        seq++;
        Report report = new Report(
                Report.VERSION,
                handle.packet().jobId(),
                grant.taskId(),
                grant.attempt(),
                grant.execution(),
                worker,
                seq,
                kind,
                records,
                rows.size(),
                weight,
                buffer.checkpoint(),
                tally,
                reason);
        said = kind;
        handle.reported(report, around.millis().getAsLong());
        // Not taken by a full transport: it is sent again like any report without an answer.
        around.reports().send(List.of(report));
    }

    private <T> T patiently(Supplier<T> call) {
        for (int tries = 1; ; tries++) {
            check();
            try {
                return call.get();
            } catch (LedgerUnavailable e) {
                around.patience().pause(tries);
            }
        }
    }

    private void check() {
        if (handle.stopped() || !around.mayRead().getAsBoolean()) {
            throw new AttemptStopped("The attempt no longer counts.");
        }
    }

    /** Waits in steps, each of which may end the attempt. */
    private void await(long millis) {
        long end = around.millis().getAsLong() + millis;
        for (long left = millis; left > 0; left = end - around.millis().getAsLong()) {
            around.patience().rest(Math.min(left, LONGEST_REST_MS));
            checkHandler();
        }
    }

    private void checkHandler() {
        check();
        if (handle.draining()) {
            throw new AttemptStopped("The worker is shutting down.");
        }
    }

    /** What the handler sees. */
    private final class Emissions implements Output {
        @Override
        public void emit(Record record) {
            if (lastPhase) {
                throw new IllegalStateException("The last phase has no next one to emit records for.");
            }
            room();
            buffer.add(record);
        }

        @Override
        public void publish(String kind, String key, String body) {
            room();
            if (key.length() > io.trawl.schemas.Gap.MAX_NAME_LENGTH || body.length() > Record.MAX_BODY_LENGTH) {
                throw new InvalidField("result", "has a key or body that is too long");
            }
            buffer.add(new Row.Result(kind, key, body));
        }

        @Override
        public void note(Outcome outcome, String reason, String name) {
            room();
            buffer.loose().note(outcome, reason);
            buffer.add(new Row.GapRow(outcome, reason, name));
        }

        @Override
        public void pay(long bytes, long rows) {
            String tenant = handle.packet().tenant();
            if (around.rates().isPaid(tenant, grant.source(), bytes, rows)) {
                return;
            }
            Toll toll = patiently(() -> around.rates().draw(tenant, grant.source(), bytes, rows));
            await((toll.delay().toNanos() + 999_999) / 1_000_000);
            around.rates().settle(tenant, grant.source(), toll, bytes, rows);
        }

        @Override
        public void took(long millis, long bytes) {
            await(around.rates().pace().heard(handle.packet().tenant(), grant.source(), millis, bytes));
        }

        @Override
        public void read(long bytes) {
            buffer.loose().read(bytes);
        }

        @Override
        public void checkpoint(String place) {
            checkHandler();
            buffer.mark(new Checkpoint(position, place));
            if (due()) {
                cut(Report.Kind.CHUNK);
                // The handler reads on right after this, and staging may have taken longer than the lease.
                check();
            }
        }

        @Override
        public void heartbeat() {
            checkHandler();
        }

        @Override
        public boolean isStopped() {
            return handle.stopped() || handle.draining() || !around.mayRead().getAsBoolean();
        }

        private void room() {
            checkHandler();
            if (buffer.looseRows() >= MAX_UNCHECKPOINTED) {
                throw new IllegalStateException("The handler emitted " + MAX_UNCHECKPOINTED
                        + " rows without a checkpoint; call checkpoint() more often.");
            }
        }
    }
}
