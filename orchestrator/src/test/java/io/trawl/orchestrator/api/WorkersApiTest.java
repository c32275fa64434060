package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.api.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkersApiTest {
    private static final String WORKER = "\"worker\": \"01980b5f-1b70-7e02-a6c4-90d2f3e8b715\"";
    private static final String NOTHING = "{" + WORKER + ", \"staged\": [], \"reports\": []}";
    private static RunningApi api;
    private static String token = "";

    @BeforeAll
    static void startServer() throws Exception {
        api = new RunningApi(new ApiAccess(ApiAccess.LOOPBACK, null, true, null), true);
        token = api.token("ours", Scope.WORKER);
    }

    @AfterAll
    static void stopServer() {
        api.close();
    }

    private static Answer post(String path, String json) throws Exception {
        return api.send(api.to(path)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(json)));
    }

    @Test
    void shouldShowNoJobsToAWorker() throws Exception {
        for (String path : new String[] {"/jobs", "/sources", "/schedules", "/tokens", "/audit"}) {
            assertThat(api.with(token, path).status()).as(path).isEqualTo(403);
        }
        assertThat(post("/start_job", RunningApi.JOB).status()).isEqualTo(403);
    }

    @Test
    void shouldNameTheFieldOfAMessageThatIsRefused() throws Exception {
        Answer answer = post(
                "/get_task", "{" + WORKER + ", \"pool\": \"p\", \"executions\": [], \"renewal\": 0, \"wait_ms\": 0}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem("invalid-message").at("/errors/0/pointer").stringValue())
                .isEqualTo("/executions");
        post("/get_task", "[]").problem("malformed-body");
    }

    @Test
    void shouldTakeLargerBodiesForRowsThanForAnythingElse() throws Exception {
        String padding = " ".repeat(RequestBody.MAX_BYTES);

        assertThat(post("/update_task_progress", NOTHING + padding).status()).isEqualTo(200);
        assertThat(post("/get_task", "{}" + padding).status()).isEqualTo(413);
        assertThat(post("/update_task_progress", NOTHING + " ".repeat(WorkersController.MAX_LARGE_BODY))
                        .status())
                .isEqualTo(413);
    }

    /** Every few seconds, of every worker: the trail would hold nothing else. */
    @Test
    void shouldTellTheAuditTrailOfRefusalsOnly() throws Exception {
        post("/update_task_progress", NOTHING);
        api.post("/update_task_progress");
        api.with(api.token("ours", Scope.ADMIN), "/jobs");
        Answer refused = api.send(api.to("/update_task_progress")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + api.token("ours", Scope.ADMIN))
                .POST(BodyPublishers.ofString(NOTHING)));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(api.entriesOf("updateTaskProgress", 1))
                .allSatisfy(entry -> assertThat(entry.status()).isEqualTo(403));
    }

    @Test
    void shouldSayThatItGivesOutNoTasksWhereThereAreNone() throws Exception {
        ApiParts parts = new ApiParts(
                api.jobs,
                KnownSources.none(),
                Optional::empty,
                () -> "",
                new MemoryAccess().stores(),
                "1",
                KnownSchedules.none(api.jobs));
        try (ApiServer none = ApiServer.start(ApiConfig.local(0), parts)) {
            Answer answer = api.send(
                    java.net.http.HttpRequest.newBuilder(java.net.URI.create(none.uri() + "/update_task_progress"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(NOTHING)));
            answer.problem("no-work");
        }
    }
}
