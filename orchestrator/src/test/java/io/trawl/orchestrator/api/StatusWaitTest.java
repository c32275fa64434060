package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.orchestrator.api.RunningApi.Answer;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(25)
class StatusWaitTest {
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
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
    void stopCallers() {
        callers.close();
    }

    @Test
    void shouldAnswerAsSoonAsAJobChanges() throws Exception {
        UUID job = api.jobs.add("default", JobState.PENDING);
        CountDownLatch asked = api.jobs.nextQuestion();
        Future<Answer> waiting = callers.submit(() -> api.get("/get_job_status?wait_s=60&job_id=" + job));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        api.jobs.change(job, JobState.RUNNING);

        assertThat(waiting.get().json().at("/jobs/0/state").stringValue()).isEqualTo("RUNNING");
    }

    @Test
    void shouldAnswerAtOnceWhenTheCallerKnowsAnOlderVersion() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);

        assertThat(api.get("/get_job_status?wait_s=60&version=0&job_id=" + job).status())
                .isEqualTo(200);
    }

    @Test
    void shouldAnswerAtOnceWhenAllJobsHaveEnded() throws Exception {
        UUID job = api.jobs.add("default", JobState.COMPLETED_WITH_GAPS);

        assertThat(api.get("/get_job_status?wait_s=60&version=1&job_id=" + job).status())
                .isEqualTo(200);
    }

    @Test
    void shouldAnswerUnchangedWhenTheTimeIsUp() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);

        Answer answer = api.get("/get_job_status?wait_s=1&version=1&job_id=" + job);

        assertThat(answer.json().at("/jobs/0/version").intValue()).isEqualTo(1);
        assertThat(api.jobs.askedOnVirtualThread()).isTrue();
    }

    @Test
    void shouldLetWaitingCallersGoWhenTheServerStops() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);
        StatusWait wait = new StatusWait(api.jobs, System::nanoTime, 1);
        CountDownLatch asked = api.jobs.nextQuestion();
        Future<List<JobStatus>> waiting =
                callers.submit(() -> wait.await("default", List.of(job), Map.of(), Duration.ofSeconds(60)));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        wait.close();

        assertThat(waiting.get()).hasSize(1);
    }

    @Test
    void shouldRefuseOneCallerMoreThanMayWait() {
        UUID job = api.jobs.add("default", JobState.RUNNING);
        try (StatusWait full = new StatusWait(api.jobs, System::nanoTime, 0)) {
            assertThatThrownBy(() -> full.await("default", List.of(job), Map.of(), Duration.ofSeconds(60)))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.problem().status()).isEqualTo(503));
            assertThat(full.await("default", List.of(job), Map.of(), Duration.ZERO))
                    .hasSize(1);
        }
    }

    @Test
    void shouldRefuseWaitsAndVersionsThatMakeNoSense() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);

        api.get("/get_job_status?wait_s=61&job_id=" + job).problem("invalid-parameter");
        api.get("/get_job_status?wait_s=-1&job_id=" + job).problem("invalid-parameter");
        api.get("/get_job_status?version=1&version=2&job_id=" + job).problem("invalid-parameter");
        api.get("/get_job_status?job_id=1-1-1-1-1").problem("invalid-parameter");
        api.get("/get_job_status").problem("invalid-parameter");
    }
}
