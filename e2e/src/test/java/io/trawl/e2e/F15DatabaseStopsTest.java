package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.schemas.JobStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * F15: the PostgreSQL that somebody else runs is stopped the hard way in each phase, and comes back later. Meanwhile
 * the API says that it is unavailable and when to ask again; afterwards the same process goes on, and what it finds
 * and covers is what an undisturbed run finds and covers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class F15DatabaseStopsTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String JOB = """
            {"workload": "discovery", "sources": [{"id": "s", "connector": "file", "options": {"root": "%s"}}]}""";
    private static final String HALF_PUBLISHED = "SELECT (SELECT count(*) FROM trawl.result r WHERE NOT EXISTS ("
            + "SELECT FROM trawl.result_part p WHERE p.result_id = r.result_id))"
            + " + abs((SELECT count(*) FROM trawl.result) - (SELECT coalesce(sum(n), 0) FROM trawl.result_count WHERE kind NOT LIKE '%/%'))";

    @TempDir
    private static Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private Path tree;
    private StandaloneDatabase database;
    private Server server;
    private Canonical reference;

    @BeforeAll
    void runUndisturbed() throws Exception {
        tree = home.resolve("tree");
        TreeOfFiles.write(tree, 15, 2_000, 16L << 20);
        database = new StandaloneDatabase(home.resolve("database"));
        server = Server.start(
                home.resolve("data"),
                Map.of("TRAWL_DATABASE_USER", database.user(), "TRAWL_DATABASE_PASSWORD", database.password()),
                "--database-url",
                database.url());
        UUID job = server.submit(tree);
        server.awaitEnd(job);
        reference = Canonical.of(server.jobs(), job);
        assertThat(reference.findings()).hasSizeGreaterThan(100);
    }

    @AfterAll
    void stop() {
        http.close();
        server.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"discover", "inspect", "classify"})
    void shouldGoOnWhenTheDatabaseHasComeBack(String phase) throws Exception {
        UUID job = server.submit(tree);
        server.awaitStatus(job, status -> phase.equals("discover") || underWay(status, phase));
        database.stopImmediately();
        shouldBeUnavailable(HttpRequest.newBuilder(at("/get_job_status?job_id=" + job)));
        shouldBeUnavailable(HttpRequest.newBuilder(at("/start_job"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JOB.formatted(tree))));
        database.start();
        assertThat(database.number(HALF_PUBLISHED)).as("results without a part").isZero();

        // The first answers may still come from connections that the stop has broken.
        JobStatus end = await("end of the job")
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> server.status(job), status -> status.state().terminal());
        assertThat(Canonical.of(server.jobs(), job)).as("%s", end).isEqualTo(reference);
        assertThat(server.process().alive()).isTrue();
    }

    private void shouldBeUnavailable(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer =
                http.send(request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("urn:trawl:problem:ledger-unavailable");
    }

    private URI at(String path) {
        return server.api().resolve(path);
    }

    private static boolean underWay(JobStatus status, String name) {
        return status.phases().stream()
                .filter(phase -> phase.phase().equals(name))
                .anyMatch(phase ->
                        phase.records().processed() > 0 && !List.of("DONE").contains(phase.state()));
    }
}
