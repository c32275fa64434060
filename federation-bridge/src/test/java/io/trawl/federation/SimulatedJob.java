package io.trawl.federation;

import io.trawl.schemas.Gap;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.WaitView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job of a simulated site: moved by the test, under the lock of its store. */
public final class SimulatedJob {
    static final String PHASE = "scan";
    static final long RECORDS = 10;

    final UUID id;
    final JobRequest request;
    JobState state = JobState.RUNNING;
    long version = 1;
    int revision = 1;
    boolean acknowledged;

    List<PhaseStatus> phases = List.of();
    Map<String, Long> results = Map.of();
    Map<String, Long> failed = Map.of();
    Map<String, Long> excluded = Map.of();

    @Nullable
    String reason;

    String linePhase = PHASE;
    List<Gap> gaps = List.of();
    List<ResultRow> rows = List.of();
    List<TaskView> tasks = List.of();
    List<WaitView> waits = List.of();
    private final Instant created = Instant.now();

    SimulatedJob(UUID id, JobRequest request) {
        this.id = id;
        this.request = request;
    }

    SimulatedJob copy() {
        SimulatedJob copy = new SimulatedJob(id, request);
        copy.state = state;
        copy.version = version;
        copy.revision = revision;
        copy.acknowledged = acknowledged;
        copy.phases = phases;
        copy.results = results;
        copy.failed = failed;
        copy.reason = reason;
        return copy;
    }

    /** So far, and no farther. */
    public void progress(long records, Map<String, Long> found) {
        RecordCounts counts = new RecordCounts(records, records, 0, 0, 0);
        phases = List.of(new PhaseStatus(PHASE, "RUNNING", Map.of("running", 1L), counts, records));
        results = found;
        version++;
    }

    public boolean ended() {
        return state.terminal();
    }

    /** With a result for each of its sources. */
    public void complete() {
        end(JobState.COMPLETED);
    }

    public void end(JobState next) {
        long all = RECORDS * request.sources().size();
        RecordCounts counts = new RecordCounts(all, all, 0, 0, 0);
        if (next == JobState.COMPLETED || next == JobState.COMPLETED_WITH_GAPS) {
            phases = List.of(new PhaseStatus(PHASE, "DONE", Map.of("done", 1L), counts, all));
            long found = request.sources().size();
            results = Map.of("finding", found, "finding/iban", found);
        }
        move(next);
    }

    void move(JobState next) {
        state = next;
        version++;
    }

    JobStatus status() {
        Instant now = Instant.now();
        return new JobStatus(
                id,
                request.name(),
                request.workload(),
                state,
                request.priority(),
                request.labels(),
                version,
                created,
                now,
                state.terminal() ? now : null,
                null,
                phases,
                results,
                reason);
    }

    Receipt receipt() {
        boolean complete = state == JobState.COMPLETED;
        List<Receipt.Line> lines =
                request.sources().stream().map(source -> line(source, complete)).toList();
        return new Receipt(
                Receipt.VERSION,
                id,
                request.name(),
                request.workload(),
                state,
                revision,
                complete,
                created,
                state.terminal() ? Instant.now() : null,
                lines,
                gaps.size(),
                results);
    }

    private Receipt.Line line(SourceSpec source, boolean complete) {
        RecordCounts counts = complete
                ? new RecordCounts(RECORDS, RECORDS, 0, 0, 0)
                : new RecordCounts(RECORDS, RECORDS - 1, 0, 1, 0);
        return new Receipt.Line(linePhase, source.id(), counts, Map.of(), failed, excluded, RECORDS);
    }
}
