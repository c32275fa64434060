package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.JobStatus;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * F43: the one process is killed, in each phase, and its database, alone and with it. The job goes on where the
 * database says it stands, and what it finds and covers in the end is what an undisturbed run finds and covers. All
 * runs share one data directory, and so one installation key: their tokens are comparable.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class F43KillTheProcessTest {
    private static final int SMALL_FILES = 2_400;
    private static final long BIG_FILE = 24L << 20;
    /** Nothing limits what one attempt may have done since its last chunk more than the size of its task. */
    private static final long TASK_RECORDS = 500;

    private static final long THREADS = 2;

    @TempDir
    private static Path home;

    private Path tree;
    private Path data;
    private Canonical reference;

    @BeforeAll
    void runUndisturbed() throws IOException {
        tree = home.resolve("tree");
        data = home.resolve("data");
        TreeOfFiles.write(tree, 43, SMALL_FILES, BIG_FILE);
        try (Server server = Server.start(data)) {
            UUID job = server.submit(tree);
            server.awaitEnd(job);
            reference = Canonical.of(server.jobs(), job);
            server.stop();
        }
        assertThat(reference.findings()).hasSizeGreaterThan(100);
        assertThat(reference.gaps()).hasSizeGreaterThan(2);
    }

    @AfterAll
    void endTheDatabase() {
        DatabaseProcesses.of(data).end();
    }

    @Test
    void shouldGoOnAfterAKillInDiscover() throws Exception {
        killAndGoOn("discover", status -> true);
    }

    @Test
    void shouldGoOnAfterAKillInInspect() throws Exception {
        killAndGoOn("inspect", underWay("inspect"));
    }

    @Test
    void shouldGoOnAfterAKillInClassify() throws Exception {
        killAndGoOn("classify", underWay("classify"));
    }

    @Test
    void shouldGoOnWithScanResume() {
        UUID job;
        try (Server server = Server.start(data)) {
            job = server.submit(tree);
            server.awaitStatus(job, underWay("classify"));
            server.process().killHard();
        }
        try (TrawlProcess scan =
                TrawlProcess.start(data, Map.of(), "scan", "--resume", job.toString(), "--format", "json")) {
            assertThat(scan.awaitExit(Duration.ofMinutes(3))).as(scan.err()).isEqualTo(3);
            assertThat(Canonical.ofReport(scan.out())).isEqualTo(reference);
        }
    }

    @Test
    void shouldGoOnInTheSameProcessAfterAKillOfTheDatabase() {
        try (Server server = Server.start(data)) {
            UUID job = server.submit(tree);
            server.awaitStatus(job, underWay("classify"));
            DatabaseProcesses.of(data).killPostmaster();
            server.awaitEnd(job);
            assertThat(Canonical.of(server.jobs(), job)).isEqualTo(reference);
            server.stop();
        }
    }

    @Test
    void shouldGoOnAfterAKillOfProcessAndDatabaseAtOnce() {
        UUID job;
        try (Server server = Server.start(data)) {
            job = server.submit(tree);
            server.awaitStatus(job, underWay("inspect"));
            DatabaseProcesses.of(data).killPostmaster();
            server.process().killHard();
        }
        try (Server server = Server.start(data)) {
            server.awaitEnd(job);
            assertThat(Canonical.of(server.jobs(), job)).isEqualTo(reference);
            server.stop();
        }
    }

    private void killAndGoOn(String phase, Predicate<JobStatus> moment) throws Exception {
        UUID job;
        Map<String, Long> handledBefore;
        Map<String, Long> settled;
        Server killed = Server.start(data);
        try {
            job = killed.submit(tree);
            killed.awaitStatus(job, moment);
            handledBefore = killed.handled();
            killed.process().killHard();
            settled = settledInTheLedger(job);
        } finally {
            killed.close();
        }
        try (Server server = Server.start(data)) {
            JobStatus end = server.awaitEnd(job);
            assertThat(Canonical.of(server.jobs(), job)).isEqualTo(reference);
            shouldHaveRepeatedLittle(phase, end, handledBefore, settled, server.handled());
            server.stop();
        }
    }

    /** The database outlives the killed process: what it holds now is where the job has to go on. */
    private Map<String, Long> settledInTheLedger(UUID job) throws IOException, SQLException {
        try (LedgerRows rows = LedgerRows.open(data)) {
            rows.awaitAlone();
            return rows.settled(job);
        }
    }

    /**
     * G9. The second process handles exactly the records without an outcome in the ledger, so none twice. What is
     * repeated is what the first process had handled and not yet reported: at most one task of each thread. (Records
     * that were named by a note, such as links, have an outcome and are given to no handler.)
     */
    private static void shouldHaveRepeatedLittle(
            String struck,
            JobStatus end,
            Map<String, Long> before,
            Map<String, Long> settled,
            Map<String, Long> after) {
        for (PhaseStatus phase : end.phases()) {
            String name = phase.phase();
            long first = before.getOrDefault(name, 0L);
            long second = after.getOrDefault(name, 0L);
            long kept = settled.getOrDefault(name, 0L);
            long total = settledRecords(phase.records());
            System.out.printf(
                    "F43 killed in %s: phase %s: %d records, handled %d before the kill, kept %d, handled %d after it%n",
                    struck, name, total, first, kept, second);
            assertThat(second).as("handled after the kill in %s", name).isLessThanOrEqualTo(total - kept);
            assertThat(first + second - total)
                    .as("handled twice in %s", name)
                    .isLessThanOrEqualTo(THREADS * TASK_RECORDS);
        }
    }

    private static Predicate<JobStatus> underWay(String phase) {
        return status -> status.phases().stream()
                .filter(p -> p.phase().equals(phase))
                .anyMatch(p -> settledRecords(p.records()) > 0 && !p.state().equals("DONE"));
    }

    private static long settledRecords(RecordCounts records) {
        return records.processed() + records.skipped() + records.failed() + records.excluded();
    }
}
