package io.trawl.orchestrator.api;

import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.JobVerb;
import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.VerbOutcome;
import io.trawl.schemas.WaitCause;
import io.trawl.schemas.WaitView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Jobs in memory, enough to see what the API asks and to answer it. */
final class FakeJobs implements JobService {
    static final Instant T0 = Instant.parse("2026-11-23T14:02:10Z");

    private final Map<UUID, JobStatus> jobs = new LinkedHashMap<>();
    private final Map<UUID, String> tenants = new LinkedHashMap<>();
    private final Map<String, JobStarted> keys = new LinkedHashMap<>();
    private final Map<String, String> bodies = new LinkedHashMap<>();
    private final List<JobRequest> requests = new ArrayList<>();
    private volatile @Nullable RuntimeException failure;
    private volatile CountDownLatch asked = new CountDownLatch(1);
    private volatile @Nullable TaskFilter lastFilter;
    private volatile @Nullable JobVerb lastVerb;
    private volatile boolean virtual;
    private volatile @Nullable JobFilter lastJobs;
    private volatile Map<String, String> lastLogged = Map.of();

    void failWith(@Nullable RuntimeException failure) {
        this.failure = failure;
    }

    synchronized UUID add(String tenant, JobState state) {
        UUID id = UUID.randomUUID();
        jobs.put(id, status(id, "nightly", state, 1));
        tenants.put(id, tenant);
        return id;
    }

    synchronized void change(UUID id, JobState state) {
        jobs.computeIfPresent(id, (key, old) -> status(key, old.name(), state, old.version() + 1));
    }

    synchronized int started() {
        return requests.size();
    }

    synchronized JobRequest lastRequest() {
        return requests.getLast();
    }

    @Nullable
    JobFilter lastJobs() {
        return lastJobs;
    }

    boolean askedOnVirtualThread() {
        return virtual;
    }

    @Nullable
    TaskFilter lastFilter() {
        return lastFilter;
    }

    /** Opens when a status is asked next. */
    CountDownLatch nextQuestion() {
        asked = new CountDownLatch(1);
        return asked;
    }

    private static JobStatus status(UUID id, String name, JobState state, long version) {
        return new JobStatus(
                id,
                name,
                "discovery",
                state,
                5,
                Map.of("team", "risk"),
                version,
                T0,
                T0,
                null,
                null,
                List.of(),
                Map.of(),
                null);
    }

    /** What a line of the log would say of the request that came last. */
    Map<String, String> lastLogged() {
        return lastLogged;
    }

    private void fail() {
        lastLogged = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
        RuntimeException now = failure;
        if (now != null) {
            throw now;
        }
    }

    @Override
    public synchronized JobStarted start(
            String tenant, JobRequest request, @Nullable String given, @Nullable TraceContext caller)
            throws InvalidJob {
        fail();
        String key = given == null ? null : tenant + "/" + given;
        check(tenant, request);
        if (key != null && keys.containsKey(key)) {
            if (!Json.mapper().writeValueAsString(request).equals(bodies.get(key))) {
                throw new IdempotencyConflict(given);
            }
            return new JobStarted(keys.get(key).jobId(), JobState.PENDING, false);
        }
        requests.add(request);
        JobStarted started = new JobStarted(add(tenant, JobState.PENDING), JobState.PENDING, true);
        if (key != null) {
            keys.put(key, started);
            bodies.put(key, Json.mapper().writeValueAsString(request));
        }
        return started;
    }

    @Override
    public void check(String tenant, JobRequest request) throws InvalidJob {
        if (!request.workload().equals("discovery")) {
            throw new InvalidJob("/workload", "There is no workload '" + request.workload() + "'; use discovery.");
        }
    }

    @Override
    public synchronized List<JobStatus> status(String tenant, List<UUID> jobIds) {
        fail();
        virtual = Thread.currentThread().isVirtual();
        asked.countDown();
        return jobIds.stream()
                .filter(id -> tenant.equals(tenants.get(id)))
                .map(jobs::get)
                .toList();
    }

    @Override
    public synchronized Page<JobStatus> jobs(String tenant, JobFilter filter, @Nullable String cursor, int limit) {
        fail();
        lastJobs = filter;
        List<JobState> states = filter.states();
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        List<JobStatus> all = jobs.values().stream()
                .filter(job -> tenant.equals(tenants.get(job.jobId())))
                .filter(job -> states.isEmpty() || states.contains(job.state()))
                .filter(job ->
                        job.labels().entrySet().containsAll(filter.labels().entrySet()))
                .toList();
        int to = Math.min(all.size(), from + limit);
        return new Page<>(all.subList(Math.min(from, to), to), to < all.size() ? Integer.toString(to) : null);
    }

    @Override
    public synchronized JobStatus act(String tenant, UUID jobId, JobVerb verb) throws JobNotFound, IllegalJobState {
        JobStatus job = require(tenant, jobId);
        boolean cancelled = verb == JobVerb.CANCEL && job.state() == JobState.CANCELLED;
        if (!verb.from().contains(job.state()) && !cancelled) {
            throw new IllegalJobState(verb.word(), jobId, job.state());
        }
        change(
                jobId,
                switch (verb) {
                    case CANCEL -> job.state() == JobState.RUNNING ? JobState.CANCELLING : JobState.CANCELLED;
                    case PAUSE, PAUSE_NOW -> JobState.PAUSED;
                    case RESUME, RETRY -> JobState.RUNNING;
                });
        lastVerb = verb;
        return require(tenant, jobId);
    }

    @Override
    public synchronized JobStatus acknowledge(String tenant, UUID jobId) throws JobNotFound, IllegalJobState {
        JobStatus job = require(tenant, jobId);
        if (!job.state().terminal()) {
            throw new IllegalJobState("acknowledge the end of", jobId, job.state());
        }
        return job;
    }

    @Override
    public synchronized Page<VerbOutcome> actOnAll(
            String tenant, JobVerb verb, Map<String, String> labels, @Nullable String cursor, int limit) {
        Page<JobStatus> page = jobs(tenant, new JobFilter(verb.from(), labels, null, null), cursor, limit);
        lastVerb = verb;
        return new Page<>(
                page.items().stream()
                        .map(job -> new VerbOutcome(job.jobId(), job.name(), true, job.state(), null))
                        .toList(),
                page.nextCursor());
    }

    @Nullable
    JobVerb lastVerb() {
        return lastVerb;
    }

    private JobStatus require(String tenant, UUID jobId) throws JobNotFound {
        fail();
        if (!tenant.equals(tenants.get(jobId))) {
            throw new JobNotFound(jobId);
        }
        return jobs.get(jobId);
    }

    @Override
    public synchronized Receipt receipt(String tenant, UUID jobId) throws JobNotFound {
        JobStatus job = require(tenant, jobId);
        return new Receipt(
                1, jobId, job.name(), job.workload(), job.state(), 1, false, T0, null, List.of(), 1, Map.of());
    }

    @Override
    public synchronized Page<Gap> gaps(String tenant, UUID jobId, @Nullable String cursor, int limit)
            throws JobNotFound {
        require(tenant, jobId);
        return new Page<>(List.of(new Gap("discover", "ds_1", Outcome.SKIPPED, "binary", "a/b.bin")), null);
    }

    @Override
    public synchronized Page<ResultRow> results(
            String tenant,
            UUID jobId,
            @Nullable String kind,
            @Nullable String source,
            @Nullable String cursor,
            int limit)
            throws JobNotFound {
        require(tenant, jobId);
        return new Page<>(
                List.of(new ResultRow(
                        source == null ? "ds_1" : source, kind == null ? "finding" : kind, "k1", "{\"count\":3}")),
                "c2");
    }

    @Override
    public synchronized Page<WaitView> waits(String tenant, UUID jobId, @Nullable String cursor, int limit)
            throws JobNotFound {
        require(tenant, jobId);
        return new Page<>(
                List.of(new WaitView("discover", "ds_1", 3, WaitCause.NO_WORKER, T0, "Waits for a worker.")), null);
    }

    @Override
    public synchronized Page<TaskView> tasks(
            String tenant, UUID jobId, @Nullable TaskFilter filter, @Nullable String cursor, int limit)
            throws JobNotFound {
        require(tenant, jobId);
        lastFilter = filter;
        return new Page<>(
                List.of(new TaskView(
                        7, "discover", "ds_1", TaskState.PENDING, 0, 0, 0, 0, 1, T0, "Waits for a worker.")),
                null);
    }
}
