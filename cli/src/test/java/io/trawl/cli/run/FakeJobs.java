package io.trawl.cli.run;

import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.JobVerb;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.SiteProgress;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.VerbOutcome;
import io.trawl.schemas.WaitView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One job that goes through the given states, one a look, and has the given gaps and results. */
public final class FakeJobs implements JobService {
    public final List<JobRequest> started = new ArrayList<>();
    public final List<Gap> gaps = new ArrayList<>();
    public final List<ResultRow> results = new ArrayList<>();
    public final List<WaitView> waits = new ArrayList<>();
    public boolean cancelled;
    public Map<String, String> labels = Map.of();
    public List<SiteProgress> sites;
    private final Deque<JobState> states = new ArrayDeque<>();

    public FakeJobs(JobState... states) {
        this.states.addAll(List.of(states));
    }

    @Override
    public JobStarted start(String tenant, JobRequest request, String idempotencyKey, TraceContext caller) {
        started.add(request);
        labels = request.labels();
        return new JobStarted(Jobs.ID, JobState.PENDING, true);
    }

    @Override
    public void check(String tenant, JobRequest request) {
        // Takes everything.
    }

    @Override
    public List<JobStatus> status(String tenant, List<UUID> jobIds) {
        JobState state = states.size() > 1 ? states.removeFirst() : states.getFirst();
        return jobIds.contains(Jobs.ID) ? List.of(Jobs.status(state, labels, sites)) : List.of();
    }

    @Override
    public Page<JobStatus> jobs(String tenant, JobFilter filter, String cursor, int limit) {
        boolean fits = !labels.isEmpty()
                && (filter.states().isEmpty() || filter.states().contains(states.getFirst()));
        return new Page<>(fits ? List.of(Jobs.status(states.getFirst(), labels)) : List.of(), null);
    }

    @Override
    public JobStatus act(String tenant, UUID jobId, JobVerb verb) {
        JobState after = switch (verb) {
            case CANCEL -> JobState.CANCELLED;
            case PAUSE, PAUSE_NOW -> JobState.PAUSED;
            case RESUME, RETRY -> JobState.RUNNING;
        };
        cancelled |= verb == JobVerb.CANCEL;
        states.clear();
        states.add(after);
        return Jobs.status(after, labels);
    }

    @Override
    public JobStatus acknowledge(String tenant, UUID jobId) {
        return Jobs.status(states.getFirst(), labels);
    }

    @Override
    public Page<VerbOutcome> actOnAll(
            String tenant, JobVerb verb, Map<String, String> wanted, String cursor, int limit) {
        boolean fits = labels.entrySet().containsAll(wanted.entrySet());
        return new Page<>(fits ? List.of(outcome(act(tenant, Jobs.ID, verb))) : List.of(), null);
    }

    private static VerbOutcome outcome(JobStatus status) {
        return new VerbOutcome(status.jobId(), status.name(), true, status.state(), null);
    }

    @Override
    public Receipt receipt(String tenant, UUID jobId) throws JobNotFound {
        if (!jobId.equals(Jobs.ID)) {
            throw new JobNotFound(jobId);
        }
        return Jobs.receipt(states.getFirst(), gaps.size());
    }

    @Override
    public Page<Gap> gaps(String tenant, UUID jobId, String cursor, int limit) {
        return page(gaps, cursor, limit);
    }

    @Override
    public Page<ResultRow> results(String tenant, UUID jobId, String kind, String source, String cursor, int limit) {
        return page(results, cursor, 2);
    }

    @Override
    public Page<WaitView> waits(String tenant, UUID jobId, String cursor, int limit) {
        return page(waits, cursor, limit);
    }

    @Override
    public Page<TaskView> tasks(String tenant, UUID jobId, TaskFilter filter, String cursor, int limit) {
        return new Page<>(List.of(), null);
    }

    private static <T> Page<T> page(List<T> all, String cursor, int limit) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + limit);
        return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
    }
}
