package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.JobState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * S11, S12: planted values are found, and stand nowhere afterwards: in no table, no file of the database, no answer, no
 * output, no log and no metric. The same holds for the API token.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S11CanarySecretsTest {
    private static final String TOKEN = "canary-token-0123456789-not-a-secret";
    private static final List<String> FORMATS = List.of("table", "json", "csv");

    @TempDir
    private static Path home;

    private Server server;
    private UUID job;

    @BeforeAll
    void scanCanaries() throws IOException {
        Path tree = home.resolve("tree");
        Canaries.plant(tree);
        server = Server.start(home.resolve("data"), TOKEN);
        job = server.submit(tree);
        assertThat(server.awaitEnd(job).state()).isIn(JobState.COMPLETED, JobState.COMPLETED_WITH_GAPS);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldFindEveryCanaryAndShowItMasked() {
        Canonical found = Canonical.of(server.jobs(), job);
        assertThat(Canaries.BY_DETECTOR.keySet())
                .allSatisfy(detector -> assertThat(found.findings())
                        .as("findings of %s", detector)
                        .anyMatch(finding -> finding.contains("\"detector\":\"" + detector + "\"")));
        assertThat(found.findings()).anyMatch(finding -> finding.contains("\"samples\":[\"***1881\"]"));
    }

    @Test
    void shouldAnswerWithoutRawValues() {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String path : List.of(
                "/get_job_status?job_id=" + job,
                "/jobs",
                "/jobs/" + job,
                "/jobs/" + job + "/tasks",
                "/jobs/" + job + "/receipt",
                "/jobs/" + job + "/gaps",
                "/jobs/" + job + "/results",
                "/jobs/" + job + "/results?kind=nonsense",
                "/jobs/not-an-id",
                "/actuator/prometheus",
                "/actuator/health")) {
            answers.put(path, server.get(path));
        }
        assertThat(answers.get("/jobs/" + job + "/results")).contains("payment_card");
        assertThat(answers.get("/actuator/prometheus")).contains("trawl_records_handled_total");
        answers.forEach(S11CanarySecretsTest::shouldBeClean);
    }

    @Test
    void shouldPrintWithoutRawValues() {
        for (String format : FORMATS) {
            TrawlProcess results = command("jobs", "results", job.toString(), "--format", format);
            assertThat(results.out()).contains("payment_card", "1881");
        }
        assertThat(command("jobs", "receipt", job.toString(), "--gaps").out()).contains("broken.zip");
    }

    @Test
    void shouldStoreAndLogNoRawValues() throws Exception {
        try (LedgerRows rows = LedgerRows.open(home.resolve("data"))) {
            List<String> values = rows.everything();
            assertThat(values).anyMatch(value -> value.startsWith("result_part.") && value.contains("payment_card"));
            values.forEach(value -> shouldBeClean("the ledger", value));
            rows.writeToDisk();
        }
        shouldBeClean("output of serve", server.process().out());
        shouldBeClean("messages of serve", server.process().err());
        // The files of the database hold the staged rows that are deleted by now, and its log all that was written.
        assertThat(Canaries.in(Files.readAllBytes(home.resolve("tree/a/note.txt"))))
                .as("what the search finds")
                .hasSizeGreaterThan(4);
        int files = 0;
        for (Path file : files(home.resolve("data"))) {
            byte[] bytes = Files.readAllBytes(file);
            assertThat(Canaries.in(bytes)).as("canaries in %s", file).isEmpty();
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .as("%s", file)
                    .doesNotContain(TOKEN);
            files++;
        }
        assertThat(files).isGreaterThan(100);
    }

    /** Not closed: the database that closing would end belongs to the server. */
    private TrawlProcess command(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", server.api().toString()));
        TrawlProcess command =
                TrawlProcess.start(home.resolve("data"), Map.of("TRAWL_API_TOKEN", TOKEN), all.toArray(String[]::new));
        assertThat(command.awaitExit(Duration.ofSeconds(90))).as(command.err()).isZero();
        shouldBeClean("output", command.out());
        shouldBeClean("messages", command.err());
        return command;
    }

    private static void shouldBeClean(String where, String text) {
        assertThat(Canaries.in(text)).as("canaries in %s: %s", where, text).isEmpty();
        assertThat(text).as(where).doesNotContain(TOKEN);
    }

    /** All but the unpacked programs of the database. */
    private static List<Path> files(Path data) throws IOException {
        try (Stream<Path> walk = Files.walk(data)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(data.resolve("postgres")))
                    .toList();
        }
    }
}
