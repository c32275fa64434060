package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.orchestrator.api.RunningApi.Answer;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobEventsTest {
    private static RunningApi api;

    @BeforeAll
    static void startServer() throws Exception {
        api = new RunningApi(null);
    }

    @AfterAll
    static void stopServer() {
        api.close();
    }

    @Test
    void shouldSendTheEndOfAJobThatHasEndedAndClose() throws Exception {
        UUID job = api.jobs.add("default", JobState.COMPLETED);

        Answer answer = api.get("/jobs/" + job + "/events");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(answer.body()).contains("id: 1\nevent: end\ndata: {\"job_id\":\"" + job + "\"");
    }

    @Test
    void shouldTellEveryChangeUntilTheEnd() throws Exception {
        UUID job = api.jobs.add("default", JobState.PENDING);

        try (Socket socket = new Socket(ApiAccess.LOOPBACK, api.server.port())) {
            socket.setSoTimeout(20_000);
            BufferedReader lines = open(socket, job, "");
            assertThat(next(lines)).isEqualTo("id: 1 event: state PENDING");
            api.jobs.change(job, JobState.RUNNING);
            assertThat(next(lines)).isEqualTo("id: 2 event: state RUNNING");
            api.jobs.change(job, JobState.RUNNING);
            assertThat(next(lines)).isEqualTo("id: 3 event: progress RUNNING");
            api.jobs.change(job, JobState.COMPLETED_WITH_GAPS);
            assertThat(next(lines)).isEqualTo("id: 4 event: end COMPLETED_WITH_GAPS");
        }
    }

    @Test
    void shouldSendOnlyWhatIsNewerThanTheLastEventSeen() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);

        try (Socket socket = new Socket(ApiAccess.LOOPBACK, api.server.port())) {
            socket.setSoTimeout(20_000);
            var asked = api.jobs.nextQuestion();
            BufferedReader lines = open(socket, job, "Last-Event-ID: 1\r\n");
            asked.await();
            api.jobs.nextQuestion().await();
            api.jobs.change(job, JobState.CANCELLED);
            assertThat(next(lines)).isEqualTo("id: 2 event: end CANCELLED");
        }
    }

    private static BufferedReader open(Socket socket, UUID job, String header) throws Exception {
        socket.getOutputStream()
                .write(("GET /jobs/" + job + "/events HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next event, without its body but for the state. */
    private static String next(BufferedReader lines) throws Exception {
        String id = "";
        String name = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = line;
            } else if (line.startsWith("event: ")) {
                name = line;
            } else if (line.startsWith("data: ")) {
                return id + " " + name + " " + line.replaceAll(".*\"state\":\"([A-Z_]+)\".*", "$1");
            }
        }
        throw new AssertionError("The stream ended.");
    }

    @Test
    void shouldRefuseALastEventThatIsNone() throws Exception {
        UUID job = api.jobs.add("default", JobState.RUNNING);

        Answer answer = api.send(api.to("/jobs/" + job + "/events").header("Last-Event-ID", "x"));

        assertThat(answer.status()).isEqualTo(400);
        answer.problem("invalid-parameter");
        api.get("/jobs/" + UUID.randomUUID() + "/events").problem("job-not-found");
    }

    @Test
    void shouldSpeakUpDuringSilenceAndLetOnlySoManyListen() throws Exception {
        FakeJobs jobs = new FakeJobs();
        UUID job = jobs.add("default", JobState.RUNNING);
        AtomicLong nanos = new AtomicLong();
        JobEvents events =
                new JobEvents(jobs, () -> nanos.addAndGet(Duration.ofSeconds(8).toNanos()), 1);
        List<String> seen = new ArrayList<>();

        events.stream("default", job, null, new JobEvents.Listener() {
            @Override
            public void opened() {
                assertThatThrownBy(() -> events.stream("default", job, null, this))
                        .isInstanceOfSatisfying(
                                Refused.class,
                                refused ->
                                        assertThat(refused.problem().status()).isEqualTo(429));
            }

            @Override
            public void event(String name, JobStatus status) {
                seen.add(name);
            }

            @Override
            public void silence() {
                seen.add("silence");
                jobs.change(job, JobState.COMPLETED);
            }
        });

        assertThat(seen).containsExactly("state", "silence", "end");
    }
}
