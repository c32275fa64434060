package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.job.JobVerb;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.orchestrator.api.RunningApi.Answer;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JobsApiTest {
    private static RunningApi api;

    @BeforeAll
    static void startServer() throws Exception {
        api = new RunningApi(null);
    }

    @AfterAll
    static void stopServer() {
        api.close();
    }

    @AfterEach
    void heal() {
        api.jobs.failWith(null);
    }

    @Test
    void shouldAcceptAJobAndSayWhereItIs() throws Exception {
        Answer answer = api.start("""
                {"name": "quarterly", "workload": "discovery", "sources": ["ds_1", {"id": "ds_2", "connector": "file",
                 "options": {"root": "/srv"}}], "priority": 7, "limits": {"concurrency": 20, "deadline": "PT6H"},
                 "sites": {"policy": "quorum", "n": 2}, "labels": {"team": "risk"}}""");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("state").stringValue()).isEqualTo("PENDING");
        assertThat(answer.json().path("created").booleanValue()).isTrue();
        assertThat(answer.header("Location"))
                .isEqualTo("/jobs/" + answer.json().path("job_id").stringValue());
        assertThat(api.jobs.lastRequest().priority()).isEqualTo(7);
        assertThat(api.get(answer.header("Location")).json().path("job_id"))
                .isEqualTo(answer.json().path("job_id"));
    }

    /** A later master may say more of itself than this installation knows; a person who asks for sites may not. */
    @Test
    void shouldTakeWhatAMasterSaysOfItsJobAndRefuseAPolicyItDoesNotKnow() throws Exception {
        String part = RunningApi.JOB.replace("}", """
                , "parent": {"installation": "%1$s", "job_id": "%1$s", "site": "london", "via": ["%1$s"], "later": 1}}
                """.formatted(UUID.randomUUID()));

        assertThat(api.start(part).status()).isEqualTo(202);
        assertThat(api.jobs.lastRequest().parent().site()).isEqualTo("london");
        Answer refused = api.start(RunningApi.JOB.replace("}", ", \"sites\": {\"policy\": \"all\", \"m\": 2}}"));
        assertThat(refused.problem("unknown-field").at("/errors/0/pointer").stringValue())
                .isEqualTo("/sites/m");
    }

    @Test
    void shouldAcknowledgeAnEndButNoneThatHasNotCome() throws Exception {
        UUID done = api.jobs.add("default", JobState.COMPLETED);
        UUID running = api.jobs.add("default", JobState.RUNNING);

        Answer answer = api.post("/jobs/" + done + "/acknowledge");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("state").stringValue()).isEqualTo("COMPLETED");
        assertThat(api.post("/jobs/" + running + "/acknowledge")
                        .problem("job-state")
                        .path("status")
                        .intValue())
                .isEqualTo(409);
    }

    @Test
    void shouldAnswerTheSameJobForTheSameKeyAndBody() throws Exception {
        Answer first = api.send(api.starting(RunningApi.JOB).header("Idempotency-Key", "k-1"));
        Answer second = api.send(api.starting(RunningApi.JOB).header("Idempotency-Key", "k-1"));

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json().path("job_id")).isEqualTo(first.json().path("job_id"));
        assertThat(second.json().path("created").booleanValue()).isFalse();
    }

    @Test
    void shouldRefuseAKeyUsedForAnotherBody() throws Exception {
        api.send(api.starting(RunningApi.JOB).header("Idempotency-Key", "k-2"));

        Answer other =
                api.send(api.starting(RunningApi.JOB.replace("ds_1", "ds_2")).header("Idempotency-Key", "k-2"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem("idempotency-conflict")
                        .at("/errors/0/parameter")
                        .stringValue())
                .isEqualTo("Idempotency-Key");
    }

    @Test
    void shouldRefuseAKeyThatIsTooLong() throws Exception {
        Answer answer = api.send(api.starting(RunningApi.JOB).header("Idempotency-Key", "k".repeat(201)));

        assertThat(answer.status()).isEqualTo(400);
        answer.problem("invalid-parameter");
    }

    @Test
    void shouldNameTheFieldThatTheWorkloadRefused() throws Exception {
        Answer answer = api.start(RunningApi.JOB.replace("discovery", "mining"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("invalid-job").at("/errors/0/pointer").stringValue())
                .isEqualTo("/workload");
    }

    @Test
    void shouldListStatusesOfSeveralJobsHoweverTheyAreNamed() throws Exception {
        UUID a = api.jobs.add("default", JobState.RUNNING);
        UUID b = api.jobs.add("default", JobState.COMPLETED);

        for (String query : new String[] {a + "," + b, a + "&job_id=" + b}) {
            JsonNode jobs = api.get("/get_job_status?job_id=" + query).json().path("jobs");
            assertThat(jobs.size()).isEqualTo(2);
            assertThat(jobs.at("/0/job_id").stringValue()).isEqualTo(a.toString());
            assertThat(jobs.at("/1/state").stringValue()).isEqualTo("COMPLETED");
            assertThat(jobs.at("/0").has("ended_at")).isFalse();
            assertThat(jobs.at("/0/updated_at").stringValue()).isEqualTo("2026-11-23T14:02:10Z");
        }
    }

    @Test
    void shouldTakeAThousandIdsAndRefuseOneMore() throws Exception {
        UUID known = api.jobs.add("default", JobState.RUNNING);
        String ids = Stream.concat(Stream.of(known), IntStream.range(0, 999).mapToObj(i -> UUID.randomUUID()))
                .map(UUID::toString)
                .collect(Collectors.joining("&job_id="));

        assertThat(api.get("/get_job_status?job_id=" + ids).status()).isEqualTo(200);
        Answer tooMany = api.get("/get_job_status?job_id=" + ids + "&job_id=" + known);
        assertThat(tooMany.status()).isEqualTo(400);
        tooMany.problem("invalid-parameter");
    }

    @Test
    void shouldNotFindAJobOfAnotherTenantAnywhere() throws Exception {
        UUID foreign = api.jobs.add("other", JobState.RUNNING);

        for (String path : new String[] {"", "/tasks", "/waits", "/receipt", "/gaps", "/results"}) {
            Answer answer = api.get("/jobs/" + foreign + path);
            assertThat(answer.status()).isEqualTo(404);
            answer.problem("job-not-found");
        }
        api.post("/jobs/" + foreign + "/cancel").problem("job-not-found");
        api.get("/get_job_status?job_id=" + foreign).problem("job-not-found");
        assertThat(api.get("/jobs?limit=1000").body()).doesNotContain(foreign.toString());
    }

    @Test
    void shouldPageThroughJobsOfAState() throws Exception {
        api.jobs.add("default", JobState.FAILED);
        api.jobs.add("default", JobState.FAILED);

        JsonNode first = api.get("/jobs?state=failed&limit=1").json();
        JsonNode last = api.get("/jobs?state=FAILED&limit=1&cursor="
                        + first.path("next_cursor").stringValue())
                .json();

        assertThat(first.path("items").size()).isEqualTo(1);
        assertThat(last.path("items").size()).isEqualTo(1);
        assertThat(last.path("items")).isNotEqualTo(first.path("items"));
        assertThat(last.has("next_cursor")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=ten",
                "limit=1&limit=2",
                "state=SLEEPING",
                "cursor=",
                "cursor=%00",
                "limt=5",
                "x=%0d%0aX-Evil:1"
            })
    void shouldRefuseListingsWithWrongParameters(String query) throws Exception {
        Answer answer = api.get("/jobs?" + query);

        assertThat(answer.status()).isEqualTo(400);
        answer.problem("invalid-parameter");
    }

    @Test
    void shouldSayThatACursorIsNotOfThisListing() throws Exception {
        Answer answer = api.get("/jobs?cursor=../../x");

        assertThat(answer.status()).isEqualTo(400);
        answer.problem("cursor");
    }

    @Test
    void shouldListJobsByLabelWorkloadAndAge() throws Exception {
        api.get("/jobs?label=team=risk&label=tier=a=b&workload=discovery&since=2026-11-01T02:00:00%2B02:00");

        assertThat(api.jobs.lastJobs())
                .isEqualTo(new JobFilter(
                        List.of(),
                        Map.of("team", "risk", "tier", "a=b"),
                        "discovery",
                        Instant.parse("2026-11-01T00:00:00Z")));
        for (String bad : List.of("label=team", "label==x", "label=a=1&label=a=2", "since=yesterday")) {
            api.get("/jobs?" + bad).problem("invalid-parameter");
        }
    }

    @Test
    void shouldShowTasksReceiptGapsAndResults() throws Exception {
        String job = "/jobs/" + api.jobs.add("default", JobState.RUNNING);

        JsonNode tasks =
                api.get(job + "/tasks?state=pending&phase=discover&source=ds_1").json();
        assertThat(tasks.at("/items/0/waits_for").stringValue()).isEqualTo("Waits for a worker.");
        assertThat(api.jobs.lastFilter()).isEqualTo(new TaskFilter(TaskState.PENDING, "discover", "ds_1"));
        assertThat(api.get(job + "/receipt").json().path("gaps_total").intValue())
                .isEqualTo(1);
        assertThat(api.get(job + "/gaps").json().at("/items/0/name").stringValue())
                .isEqualTo("a/b.bin");
        JsonNode results = api.get(job + "/results?kind=finding").json();
        assertThat(results.at("/items/0/body/count").intValue()).isEqualTo(3);
        assertThat(results.path("next_cursor").stringValue()).isEqualTo("c2");
    }

    @Test
    void shouldSayWhatHoldsWhatWaits() throws Exception {
        String job = "/jobs/" + api.jobs.add("default", JobState.RUNNING);
        JsonNode wait = api.get(job + "/waits").json().at("/items/0");
        assertThat(wait.path("cause").stringValue()).isEqualTo("NO_WORKER");
        assertThat(wait.path("tasks").intValue()).isEqualTo(3);
        assertThat(wait.path("since").stringValue()).isEqualTo("2026-11-23T14:02:10Z");
    }

    @Test
    void shouldRefuseOneJobTooManyWithTheLimit() throws Exception {
        api.jobs.failWith(new TooManyJobs(3));
        try {
            Answer answer = api.start(RunningApi.JOB);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.problem("too-many-jobs").path("detail").asString())
                    .contains("3 jobs", "trawl.jobs.alive_per_tenant");
        } finally {
            api.jobs.failWith(null);
        }
    }

    @Test
    void shouldPauseResumeAndRetryOneJob() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);
        assertThat(api.post("/jobs/" + job + "/pause").json().path("state").asString())
                .isEqualTo("PAUSED");
        assertThat(api.jobs.lastVerb()).isEqualTo(JobVerb.PAUSE);
        api.post("/jobs/" + job + "/pause?now=true");
        assertThat(api.jobs.lastVerb()).isEqualTo(JobVerb.PAUSE_NOW);
        assertThat(api.post("/jobs/" + job + "/resume").json().path("state").asString())
                .isEqualTo("RUNNING");
        Answer early = api.post("/jobs/" + job + "/retry");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.problem("job-state").path("detail").asString())
                .isEqualTo("Cannot retry job " + job + ": it is RUNNING.");
        api.post("/jobs/" + job + "/pause?now=perhaps").problem("invalid-parameter");
    }

    @Test
    void shouldActOnTheJobsOfALabelAlone() throws Exception {
        UUID job = api.jobs.add("default", JobState.PAUSED);
        Answer other = api.post("/jobs/resume?label=team=other");
        assertThat(other.json().path("items").isEmpty()).isTrue();
        Answer risk = api.post("/jobs/resume?label=team=risk");
        assertThat(risk.status()).isEqualTo(200);
        assertThat(risk.body()).contains(job.toString());
        api.post("/jobs/cancel").problem("invalid-parameter");
        api.post("/jobs/cancel?label=team").problem("invalid-parameter");
        assertThat(api.get("/jobs?label=team=other").json().path("items").isEmpty())
                .isTrue();
        assertThat(api.get("/jobs?label=team=risk&state=PAUSED").body()).contains(job.toString());
    }

    @Test
    void shouldSayWhetherACancelledJobHasStopped() throws Exception {
        Answer running = api.post("/jobs/" + api.jobs.add("default", JobState.RUNNING) + "/cancel");
        Answer pending = api.post("/jobs/" + api.jobs.add("default", JobState.PENDING) + "/cancel");
        Answer over = api.post("/jobs/" + api.jobs.add("default", JobState.COMPLETED) + "/cancel");

        assertThat(running.status()).isEqualTo(202);
        assertThat(running.json().path("state").stringValue()).isEqualTo("CANCELLING");
        assertThat(pending.status()).isEqualTo(200);
        assertThat(over.status()).isEqualTo(409);
        over.problem("job-state");
    }

    @Test
    void shouldAskToComeBackWhenTheLedgerIsAway() throws Exception {
        api.jobs.failWith(new LedgerUnavailable("connection to db.internal:5432 refused"));

        for (Answer answer : new Answer[] {api.start(RunningApi.JOB), api.get("/jobs")}) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            answer.problem("ledger-unavailable");
            assertThat(answer.body()).doesNotContain("db.internal");
        }
    }

    @Test
    void shouldShowNothingOfAnErrorButACorrelationId() throws Exception {
        api.jobs.failWith(new IllegalStateException("password=hunter2 at io.trawl.Secret"));

        Answer answer = api.get("/jobs");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem("internal").path("correlation_id").stringValue())
                .hasSize(36);
        assertThat(answer.body()).doesNotContain("hunter2", "io.trawl", "Exception");
    }
}
