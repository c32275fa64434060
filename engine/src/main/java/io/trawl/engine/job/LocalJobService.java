package io.trawl.engine.job;

import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.ledger.JobLedger;
import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobLedger.ResultPart;
import io.trawl.engine.ledger.JobLedger.Submitted;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.ledger.SourceLedger;
import io.trawl.engine.source.NamedSources;
import io.trawl.engine.trace.Spans;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.trace.Tracing;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.Workload;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.Gap;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.ParentJob;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.VerbOutcome;
import io.trawl.schemas.WaitView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The job service of one installation with its own ledger. Safe for use by many threads. */
public final class LocalJobService implements JobService {
    private static final int MAX_KEY_LENGTH = 200;

    private final JobLedger ledger;
    private final SourceLedger sources;
    private final Workloads workloads;
    private final Supplier<UUID> ids;
    private final Waits waits;
    private final Runnable submitted;
    private final VerbsOnLedger verbs;
    private final int aliveLimit;
    private final Tracing tracing;
    /** Null while nobody has said which. */
    private final @Nullable UUID installation;

    /** With as many jobs alive per tenant as usual. */
    public <L extends JobLedger & SourceLedger> LocalJobService(
            L ledger,
            Workloads workloads,
            Supplier<UUID> ids,
            Waits waits,
            Runnable submitted,
            Consumer<UUID> cancelled) {
        this(ledger, workloads, ids, waits, submitted, cancelled, NewJob.DEFAULT_ALIVE_LIMIT);
    }

    /**
     * @param ids time-ordered, never repeated
     * @param submitted tells the assigner that there may be work; a hint only
     * @param cancelled tells the assigner, and workers that have something of this job to stop; a hint only
     * @param aliveLimit jobs of one tenant that may be alive at a time
     */
    public <L extends JobLedger & SourceLedger> LocalJobService(
            L ledger,
            Workloads workloads,
            Supplier<UUID> ids,
            Waits waits,
            Runnable submitted,
            Consumer<UUID> cancelled,
            int aliveLimit) {
        this.ledger = ledger;
        this.sources = ledger;
        this.workloads = workloads;
        this.ids = ids;
        this.waits = waits;
        this.submitted = submitted;
        this.verbs = new VerbsOnLedger(ledger, submitted, cancelled);
        this.aliveLimit = aliveLimit;
        this.tracing = Tracing.carryOn();
        this.installation = null;
    }

    private LocalJobService(LocalJobService same, Tracing tracing, @Nullable UUID installation) {
        this.ledger = same.ledger;
        this.sources = same.sources;
        this.workloads = same.workloads;
        this.ids = same.ids;
        this.waits = same.waits;
        this.submitted = same.submitted;
        this.verbs = same.verbs;
        this.aliveLimit = same.aliveLimit;
        this.tracing = tracing;
        this.installation = installation;
    }

    /** The same, told of traces and telling of its submissions. */
    public LocalJobService under(Tracing traced) {
        return new LocalJobService(this, traced, installation);
    }

    /** The same, of this installation: jobs of masters that have passed through it already are refused. */
    public LocalJobService knownAs(@Nullable UUID own) {
        return new LocalJobService(this, tracing, own);
    }

    @Override
    public JobStarted start(
            String tenant, JobRequest request, @Nullable String idempotencyKey, @Nullable TraceContext caller)
            throws InvalidJob {
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > MAX_KEY_LENGTH)) {
            throw new InvalidField("Idempotency-Key", "must have 1 to " + MAX_KEY_LENGTH + " characters");
        }
        refuseWhatIsForOthers(request);
        Workload workload = requireWorkload(request);
        JobRequest resolved = resolved(tenant, request, workload);
        List<PhasePlan> phases = workload.phases().stream().map(PhasePlan::of).toList();
        UUID id = ids.get();
        TraceContext place = caller == null ? TraceContext.begin(id) : caller.next(id);
        Submitted answer = submit(
                new NewJob(id, tenant, resolved, phases, idempotencyKey, RequestHash.of(request), aliveLimit, place),
                place,
                caller);
        submitted.run();
        return new JobStarted(answer.jobId(), answer.state(), answer.created());
    }

    private Submitted submit(NewJob job, TraceContext place, @Nullable TraceContext caller) {
        Spans.Open span = tracing.spans()
                .begin(
                        "submit job",
                        place,
                        caller == null ? null : caller.spanId(),
                        Map.of("job", job.jobId().toString()));
        try {
            Submitted answer = ledger.submit(job);
            tracing.jobs().learn(answer.jobId(), answer.trace());
            span.end(answer.created() ? "created" : "known", false);
            return answer;
        } catch (RuntimeException e) {
            span.end("refused", true);
            throw e;
        }
    }

    @Override
    public void check(String tenant, JobRequest request) throws InvalidJob {
        refuseWhatIsForOthers(request);
        resolved(tenant, request, requireWorkload(request));
    }

    private void refuseWhatIsForOthers(JobRequest request) throws InvalidJob {
        if (request.sites() != null) {
            throw new InvalidJob(
                    "/sites", "This installation has no sites; leave 'sites' out, or submit the job to the master.");
        }
        ParentJob parent = request.parent();
        if (parent != null && installation != null && parent.via().contains(installation)) {
            throw new InvalidJob(
                    "/parent/via",
                    "The job has passed through this installation before and would go round in a circle; remove this"
                            + " installation from the sites of the master that sent it.");
        }
    }

    private Workload requireWorkload(JobRequest request) throws InvalidJob {
        return workloads
                .find(request.workload())
                .orElseThrow(() -> new InvalidJob(
                        "/workload",
                        "There is no workload '" + request.workload() + "'; use one of " + workloads.names() + "."));
    }

    private JobRequest resolved(String tenant, JobRequest request, Workload workload) throws InvalidJob {
        JobRequest resolved = NamedSources.resolve(sources, tenant, request);
        workload.validate(resolved);
        return resolved;
    }

    @Override
    public List<JobStatus> status(String tenant, List<UUID> jobIds) {
        return ledger.status(tenant, jobIds);
    }

    @Override
    public Page<JobStatus> jobs(String tenant, JobFilter filter, @Nullable String cursor, int limit) {
        return ledger.jobs(tenant, filter, cursor, limit);
    }

    @Override
    public JobStatus act(String tenant, UUID jobId, JobVerb verb) throws JobNotFound, IllegalJobState {
        Changed answer = verbs.apply(tenant, jobId, verb).orElseThrow(() -> notFound(tenant, jobId));
        if (!answer.changed() && !verb.isDone(answer.state())) {
            throw refused(verb, jobId, answer);
        }
        return job(tenant, jobId);
    }

    @Override
    public JobStatus acknowledge(String tenant, UUID jobId) throws JobNotFound, IllegalJobState {
        Changed answer = ledger.acknowledge(tenant, jobId).orElseThrow(() -> notFound(tenant, jobId));
        if (!answer.state().terminal()) {
            throw IllegalJobState.notEnded(jobId, answer.state());
        }
        return job(tenant, jobId);
    }

    private static IllegalJobState refused(JobVerb verb, UUID jobId, Changed answer) {
        if (answer.gone()) {
            return IllegalJobState.inputsGone(jobId, answer.state());
        }
        return verb == JobVerb.RETRY && verb.from().contains(answer.state())
                ? IllegalJobState.nothingToRetry(jobId, answer.state())
                : new IllegalJobState(verb.word(), jobId, answer.state());
    }

    @Override
    public Page<VerbOutcome> actOnAll(
            String tenant, JobVerb verb, Map<String, String> labels, @Nullable String cursor, int limit) {
        if (labels.isEmpty()) {
            throw new InvalidField("label", "is missing; name the jobs by at least one label, for example team=risk");
        }
        Page<JobStatus> page = ledger.jobs(tenant, new JobFilter(verb.from(), labels, null, null), cursor, limit);
        List<VerbOutcome> outcomes =
                page.items().stream().map(job -> outcome(tenant, job, verb)).toList();
        return new Page<>(outcomes, page.nextCursor());
    }

    private VerbOutcome outcome(String tenant, JobStatus job, JobVerb verb) {
        try {
            JobState state = act(tenant, job.jobId(), verb).state();
            return new VerbOutcome(job.jobId(), job.name(), true, state, null);
        } catch (IllegalJobState e) {
            return new VerbOutcome(job.jobId(), job.name(), false, e.state(), e.getMessage());
        } catch (JobNotFound e) {
            return new VerbOutcome(job.jobId(), job.name(), false, job.state(), e.getMessage());
        }
    }

    @Override
    public Receipt receipt(String tenant, UUID jobId) throws JobNotFound {
        return ledger.receipt(tenant, jobId).orElseThrow(() -> notFound(tenant, jobId));
    }

    @Override
    public Page<Gap> gaps(String tenant, UUID jobId, @Nullable String cursor, int limit) throws JobNotFound {
        job(tenant, jobId);
        return ledger.gaps(tenant, jobId, cursor, limit);
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
        Workload workload = workloadOf(job(tenant, jobId));
        Page<ResultPart> parts = ledger.resultParts(tenant, jobId, kind, source, cursor, limit);
        return new Page<>(fold(workload, parts.items()), parts.nextCursor());
    }

    @Override
    public Page<TaskView> tasks(
            String tenant, UUID jobId, @Nullable TaskFilter filter, @Nullable String cursor, int limit)
            throws JobNotFound {
        job(tenant, jobId);
        Page<TaskView> page = ledger.tasks(tenant, jobId, filter, cursor, limit);
        JobSpec spec = ledger.spec(jobId).orElseThrow(() -> notFound(tenant, jobId));
        List<TaskView> explained = page.items().stream()
                .map(task -> task.state() == TaskState.PENDING ? waits.explain(spec, task) : task)
                .toList();
        return new Page<>(explained, page.nextCursor());
    }

    @Override
    public Page<WaitView> waits(String tenant, UUID jobId, @Nullable String cursor, int limit) throws JobNotFound {
        JobStatus job = job(tenant, jobId);
        JobSpec spec = ledger.spec(jobId).orElseThrow(() -> notFound(tenant, jobId));
        return new WaitsOfJobs(waits).page(job, spec, cursor, limit);
    }

    private static List<ResultRow> fold(Workload workload, List<ResultPart> parts) {
        List<ResultRow> rows = new ArrayList<>();
        int i = 0;
        while (i < parts.size()) {
            ResultPart first = parts.get(i);
            String body = first.body();
            for (i++; i < parts.size() && sameKey(first, parts.get(i)); i++) {
                body = workload.merge(first.kind(), body, parts.get(i).body());
            }
            rows.add(new ResultRow(first.source(), first.kind(), first.key(), workload.present(first.kind(), body)));
        }
        return rows;
    }

    private static boolean sameKey(ResultPart a, ResultPart b) {
        return a.key().equals(b.key())
                && a.kind().equals(b.kind())
                && a.source().equals(b.source());
    }

    private JobNotFound notFound(String tenant, UUID jobId) {
        return ledger.forgotten(tenant, jobId)
                .map(forgotten -> new JobNotFound(jobId, forgotten))
                .orElseGet(() -> new JobNotFound(jobId));
    }

    @Override
    public JobStatus job(String tenant, UUID jobId) throws JobNotFound {
        List<JobStatus> found = ledger.status(tenant, List.of(jobId));
        if (found.isEmpty()) {
            throw notFound(tenant, jobId);
        }
        return found.getFirst();
    }

    private Workload workloadOf(JobStatus job) {
        return workloads
                .find(job.workload())
                .orElseThrow(() -> new IllegalStateException("The workload '" + job.workload()
                        + "' of this job is not installed here; add it to read results."));
    }
}
