package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A schedule of every second starts real jobs, its process is killed over and over, and in the end each planned run is
 * there once: with one job of its own, or said to be missed.
 */
class SchedulesSurviveAKillTest {
    private static final String BODY = """
            {"id": "often", "cron": "* * * * * *", "overlap": "QUEUE", "missed": "RUN_ONCE", "grace": "PT1S",
             "job": {"workload": "discovery",
                     "sources": [{"id": "tree", "connector": "file", "options": {"root": "%s"}}]}}""";
    private static final int KILLS = 3;

    @TempDir
    private static Path home;

    @AfterEach
    void endTheDatabase() {
        DatabaseProcesses.of(home.resolve("data")).end();
    }

    @Test
    void shouldStartEachPlannedRunOnceThroughKills() throws Exception {
        Path tree = Files.createDirectories(home.resolve("tree"));
        Files.writeString(tree.resolve("a.txt"), "hello");
        Path data = home.resolve("data");
        for (int i = 0; i < KILLS; i++) {
            Server server = Server.start(data);
            try {
                if (i == 0) {
                    add(server, BODY.formatted(tree));
                }
                int before = jobs(server).size();
                await().atMost(Duration.ofMinutes(1)).until(() -> jobs(server).size() >= before + 2);
                server.process().killHard();
            } finally {
                server.close();
            }
        }
        try (Server server = Server.start(data)) {
            int before = jobs(server).size();
            await().atMost(Duration.ofMinutes(1)).until(() -> jobs(server).size() >= before + 2);
            post(server, "/schedules/often/pause", "");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> jobs(server).stream().allMatch(job -> job.state() == JobState.COMPLETED));
            shouldHaveEachRunOnce(runs(server), jobs(server));
            server.stop();
        }
    }

    private static void shouldHaveEachRunOnce(JsonNode runs, List<JobStatus> jobs) {
        Set<String> planned = new HashSet<>();
        Set<String> started = new HashSet<>();
        int missed = 0;
        for (JsonNode run : runs) {
            switch (run.path("state").stringValue()) {
                case "STARTED" -> {
                    assertThat(planned.add(run.path("planned_at").stringValue()))
                            .as("planned once: %s", run)
                            .isTrue();
                    assertThat(started.add(run.path("job_id").stringValue()))
                            .as("a job of its own: %s", run)
                            .isTrue();
                }
                case "MISSED" -> {
                    missed += run.path("missed").intValue();
                    assertThat(run.path("reason").stringValue()).startsWith("Missed ");
                }
                default -> {
                    // What waits while the schedule is paused, and what did not fit into the queue.
                }
            }
        }
        System.out.printf("Schedules: %d kills, %d jobs, %d runs missed and said so%n", KILLS, jobs.size(), missed);
        assertThat(missed).as("runs that came while nobody was there").isPositive();
        assertThat(jobs).extracting(job -> job.jobId().toString()).containsExactlyInAnyOrderElementsOf(started);
    }

    private static List<JobStatus> jobs(Server server) {
        JobFilter filter = new JobFilter(List.of(), Map.of("trawl.schedule", "often"), null, null);
        return server.jobs().jobs(Server.TENANT, filter, null, 1_000).items();
    }

    private static JsonNode runs(Server server) {
        return Json.mapper()
                .readTree(server.get("/schedules/often/runs?limit=1000"))
                .path("items");
    }

    private static void add(Server server, String body) throws IOException, InterruptedException {
        assertThat(post(server, "/schedules", body)).isEqualTo(201);
    }

    private static int post(Server server, String path, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(server.api().resolve(path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
