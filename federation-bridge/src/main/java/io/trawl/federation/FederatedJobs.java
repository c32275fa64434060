package io.trawl.federation;

import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.JobVerb;
import io.trawl.engine.job.RequestHash;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.Gap;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.VerbOutcome;
import io.trawl.schemas.WaitView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The jobs of a master: each is a row, a part per site, and what the sites tell. */
final class FederatedJobs implements JobService {
    private static final int MAX_KEY_LENGTH = 200;
    private static final int CURSOR_PARTS = 2;
    private static final int MICROS = 1_000_000;
    private static final int NANOS_OF_MICRO = 1_000;

    private final Tables tables;
    private final Links links;
    private final Split split;
    private final Workloads workloads;
    private final Verbs verbs;
    private final Origin origin;
    private final PassThrough passing;

    /**
     * Where new jobs come from.
     *
     * @param ids time-ordered, never repeated
     * @param aliveLimit jobs of one tenant that may be alive at a time
     */
    record Origin(Supplier<UUID> ids, InstantSource clock, UUID installation, int aliveLimit) {}

    FederatedJobs(Tables tables, Links links, Split split, Workloads workloads, Verbs verbs, Origin origin) {
        this.tables = tables;
        this.links = links;
        this.split = split;
        this.workloads = workloads;
        this.verbs = verbs;
        this.origin = origin;
        this.passing = new PassThrough(tables.sites(), links);
    }

    @Override
    public JobStarted start(
            String tenant, JobRequest request, @Nullable String idempotencyKey, @Nullable TraceContext caller)
            throws InvalidJob {
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > MAX_KEY_LENGTH)) {
            throw new InvalidField("Idempotency-Key", "must have 1 to " + MAX_KEY_LENGTH + " characters");
        }
        Map<String, List<String>> parts = parts(tenant, request);
        Submissions.Added added = add(tenant, request, parts, idempotencyKey);
        parts.keySet().forEach(site -> links.wake(tenant, site));
        JobState state = tables.jobs().find(tenant, List.of(added.jobId())).stream()
                .findFirst()
                .map(JobTable.Kept::state)
                .orElse(JobState.PENDING);
        return new JobStarted(added.jobId(), state, added.created());
    }

    private Submissions.Added add(
            String tenant, JobRequest request, Map<String, List<String>> parts, @Nullable String idempotencyKey)
            throws InvalidJob {
        try {
            return tables.submissions()
                    .add(
                            new Submissions.New(origin.ids().get(), tenant, request, RequestHash.of(request), parts),
                            idempotencyKey,
                            origin.aliveLimit());
        } catch (Submissions.SitesChanged e) {
            // Whoever asks which site it is hears it in the words of a job that comes after the change.
            parts(tenant, request);
            throw new InvalidJob("/sources", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void check(String tenant, JobRequest request) throws InvalidJob {
        parts(tenant, request);
    }

    private Map<String, List<String>> parts(String tenant, JobRequest request) throws InvalidJob {
        if (request.parent() != null && request.parent().via().contains(origin.installation())) {
            throw new InvalidJob(
                    "/parent/via",
                    "The job has been here before: these masters are sites of one another; take one of them away.");
        }
        return split.of(tenant, request);
    }

    @Override
    public List<JobStatus> status(String tenant, List<UUID> jobIds) {
        Map<UUID, JobStatus> found = shown(tenant, tables.jobs().find(tenant, jobIds)).stream()
                .collect(Collectors.toMap(JobStatus::jobId, Function.identity()));
        return jobIds.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private List<JobStatus> shown(String tenant, List<JobTable.Kept> jobs) {
        Map<UUID, List<Part>> parts =
                tables.parts().of(jobs.stream().map(JobTable.Kept::jobId).toList());
        Map<String, Aggregate.Reach> reach = jobs.isEmpty() ? Map.of() : reach(tenant);
        Instant now = origin.clock().instant();
        return jobs.stream()
                .map(job -> Aggregate.status(job, parts.getOrDefault(job.jobId(), List.of()), reach, now))
                .toList();
    }

    private Map<String, Aggregate.Reach> reach(String tenant) {
        Map<String, Aggregate.Reach> reach = tables.sites().reach(tenant);
        reach.replaceAll((site, written) -> written.heard(links.heard(tenant, site)));
        return reach;
    }

    @Override
    public Page<JobStatus> jobs(String tenant, JobFilter filter, @Nullable String cursor, int limit) {
        Instant before = null;
        UUID beforeId = null;
        if (cursor != null) {
            String[] at = cursor.split("_", CURSOR_PARTS);
            long micros = Long.parseLong(at[0]);
            before = Instant.ofEpochSecond(
                    Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * (long) NANOS_OF_MICRO);
            beforeId = UUID.fromString(at[at.length - 1]);
        }
        List<JobTable.Kept> found = tables.jobs().list(tenant, filter, before, beforeId, limit + 1);
        List<JobTable.Kept> items = found.size() > limit ? found.subList(0, limit) : found;
        return new Page<>(shown(tenant, items), found.size() > limit ? cursor(items.getLast()) : null);
    }

    private static String cursor(JobTable.Kept last) {
        Instant at = last.createdAt();
        return (at.getEpochSecond() * MICROS + at.getNano() / NANOS_OF_MICRO) + "_" + last.jobId();
    }

    @Override
    public JobStatus act(String tenant, UUID jobId, JobVerb verb) throws JobNotFound, IllegalJobState {
        verbs.act(tenant, jobId, verb);
        for (Part part : tables.parts().of(List.of(jobId)).getOrDefault(jobId, List.of())) {
            links.wake(tenant, part.site());
        }
        return job(tenant, jobId);
    }

    @Override
    public Page<VerbOutcome> actOnAll(
            String tenant, JobVerb verb, Map<String, String> labels, @Nullable String cursor, int limit) {
        if (labels.isEmpty()) {
            throw new InvalidField("label", "is missing; name the jobs by at least one label, for example team=risk");
        }
        Page<JobStatus> page = jobs(tenant, new JobFilter(verb.from(), labels, null, null), cursor, limit);
        List<VerbOutcome> outcomes = new ArrayList<>();
        for (JobStatus job : page.items()) {
            outcomes.add(outcome(tenant, job, verb));
        }
        return new Page<>(outcomes, page.nextCursor());
    }

    private VerbOutcome outcome(String tenant, JobStatus job, JobVerb verb) {
        try {
            return new VerbOutcome(
                    job.jobId(),
                    job.name(),
                    true,
                    act(tenant, job.jobId(), verb).state(),
                    null);
        } catch (IllegalJobState e) {
            return new VerbOutcome(job.jobId(), job.name(), false, e.state(), e.getMessage());
        } catch (JobNotFound e) {
            return new VerbOutcome(job.jobId(), job.name(), false, job.state(), e.getMessage());
        }
    }

    /** Of a master that is a site of another one. Its jobs are kept for their time, whoever has heard of their end. */
    @Override
    public JobStatus acknowledge(String tenant, UUID jobId) throws JobNotFound, IllegalJobState {
        JobStatus status = job(tenant, jobId);
        if (!status.state().terminal()) {
            throw new IllegalJobState("acknowledge", jobId, status.state());
        }
        return status;
    }

    @Override
    public Receipt receipt(String tenant, UUID jobId) throws JobNotFound {
        Found found = found(tenant, jobId);
        return new Receipts(tables.parts(), links).of(found.job(), found.parts(), firstPhase(found.job()));
    }

    private String firstPhase(JobTable.Kept job) {
        return workloads
                .find(job.request().workload())
                .map(workload -> workload.phases().getFirst().name())
                .orElse("site");
    }

    private record Found(JobTable.Kept job, List<Part> parts) {
        /** Those that do one of these sources. */
        List<Part> of(@Nullable String source) {
            return source == null
                    ? parts
                    : parts.stream()
                            .filter(part -> part.sources().contains(source))
                            .toList();
        }
    }

    private Found found(String tenant, UUID jobId) throws JobNotFound {
        JobTable.Kept job = tables.jobs().find(tenant, List.of(jobId)).stream()
                .findFirst()
                .orElseThrow(() -> new JobNotFound(jobId));
        return new Found(job, tables.parts().of(List.of(jobId)).getOrDefault(jobId, List.of()));
    }

    @Override
    public Page<Gap> gaps(String tenant, UUID jobId, @Nullable String cursor, int limit) throws JobNotFound {
        Found found = found(tenant, jobId);
        List<Gap> own = cursor == null ? Receipts.gaps(found.parts(), firstPhase(found.job())) : List.of();
        if (!own.isEmpty()) {
            return new Page<>(own, PassThrough.begin(found.parts()));
        }
        return passing.page(found.parts(), cursor, (child, job, from) -> child.gaps(job, from, limit));
    }

    @Override
    public Page<ResultRow> results(
            String tenant,
            UUID jobId,
            @Nullable String kind,
            @Nullable String source,
            @Nullable String cursor,
            int limit)
            throws JobNotFound {
        List<Part> parts = found(tenant, jobId).of(source);
        return passing.page(parts, cursor, (child, job, from) -> child.results(job, kind, source, from, limit));
    }

    @Override
    public Page<WaitView> waits(String tenant, UUID jobId, @Nullable String cursor, int limit) throws JobNotFound {
        List<Part> parts = found(tenant, jobId).parts();
        return passing.page(parts, cursor, (child, job, from) -> child.waits(job, from, limit));
    }

    @Override
    public Page<TaskView> tasks(
            String tenant, UUID jobId, @Nullable TaskFilter filter, @Nullable String cursor, int limit)
            throws JobNotFound {
        Map<String, String> query = new HashMap<>();
        if (filter != null) {
            put(query, "state", filter.state() == null ? null : filter.state().name());
            put(query, "phase", filter.phase());
            put(query, "source", filter.source());
        }
        List<Part> parts = found(tenant, jobId).of(filter == null ? null : filter.source());
        return passing.page(parts, cursor, (child, job, from) -> child.tasks(job, query, from, limit));
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }
}
