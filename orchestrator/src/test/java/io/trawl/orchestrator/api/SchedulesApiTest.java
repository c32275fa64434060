package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.orchestrator.api.RunningApi.Answer;
import io.trawl.schemas.JobState;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Now is 2026-01-01T00:00:00Z, and stays it. */
class SchedulesApiTest {
    private static final String NIGHTLY = """
            {"id": "nightly", "cron": "30 2 * * *", "zone": "Europe/Paris", "overlap": "QUEUE", "labels": {"team": "risk"},
             "job": {"workload": "discovery", "sources": ["ds_1"], "labels": {"kind": "night"}}}""";

    private RunningApi api;

    @BeforeEach
    void startServer() throws Exception {
        api = new RunningApi(null);
    }

    @AfterEach
    void stopServer() {
        api.close();
    }

    @Test
    void shouldKeepAScheduleAndTellItsNextRunAndVersion() throws Exception {
        Answer added = add(NIGHTLY);

        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertThat(added.header("Location")).isEqualTo("/schedules/nightly");
        Answer read = api.get("/schedules/nightly");
        assertThat(read.header("ETag")).isEqualTo(added.header("ETag")).matches("\"\\d+\"");
        assertThat(read.json()).isEqualTo(added.json());
        assertThat(read.json().path("next_run_at").stringValue()).isEqualTo("2026-01-01T01:30:00Z");
        assertThat(read.json().path("enabled").booleanValue()).isTrue();
        assertThat(add(NIGHTLY)
                        .problem("schedule-exists")
                        .at("/errors/0/pointer")
                        .stringValue())
                .isEqualTo("/id");
        assertThat(api.get("/schedules?label=team=risk").json().path("items")).hasSize(1);
        assertThat(api.get("/schedules?label=team=other").json().path("items")).isEmpty();
        assertThat(api.get("/schedules/weekly")
                        .problem("schedule-not-found")
                        .path("status")
                        .intValue())
                .isEqualTo(404);
    }

    @Test
    void shouldChangeAScheduleOnlyForWhoReadItLast() throws Exception {
        String first = add(NIGHTLY).header("ETag");
        String body = NIGHTLY.replace("30 2", "30 4");

        put("nightly", body, null).problem("precondition-required");
        Answer changed = put("nightly", body, first);
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().path("next_run_at").stringValue()).isEqualTo("2026-01-01T03:30:00Z");
        put("nightly", body, first).problem("schedule-changed");
        put("weekly", body.replace("nightly", "weekly"), first).problem("schedule-not-found");
        assertThat(delete("nightly", null).status()).isEqualTo(428);
        delete("nightly", first).problem("schedule-changed");
        assertThat(delete("nightly", changed.header("ETag")).status()).isEqualTo(204);
        assertThat(api.get("/schedules/nightly/runs").status()).isEqualTo(404);
    }

    @Test
    void shouldAddAScheduleThatIsPaused() throws Exception {
        Answer added = add(NIGHTLY.replace("\"overlap\"", "\"enabled\": false, \"overlap\""));

        assertThat(added.json().path("enabled").booleanValue()).isFalse();
        assertThat(added.json().has("next_run_at")).isFalse();
    }

    @Test
    void shouldPauseAndResume() throws Exception {
        add(NIGHTLY);

        Answer paused = api.post("/schedules/nightly/pause");
        assertThat(paused.json().path("enabled").booleanValue()).isFalse();
        assertThat(paused.json().has("next_run_at")).isFalse();
        assertThat(api.post("/schedules/nightly/pause").json()).isEqualTo(paused.json());
        Answer resumed = api.post("/schedules/nightly/resume");
        assertThat(resumed.json().path("next_run_at").stringValue()).isEqualTo("2026-01-01T01:30:00Z");
        assertThat(resumed.header("ETag")).isNotEqualTo(paused.header("ETag"));
    }

    @Test
    void shouldRunAtOnceWithTheLabelOfTheScheduleAndTellItsRuns() throws Exception {
        add(NIGHTLY);

        Answer ran = api.post("/schedules/nightly/run");
        assertThat(ran.json().path("state").stringValue()).as(ran.body()).isEqualTo("STARTED");
        assertThat(ran.json().path("manual").booleanValue()).isTrue();
        assertThat(api.jobs.lastRequest().labels()).isEqualTo(Map.of("kind", "night", "trawl.schedule", "nightly"));
        UUID job = UUID.fromString(ran.json().path("job_id").stringValue());
        assertThat(api.jobs.status("default", List.of(job))).hasSize(1);

        assertThat(api.post("/schedules/nightly/run").json().path("state").stringValue())
                .as("the one before is at work")
                .isEqualTo("WAITING");
        api.jobs.change(job, JobState.COMPLETED);
        Answer runs = api.get("/schedules/nightly/runs?limit=1");
        assertThat(runs.json().path("items")).hasSize(1);
        String cursor = runs.json().path("next_cursor").stringValue();
        assertThat(api.get("/schedules/nightly/runs?cursor=" + cursor)
                        .json()
                        .at("/items/0/job_state")
                        .stringValue())
                .isEqualTo("COMPLETED");
        api.get("/schedules/nightly/runs?cursor=x").problem("cursor");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "30 2 * * *"              | "61 2 * * *"                | /cron         | minute; use 0 to 59
            "30 2 * * *"              | "30 2 * *"                  | /cron         | five fields
            "30 2 * * *"              | "0 0 30 2 *"                | /cron         | no time that ever comes
            "Europe/Paris"            | "Europe/Pairs"              | /zone         | Europe/London
            "QUEUE"                   | "WAIT"                      | /overlap      | SKIP, QUEUE, CANCEL_PREVIOUS
            "workload": "discovery"   | "workload": "discover"      | /job/workload | no workload
            "id": "nightly"           | "id": "a b"                 | /id           | letters, digits
            {"kind": "night"}         | {"trawl.schedule": "x"}     | /job/labels   | leave it out
            """)
    void shouldNameTheFieldThatIsWrong(String good, String bad, String pointer, String reason) throws Exception {
        Answer answer = add(NIGHTLY.replace(good, bad));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.problem("invalid-schedule").at("/errors/0/pointer").stringValue())
                .isEqualTo(pointer);
        assertThat(answer.json().path("detail").stringValue()).contains(reason);
    }

    @Test
    void shouldRefuseFieldsThatDoNotExistAtEveryLevel() throws Exception {
        assertThat(add(NIGHTLY.replace("\"overlap\"", "\"overlaps\""))
                        .problem("unknown-field")
                        .at("/errors/0/pointer")
                        .stringValue())
                .isEqualTo("/overlaps");
        assertThat(add(NIGHTLY.replace("\"sources\"", "\"source\""))
                        .problem("unknown-field")
                        .at("/errors/0/pointer")
                        .stringValue())
                .isEqualTo("/job/source");
    }

    @Test
    void shouldTellTheAuditTrailOfRuns() throws Exception {
        add(NIGHTLY);
        api.post("/schedules/nightly/run");

        assertThat(api.entriesOf("runSchedule", 2))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.target()).isEqualTo("nightly"));
    }

    private Answer add(String body) throws Exception {
        return api.send(
                api.to("/schedules").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private Answer put(String id, String body, @Nullable String tag) throws Exception {
        var request = api.to("/schedules/" + id)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body));
        return api.send(tag == null ? request : request.header("If-Match", tag));
    }

    private Answer delete(String id, @Nullable String tag) throws Exception {
        var request = api.to("/schedules/" + id).DELETE();
        return api.send(tag == null ? request : request.header("If-Match", tag));
    }
}
