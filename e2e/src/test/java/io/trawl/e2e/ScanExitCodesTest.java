package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a shell gets to see of {@code trawl scan}: the exit codes are an interface. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScanExitCodesTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    private static Path home;

    private Path data;
    private Path clean;
    private Path holed;

    @BeforeAll
    void writeTrees() throws IOException {
        data = home.resolve("data");
        clean = Files.createDirectories(home.resolve("clean"));
        Files.writeString(clean.resolve("note.txt"), "nothing of interest\n");
        holed = Files.createDirectories(home.resolve("holed"));
        Files.writeString(holed.resolve("note.txt"), "card 4111 1111 1111 1111\n");
        Files.write(holed.resolve("broken.zip"), new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3});
    }

    @AfterAll
    void endTheDatabase() {
        DatabaseProcesses.of(data).end();
    }

    @Test
    void shouldEndWith0WhenEverythingWasRead() {
        shouldEndWith(0, "scan", clean.toString());
    }

    @Test
    void shouldEndWith3WhenSomethingWasNotRead() {
        TrawlProcess scan = shouldEndWith(3, "scan", holed.toString());
        assertThat(scan.out()).contains("payment_card", "broken.zip");
    }

    @Test
    void shouldEndWith4WhenAFindingMatches() {
        shouldEndWith(4, "scan", holed.toString(), "--fail-on", "payment_card:HIGH");
    }

    @Test
    void shouldEndWith2AndASentenceOnWrongUsage() {
        shouldSayOneSentence(shouldEndWith(2, "scan", home.resolve("missing").toString()), "There is nothing at");
        shouldSayOneSentence(shouldEndWith(2, "scan"), "Name at least one path");
    }

    @Test
    void shouldRefuseASecondInstance() {
        try (TrawlProcess first = TrawlProcess.start(data, Map.of(), "serve", "--port", "0")) {
            await().atMost(LIMIT).until(() -> !first.alive() || Files.exists(data.resolve("instance.json")));
            shouldSayOneSentence(shouldEndWith(1, "serve", "--port", "0"), "Another trawl (pid");
        }
    }

    @Test
    void shouldCancelOnInterrupt() throws IOException {
        Path large = home.resolve("large");
        TreeOfFiles.write(large, 7, 300, 120L << 20);
        try (TrawlProcess first = TrawlProcess.start(data, Map.of(), "scan", large.toString(), "--threads", "1")) {
            await().atMost(LIMIT).until(() -> !first.alive() || Files.exists(data.resolve("instance.json")));
            shouldSayOneSentence(shouldEndWith(1, "scan", clean.toString()), "Another trawl (pid");
            // A lock that is held tells nothing of a job yet: the signal has to come when there is one.
            awaitAJob(first);
            first.signal("INT");
            assertThat(first.awaitExit(LIMIT)).as(first.err()).isEqualTo(130);
            // It waits for what runs, for a bounded time; a machine with much else to do may need longer.
            assertThat(first.err()).contains("Cancelling job").containsPattern("is cancell(ed|ing)\\.");
        }
        assertThat(DatabaseProcesses.of(data).all()).as("servers left running").isEmpty();
    }

    private void awaitAJob(TrawlProcess scan) {
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            try (LedgerRows rows = LedgerRows.open(data)) {
                return !scan.alive() || rows.running() > 0;
            }
        });
        assertThat(scan.alive()).as(scan.err()).isTrue();
    }

    private TrawlProcess shouldEndWith(int exitCode, String... arguments) {
        TrawlProcess process = TrawlProcess.start(data, Map.of(), arguments);
        assertThat(process.awaitExit(LIMIT))
                .as("exit code; it said: %s", process.err())
                .isEqualTo(exitCode);
        return process;
    }

    private static void shouldSayOneSentence(TrawlProcess process, String start) {
        assertThat(process.out()).isEmpty();
        assertThat(process.err().strip()).startsWith("trawl: " + start).doesNotContain("\n", "Exception");
    }
}
