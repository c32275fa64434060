package io.trawl.cli.remote;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.remote.ApiClient.Answer;
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
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.VerbOutcome;
import io.trawl.schemas.WaitView;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * The jobs of another trawl, over its HTTP API. The tenant is the one that the server gives to the token; what this
 * side says of it is not sent. Failures that are no answer of a job service are {@link Refusal}s.
 */
public final class HttpJobService implements JobService, AutoCloseable {
    /** A server that is started again takes a few seconds. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));

    private static final String KEY = "Idempotency-Key";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final ApiClient api;

    HttpJobService(ApiClient api) {
        this.api = api;
    }

    public static HttpJobService at(URI server, @Nullable String token) {
        return new HttpJobService(new ApiClient(server, token, PAUSES));
    }

    private record Statuses(List<JobStatus> jobs) {}

    /** Always with a key, so that a repeated request starts no second job. */
    @Override
    public JobStarted start(
            String tenant, JobRequest request, @Nullable String idempotencyKey, @Nullable TraceContext caller)
            throws InvalidJob {
        String key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
        Answer answer = api.post("/start_job", Json.mapper().writeValueAsString(request), headers(key, caller));
        if (answer.good()) {
            return read(answer, JobStarted.class);
        }
        Problem problem = answer.problem();
        if (problem.is("idempotency-conflict")) {
            throw new IdempotencyConflict(key);
        }
        if (problem.is("invalid-job") || problem.is("unknown-field") || problem.is("malformed-body")) {
            throw new InvalidJob(problem.pointer(), problem.sentence(answer.status()));
        }
        throw refusal(answer);
    }

    private static Map<String, String> headers(String key, @Nullable TraceContext caller) {
        return caller == null ? Map.of(KEY, key) : Map.of(KEY, key, TraceContext.HEADER, caller.text());
    }

    @Override
    public void check(String tenant, JobRequest request) {
        // Only the server can tell, and it does so at the submission.
    }

    @Override
    public List<JobStatus> status(String tenant, List<UUID> jobIds) {
        if (jobIds.isEmpty()) {
            return List.of();
        }
        String query = jobIds.stream().map(id -> "job_id=" + id).collect(Collectors.joining("&"));
        Answer answer = api.get("/get_job_status?" + query);
        if (answer.status() == NOT_FOUND && answer.problem().is("job-not-found")) {
            return List.of();
        }
        return read(good(answer), Statuses.class).jobs();
    }

    @Override
    public Page<JobStatus> jobs(String tenant, JobFilter filter, @Nullable String cursor, int limit) {
        QueryString query = QueryString.page(cursor, limit).add("workload", filter.workload());
        filter.states().forEach(state -> query.add("state", state.name()));
        filter.labels().forEach((name, value) -> query.add("label", name + "=" + value));
        query.add("since", filter.since() == null ? null : filter.since().toString());
        return read(good(api.get("/jobs" + query)), new TypeReference<Page<JobStatus>>() {});
    }

    @Override
    public JobStatus act(String tenant, UUID jobId, JobVerb verb) throws JobNotFound, IllegalJobState {
        return done(tenant, jobId, verb.word() + now(new QueryString(), verb));
    }

    @Override
    public JobStatus acknowledge(String tenant, UUID jobId) throws JobNotFound, IllegalJobState {
        return done(tenant, jobId, "acknowledge");
    }

    private JobStatus done(String tenant, UUID jobId, String verb) throws JobNotFound, IllegalJobState {
        Answer answer = ofJob(api.post("/jobs/" + jobId + "/" + verb, ""));
        if (answer.status() == CONFLICT) {
            JobState state = status(tenant, List.of(jobId)).stream()
                    .findFirst()
                    .orElseThrow(() -> new JobNotFound(jobId))
                    .state();
            throw IllegalJobState.saying(answer.problem().sentence(CONFLICT), state);
        }
        return read(good(answer), JobStatus.class);
    }

    @Override
    public Page<VerbOutcome> actOnAll(
            String tenant, JobVerb verb, Map<String, String> labels, @Nullable String cursor, int limit) {
        QueryString query = now(QueryString.page(cursor, limit), verb);
        addLabels(query, labels);
        return read(good(api.post("/jobs/" + verb.word() + query, "")), new TypeReference<Page<VerbOutcome>>() {});
    }

    private static QueryString now(QueryString query, JobVerb verb) {
        return verb == JobVerb.PAUSE_NOW ? query.add("now", "true") : query;
    }

    private static void addLabels(QueryString query, Map<String, String> labels) {
        labels.forEach((key, value) -> query.add("label", key + "=" + value));
    }

    @Override
    public Receipt receipt(String tenant, UUID jobId) throws JobNotFound {
        return read(good(ofJob(api.get("/jobs/" + jobId + "/receipt"))), Receipt.class);
    }

    @Override
    public Page<Gap> gaps(String tenant, UUID jobId, @Nullable String cursor, int limit) throws JobNotFound {
        String path = "/jobs/" + jobId + "/gaps" + QueryString.page(cursor, limit);
        return read(good(ofJob(api.get(path))), new TypeReference<Page<Gap>>() {});
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
        QueryString query = QueryString.page(cursor, limit).add("kind", kind).add("source", source);
        String path = "/jobs/" + jobId + "/results" + query;
        return read(good(ofJob(api.get(path))), new TypeReference<Page<ResultRow>>() {});
    }

    @Override
    public Page<TaskView> tasks(
            String tenant, UUID jobId, @Nullable TaskFilter filter, @Nullable String cursor, int limit)
            throws JobNotFound {
        QueryString query = QueryString.page(cursor, limit);
        if (filter != null) {
            query.add("state", filter.state() == null ? null : filter.state().name())
                    .add("phase", filter.phase())
                    .add("source", filter.source());
        }
        return read(good(ofJob(api.get("/jobs/" + jobId + "/tasks" + query))), new TypeReference<Page<TaskView>>() {});
    }

    @Override
    public Page<WaitView> waits(String tenant, UUID jobId, @Nullable String cursor, int limit) throws JobNotFound {
        String path = "/jobs/" + jobId + "/waits" + QueryString.page(cursor, limit);
        return read(good(ofJob(api.get(path))), new TypeReference<Page<WaitView>>() {});
    }

    /** The server knows more of the job than that it is not there: it may have been removed after its time. */
    private static Answer ofJob(Answer answer) throws JobNotFound {
        if (answer.status() == NOT_FOUND && answer.problem().is("job-not-found")) {
            throw JobNotFound.saying(answer.problem().sentence(NOT_FOUND));
        }
        return answer;
    }

    private static Answer good(Answer answer) {
        if (!answer.good()) {
            throw refusal(answer);
        }
        return answer;
    }

    private static Refusal refusal(Answer answer) {
        return new Refusal(ExitCode.FAILED, answer.problem().sentence(answer.status()));
    }

    private static <T> T read(Answer answer, Class<T> type) {
        try {
            return Json.mapper().readValue(answer.body(), type);
        } catch (JacksonException e) {
            throw notUnderstood(e);
        }
    }

    private static <T> T read(Answer answer, TypeReference<T> type) {
        try {
            return Json.mapper().readValue(answer.body(), type);
        } catch (JacksonException e) {
            throw notUnderstood(e);
        }
    }

    private static Refusal notUnderstood(JacksonException e) {
        return new Refusal(
                ExitCode.FAILED,
                "The server's answer is not that of a trawl; check --server and what stands between.",
                e);
    }

    @Override
    public void close() {
        api.close();
    }
}
