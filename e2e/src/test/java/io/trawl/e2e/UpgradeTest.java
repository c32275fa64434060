package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.job.JobService;
import io.trawl.engine.job.JobVerb;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.orchestrator.ledger.LedgerMigrations;
import io.trawl.orchestrator.ledger.PostgresTokens;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A ledger of every released schema, with a job in each state, comes up to the newest schema and is worked on: what
 * had ended stays as it was, what had not runs to its end, and what had failed can be tried again.
 */
class UpgradeTest {
    private static final Path LEDGERS = Path.of("src/test/resources/ledgers");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String TENANT = LedgerFixture.TENANT;
    private static final long SUM = LedgerFixture.COUNT * (LedgerFixture.COUNT + 1L) / 2;

    @TempDir
    private Path home;

    static List<Path> ledgers() {
        try (Stream<Path> files = Files.list(LEDGERS)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldKnowTheFirstSchemaOfWhichALedgerIsKept() {
        assertThat(ledgers()).extracting(Path::getFileName).contains(Path.of("v5.sql.gz"));
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void shouldGoOnWithTheLedgerOfAnEarlierVersion(Path ledger) throws Exception {
        try (LedgerInstallation installation = new LedgerInstallation(home.resolve("data"))) {
            LedgerDump.Head head = restore(ledger, installation);
            LedgerMigrations.migrate(installation.pool());
            assertThat(LedgerDump.Head.of(installation.pool()).checksums())
                    .as("a migration that was released has been changed")
                    .containsAllEntriesOf(head.checksums());

            JobService jobs = installation.start(new UpgradeWorkload(new CountDownLatch(0)));
            Map<String, JobStatus> found = byName(jobs);
            assertThat(found.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(JobState.values()).map(JobState::name).toList());
            shouldHaveKept(installation, jobs, found);
            shouldRunToTheEnd(jobs, found);
            shouldTryAgain(jobs, found.get("COMPLETED_WITH_GAPS"));
        }
    }

    private static LedgerDump.Head restore(Path ledger, LedgerInstallation installation) throws Exception {
        try (InputStream in = Files.newInputStream(ledger)) {
            return LedgerDump.restore(in, installation.pool());
        }
    }

    private static Map<String, JobStatus> byName(JobService jobs) {
        return jobs.jobs(TENANT, JobFilter.of(List.of()), null, Page.MAX_LIMIT).items().stream()
                .collect(Collectors.toMap(JobStatus::name, status -> status));
    }

    private static void shouldHaveKept(LedgerInstallation installation, JobService jobs, Map<String, JobStatus> found)
            throws Exception {
        for (String name : List.of("COMPLETED", "COMPLETED_WITH_GAPS", "FAILED", "CANCELLED")) {
            assertThat(found.get(name).state()).as(name).isEqualTo(JobState.valueOf(name));
        }
        assertThat(sum(jobs, found.get("COMPLETED"))).isEqualTo(SUM);
        assertThat(sum(jobs, found.get("COMPLETED_WITH_GAPS"))).isEqualTo(SUM - 3);
        assertThat(jobs.gaps(TENANT, found.get("COMPLETED_WITH_GAPS").jobId(), null, 10)
                        .items())
                .hasSize(1);
        assertThat(installation.ledger().source(TENANT, LedgerFixture.SOURCE)).hasValueSatisfying(source -> {
            assertThat(source.credential()).isEqualTo("env:NOBODY");
            assertThat(source.budget().concurrency()).isEqualTo(8);
        });
        assertThat(new PostgresTokens(installation.pool())
                        .list(TENANT, null, 10)
                        .items())
                .hasSize(1);
    }

    private static void shouldRunToTheEnd(JobService jobs, Map<String, JobStatus> found) throws Exception {
        jobs.act(TENANT, found.get("PAUSED").jobId(), JobVerb.RESUME);
        for (String name : List.of("PENDING", "RUNNING", "PAUSED")) {
            assertThat(awaitEnd(jobs, found.get(name)).state()).as(name).isEqualTo(JobState.COMPLETED);
            assertThat(sum(jobs, found.get(name))).as(name).isEqualTo(SUM);
            Receipt receipt = jobs.receipt(TENANT, found.get(name).jobId());
            assertThat(receipt.complete()).as("%s: %s", name, receipt).isTrue();
        }
        assertThat(awaitEnd(jobs, found.get("CANCELLING")).state()).isEqualTo(JobState.CANCELLED);
    }

    /** Its inputs are still staged. */
    private static void shouldTryAgain(JobService jobs, JobStatus job) throws Exception {
        jobs.act(TENANT, job.jobId(), JobVerb.RETRY);
        assertThat(awaitEnd(jobs, job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(sum(jobs, job)).isEqualTo(SUM);
    }

    private static JobStatus awaitEnd(JobService jobs, JobStatus job) {
        return await("the end of " + job.name())
                .atMost(LIMIT)
                .until(
                        () -> jobs.status(TENANT, List.of(job.jobId())).getFirst(),
                        status -> status.state().terminal());
    }

    private static long sum(JobService jobs, JobStatus job) throws Exception {
        List<ResultRow> rows = jobs.results(TENANT, job.jobId(), UpgradeWorkload.KIND, null, 10)
                .items();
        return Long.parseLong(rows.getFirst().body());
    }
}
