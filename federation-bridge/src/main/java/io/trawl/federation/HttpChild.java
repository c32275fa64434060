package io.trawl.federation;

import io.trawl.engine.job.JobVerb;
import io.trawl.engine.workload.CredentialRefused;
import io.trawl.engine.workload.Credentials;
import io.trawl.schemas.Gap;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.Site;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.WaitView;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** A site over its HTTP API. */
final class HttpChild implements Child {
    /** Of a body: the largest page has 1,000 results. */
    static final long MAX_ANSWER = 16L << 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int MAX_SOURCES = 1_000;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int MAX_SUCCESS = 299;
    private static final int CLIENT_ERRORS = 400;
    static final String RESIDENCY = "residency";
    private static final String PREFIX = "urn:trawl:problem:";
    private static final Map<Integer, String> TROUBLES = Map.of(
            401, "unauthorized",
            429, "too_many_requests",
            500, "internal_error",
            502, "bad_gateway",
            503, "unavailable",
            504, "gateway_timeout");

    private final Site site;
    private final HttpClient client;
    private final Credentials credentials;
    private final Runnable closing;

    /**
     * @param client with a bound on the time of a connect
     * @param closing what is done when this is closed
     */
    HttpChild(Site site, HttpClient client, Credentials credentials, Runnable closing) {
        this.site = site;
        this.client = client;
        this.credentials = credentials;
        this.closing = closing;
    }

    private record Statuses(List<JobStatus> jobs) {}

    private record ProblemType(@Nullable String type) {}

    @Override
    public InstallationView installation() throws NoAnswer, Declined {
        return read(sent(request("/installation", TIMEOUT).GET()), new TypeReference<>() {});
    }

    @Override
    public JobStarted start(JobRequest request, String idempotencyKey) throws NoAnswer, Declined {
        HttpRequest.Builder post = request("/start_job", TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(request)));
        return read(sent(post), new TypeReference<>() {});
    }

    @Override
    public CompletableFuture<List<JobStatus>> statuses(Map<UUID, Long> known, Duration wait) {
        StringBuilder query = new StringBuilder("/get_job_status?wait_s=").append(wait.toSeconds());
        known.forEach((id, version) ->
                query.append("&job_id=").append(id).append("&version=").append(version));
        HttpRequest request;
        try {
            request = request(query.toString(), TIMEOUT.plus(wait)).GET().build();
        } catch (NoAnswer e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<HttpResponse<String>> sending = client.sendAsync(request, limited());
        CompletableFuture<List<JobStatus>> answer = sending.handle((response, failure) -> {
            try {
                if (failure != null) {
                    throw noAnswer(failure);
                }
                if (response.statusCode() == NOT_FOUND && "job-not-found".equals(problem(response))) {
                    return List.of();
                }
                return read(checked(response), new TypeReference<Statuses>() {}).jobs();
            } catch (NoAnswer | Declined e) {
                throw new CompletionException(e);
            }
        });
        // Only the first of the two ends the request.
        answer.whenComplete((done, failure) -> {
            if (failure instanceof CancellationException) {
                sending.cancel(true);
            }
        });
        return answer;
    }

    @Override
    public JobStatus act(UUID jobId, JobVerb verb) throws NoAnswer, Declined {
        String now = verb == JobVerb.PAUSE_NOW ? "?now=true" : "";
        return read(post("/jobs/" + jobId + "/" + verb.word() + now), new TypeReference<>() {});
    }

    @Override
    public void acknowledge(UUID jobId) throws NoAnswer, Declined {
        post("/jobs/" + jobId + "/acknowledge");
    }

    private HttpResponse<String> post(String path) throws NoAnswer, Declined {
        return sent(request(path, TIMEOUT).POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public Receipt receipt(UUID jobId) throws NoAnswer, Declined {
        return read(sent(request("/jobs/" + jobId + "/receipt", TIMEOUT).GET()), new TypeReference<>() {});
    }

    @Override
    public Page<NamedSource> sources(@Nullable String cursor) throws NoAnswer, Declined {
        return page("/sources", Map.of(), cursor, MAX_SOURCES, new TypeReference<>() {});
    }

    @Override
    public Page<ResultRow> results(
            UUID jobId, @Nullable String kind, @Nullable String source, @Nullable String cursor, int limit)
            throws NoAnswer, Declined {
        Map<String, String> filter = new TreeMap<>();
        if (kind != null) {
            filter.put("kind", kind);
        }
        if (source != null) {
            filter.put("source", source);
        }
        return page("/jobs/" + jobId + "/results", filter, cursor, limit, new TypeReference<>() {});
    }

    @Override
    public Page<Gap> gaps(UUID jobId, @Nullable String cursor, int limit) throws NoAnswer, Declined {
        return page("/jobs/" + jobId + "/gaps", Map.of(), cursor, limit, new TypeReference<>() {});
    }

    @Override
    public Page<WaitView> waits(UUID jobId, @Nullable String cursor, int limit) throws NoAnswer, Declined {
        return page("/jobs/" + jobId + "/waits", Map.of(), cursor, limit, new TypeReference<>() {});
    }

    @Override
    public Page<TaskView> tasks(UUID jobId, Map<String, String> filter, @Nullable String cursor, int limit)
            throws NoAnswer, Declined {
        return page("/jobs/" + jobId + "/tasks", filter, cursor, limit, new TypeReference<>() {});
    }

    private <T> Page<T> page(
            String path, Map<String, String> filter, @Nullable String cursor, int limit, TypeReference<Page<T>> type)
            throws NoAnswer, Declined {
        Map<String, String> query = new TreeMap<>(filter);
        query.put("limit", Integer.toString(limit));
        if (cursor != null) {
            query.put("cursor", cursor);
        }
        String text = query.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", path + "?", ""));
        return read(sent(request(text, TIMEOUT).GET()), type);
    }

    /** The token is looked up each time, so that one that was renewed is the one that is sent. */
    private HttpRequest.Builder request(String path, Duration timeout) throws NoAnswer {
        String base = site.url();
        URI uri = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(timeout).header("Accept", "application/json");
        if (site.credential() != null) {
            try {
                request.header(
                        "Authorization",
                        "Bearer "
                                + credentials
                                        .resolve(site.credential())
                                        .reveal()
                                        .strip());
            } catch (CredentialRefused | IllegalArgumentException e) {
                throw new NoAnswer("no_credential");
            }
        }
        return request;
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws NoAnswer, Declined {
        CompletableFuture<HttpResponse<String>> sending = client.sendAsync(request.build(), limited());
        try {
            return checked(sending.get());
        } catch (ExecutionException e) {
            throw noAnswer(e);
        } catch (InterruptedException e) {
            sending.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted");
        }
    }

    private static HttpResponse.BodyHandler<String> limited() {
        return BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER);
    }

    private static HttpResponse<String> checked(HttpResponse<String> response) throws NoAnswer, Declined {
        int status = response.statusCode();
        if (status > MAX_SUCCESS) {
            String trouble = TROUBLES.get(status);
            String problem = problem(response);
            if (trouble != null) {
                throw new NoAnswer(trouble);
            }
            if (status == FORBIDDEN && !RESIDENCY.equals(problem)) {
                // A token with too few rights is given others sooner or later, and the job must not have failed by
                // then.
                throw new NoAnswer("forbidden");
            }
            if (problem == null) {
                // A proxy, or something else than a trawl: what it says of a job means nothing.
                throw new NoAnswer(status < CLIENT_ERRORS ? "redirected" : "not_a_trawl");
            }
            throw new Declined(status, problem);
        }
        return response;
    }

    private static @Nullable String problem(HttpResponse<String> response) {
        try {
            ProblemType problem = Json.mapper().readValue(response.body(), ProblemType.class);
            String type = problem == null ? null : problem.type();
            return type != null && type.startsWith(PREFIX) ? SafeWord.of(type.substring(PREFIX.length())) : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static NoAnswer noAnswer(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            switch (at) {
                case NoAnswer known -> {
                    return known;
                }
                case HttpTimeoutException _ -> {
                    return new NoAnswer("timed_out");
                }
                case ConnectException _ -> {
                    return new NoAnswer("refused_connection");
                }
                case SSLException _ -> {
                    return new NoAnswer("tls");
                }
                default -> {}
            }
        }
        return new NoAnswer(failure.getCause() instanceof IOException ? "connection_lost" : "failed");
    }

    /** Fields that are not known here are left alone: the site may be newer. */
    private static <T> T read(HttpResponse<String> answer, TypeReference<T> type) throws NoAnswer {
        try {
            T value = Json.mapper().readValue(answer.body(), type);
            if (value == null) {
                throw new NoAnswer("not_a_trawl");
            }
            return value;
        } catch (JacksonException e) {
            throw new NoAnswer("not_understood");
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
