package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.JobState;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log knows while a request is answered. */
class JobIdInLogsTest {
    private static RunningApi api;

    @BeforeAll
    static void startServer() throws Exception {
        api = new RunningApi(null);
    }

    @AfterAll
    static void stopServer() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/receipt", "/gaps", "/results", "/tasks?limit=1", "/waits"})
    void shouldNameTheJobOfEveryQuestionAboutIt(String path) throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);

        api.get("/jobs/" + job + path);

        assertThat(api.jobs.lastLogged()).isEqualTo(Map.of("job_id", job.toString()));
    }

    @Test
    void shouldNameTheJobOfAVerb() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);

        api.post("/jobs/" + job + "/pause");

        assertThat(api.jobs.lastLogged()).isEqualTo(Map.of("job_id", job.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs", "/jobs?label=job=4a6f6200-0000-4000-8000-000000000000"})
    void shouldNameNoJobWhereARequestIsAboutNoneOrMany(String path) throws Exception {
        api.get("/jobs/" + api.jobs.add("default", JobState.RUNNING) + "/receipt");

        api.get(path);

        assertThat(api.jobs.lastLogged())
                .as("nor the one of the request before")
                .isEmpty();
    }
}
