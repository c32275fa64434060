package io.trawl.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.Jobs;
import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Page;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that says what the test tells it to. */
class HttpJobServiceTest {
    private static final String TENANT = "default";

    private final List<String> asked = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final Map<String, List<Said>> answers = new HashMap<>();
    private HttpServer server;
    private URI uri;
    private HttpJobService jobs;

    private record Said(int status, String body) {}

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        jobs = new HttpJobService(new ApiClient(uri, "token-1", List.of(Duration.ZERO)));
    }

    @AfterEach
    void stopServer() {
        jobs.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(call + (body.isEmpty() ? "" : " " + body));
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key != null) {
            keys.add(key);
        }
        boolean known = "Bearer token-1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        List<Said> said = answers.getOrDefault(call, List.of(new Said(500, "<html>oops</html>")));
        Said next = !known ? new Said(401, "") : said.size() > 1 ? said.removeFirst() : said.getFirst();
        byte[] bytes = next.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(next.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void when(String call, int status, String body) {
        answers.computeIfAbsent(call, c -> new ArrayList<>()).add(new Said(status, body));
    }

    private static String problem(String type, String detail) {
        return Json.mapper()
                .writeValueAsString(Map.of(
                        "type",
                        "urn:trawl:problem:" + type,
                        "title",
                        "Title",
                        "detail",
                        detail,
                        "errors",
                        List.of(Map.of("pointer", "/sources/0/options/root", "detail", detail))));
    }

    private static JobRequest request() {
        return new JobRequest(null, "discovery", List.of(SourceSpec.named("a")), null, null, null, null);
    }

    @Test
    void shouldStartAJobUnderAKeyAndRepeatItUnderTheSame() throws Exception {
        when("POST /start_job", 503, "");
        when("POST /start_job", 202, "{\"job_id\":\"" + Jobs.ID + "\",\"state\":\"PENDING\",\"created\":true}");
        assertThat(jobs.start(TENANT, request(), null).jobId()).isEqualTo(Jobs.ID);
        assertThat(keys).hasSize(2).first().isEqualTo(keys.getLast());
    }

    @Test
    void shouldTellWhyAJobWasRefused() {
        when("POST /start_job", 422, problem("invalid-job", "The root must be an absolute path."));
        assertThatThrownBy(() -> jobs.start(TENANT, request(), null)).isInstanceOfSatisfying(InvalidJob.class, e -> {
            assertThat(e.pointer()).isEqualTo("/sources/0/options/root");
            assertThat(e).hasMessage("The root must be an absolute path.");
        });
    }

    @Test
    void shouldTellAKeyThatBelongsToAnotherRequest() {
        when("POST /start_job", 422, problem("idempotency-conflict", "The key …"));
        assertThatThrownBy(() -> jobs.start(TENANT, request(), "k")).isInstanceOf(IdempotencyConflict.class);
    }

    @Test
    void shouldReadStatusesAndLeaveOutUnknownJobs() {
        JobStatus status = Jobs.status(JobState.RUNNING, Map.of("team", "risk"));
        when(
                "GET /get_job_status?job_id=" + Jobs.ID,
                200,
                Json.mapper().writeValueAsString(Map.of("jobs", List.of(status))));
        assertThat(jobs.status(TENANT, List.of(Jobs.ID))).containsExactly(status);
        answers.clear();
        when("GET /get_job_status?job_id=" + Jobs.ID, 404, problem("job-not-found", "There is no job."));
        assertThat(jobs.status(TENANT, List.of(Jobs.ID))).isEmpty();
    }

    @Test
    void shouldPageThroughJobs() {
        JobStatus status = Jobs.status(JobState.RUNNING, Map.of());
        when(
                "GET /jobs?limit=10&cursor=a%26b&state=RUNNING&state=PENDING",
                200, Json.mapper().writeValueAsString(new Page<>(List.of(status), "next")));
        Page<JobStatus> page = jobs.jobs(TENANT, JobFilter.of(List.of(JobState.RUNNING, JobState.PENDING)), "a&b", 10);
        assertThat(page).isEqualTo(new Page<>(List.of(status), "next"));
    }

    @Test
    void shouldReadReceiptGapsAndResults() throws Exception {
        Gap gap = new Gap("inspect", "s", Outcome.FAILED, "unreadable", "n");
        ResultRow row = new ResultRow("s", "finding", "k", "{\"count\":1,\"at\":[1,2]}");
        when(
                "GET /jobs/" + Jobs.ID + "/receipt",
                200,
                Json.mapper().writeValueAsString(Jobs.receipt(JobState.COMPLETED, 0)));
        when(
                "GET /jobs/" + Jobs.ID + "/gaps?limit=20",
                200,
                Json.mapper().writeValueAsString(new Page<>(List.of(gap), null)));
        when(
                "GET /jobs/" + Jobs.ID + "/results?limit=20&kind=finding",
                200,
                Json.mapper().writeValueAsString(new Page<>(List.of(row), null)));
        assertThat(jobs.receipt(TENANT, Jobs.ID)).isEqualTo(Jobs.receipt(JobState.COMPLETED, 0));
        assertThat(jobs.gaps(TENANT, Jobs.ID, null, 20)).isEqualTo(new Page<>(List.of(gap), null));
        assertThat(jobs.results(TENANT, Jobs.ID, "finding", null, 20)).isEqualTo(new Page<>(List.of(row), null));
    }

    @Test
    void shouldTellAJobThatIsNotThere() {
        when("GET /jobs/" + Jobs.ID + "/receipt", 404, problem("job-not-found", "It was removed on 2026-11-01."));
        assertThatThrownBy(() -> jobs.receipt(TENANT, Jobs.ID))
                .isInstanceOf(JobNotFound.class)
                .hasMessage("It was removed on 2026-11-01.");
    }

    @Test
    void shouldTellAVerbThatTheStateDoesNotAllow() {
        when("POST /jobs/" + Jobs.ID + "/cancel", 409, problem("job-state", "Cannot cancel."));
        JobStatus status = Jobs.status(JobState.COMPLETED, Map.of());
        when(
                "GET /get_job_status?job_id=" + Jobs.ID,
                200,
                Json.mapper().writeValueAsString(Map.of("jobs", List.of(status))));
        assertThatThrownBy(() -> jobs.cancel(TENANT, Jobs.ID))
                .isInstanceOfSatisfying(
                        IllegalJobState.class, e -> assertThat(e.state()).isEqualTo(JobState.COMPLETED))
                .hasMessage("Cannot cancel.");
    }

    @Test
    void shouldAcknowledgeAnEndAndTellOneThatHasNotCome() throws Exception {
        String call = "POST /jobs/" + Jobs.ID + "/acknowledge";
        when(call, 200, Json.mapper().writeValueAsString(Jobs.status(JobState.COMPLETED, Map.of())));
        when(call, 409, problem("job-state", "It is RUNNING; wait until it has ended."));
        when(
                "GET /get_job_status?job_id=" + Jobs.ID,
                200,
                Json.mapper().writeValueAsString(Map.of("jobs", List.of(Jobs.status(JobState.RUNNING, Map.of())))));

        assertThat(jobs.acknowledge(TENANT, Jobs.ID).state()).isEqualTo(JobState.COMPLETED);
        assertThatThrownBy(() -> jobs.acknowledge(TENANT, Jobs.ID))
                .isInstanceOfSatisfying(
                        IllegalJobState.class, e -> assertThat(e.state()).isEqualTo(JobState.RUNNING))
                .hasMessage("It is RUNNING; wait until it has ended.");
    }

    @Test
    void shouldTellAnyOtherProblemInItsOwnSentence() {
        when("GET /jobs?limit=5", 400, problem("invalid-parameter", "limit is too big; ask for less."));
        assertThatThrownBy(() -> jobs.jobs(TENANT, JobFilter.ALL, null, 5))
                .isInstanceOf(Refusal.class)
                .hasMessage("limit is too big; ask for less.");
    }

    @Test
    void shouldTellWhatIsNoTrawl() {
        assertThatThrownBy(() -> jobs.jobs(TENANT, JobFilter.ALL, null, 5))
                .hasMessage("The server answered with status 500.");
        when("GET /jobs?limit=6", 200, "<html>a proxy's page</html>");
        assertThatThrownBy(() -> jobs.jobs(TENANT, JobFilter.ALL, null, 6))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not that of a trawl");
    }

    @Test
    void shouldAskForTheTokenItDoesNotHave() {
        try (HttpJobService stranger = new HttpJobService(new ApiClient(uri, null, List.of()))) {
            assertThatThrownBy(() -> stranger.jobs(TENANT, JobFilter.ALL, null, 5))
                    .hasMessageContaining("set TRAWL_TOKEN");
        }
        try (HttpJobService wrong = new HttpJobService(new ApiClient(uri, "token-2", List.of()))) {
            assertThatThrownBy(() -> wrong.jobs(TENANT, JobFilter.ALL, null, 5))
                    .hasMessageContaining("check TRAWL_TOKEN");
        }
    }

    @Test
    void shouldSayHowToStartAServerWhenNoneAnswers() {
        server.stop(0);
        assertThatThrownBy(() -> jobs.jobs(TENANT, JobFilter.ALL, null, 5))
                .isInstanceOf(Refusal.class)
                .hasMessage("No trawl answers at " + uri + "; start one with `trawl serve`, or name it with --server.");
    }

    @Test
    void shouldKnowAServerThatIsReady() {
        when("GET /actuator/health/readiness", 200, "{}");
        assertThat(Servers.answers(URI.create("http://127.0.0.1:1"))).isFalse();
        assertThatThrownBy(() -> Servers.parse("ftp://x")).isInstanceOf(Refusal.class);
        assertThat(Servers.parse("http://host:8080")).isEqualTo(URI.create("http://host:8080"));
    }
}
