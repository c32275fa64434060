package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.remote.HttpWorkers;
import io.trawl.cli.stack.Part.Role;
import io.trawl.cli.stack.Shape;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers come and go while a job runs: nothing is lost or done twice. How its throughput follows them is printed, and says
 * something on a machine that is theirs alone, and with enough answers per worker ({@code -Dtrawl.scaling.answers=400}) for
 * young processes to have become fast.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScalingTest {
    /** Per worker: so many go by, and so many more are timed. */
    private static final int ANSWERS = Integer.getInteger("trawl.scaling.answers", 20);

    private static final int MOST_WORKERS = 8;
    /** While eight workers start. */
    private static final int MEANWHILE = 1_000;

    @TempDir
    private static Path home;

    private Installation installation;
    private HttpWorkers api;

    @BeforeAll
    void up() {
        installation = Installation.up(home.resolve("stack"), new Shape(1, 1, 1, 0, 0));
        api = HttpWorkers.at(installation.stack().api(), null);
    }

    @AfterAll
    void down() {
        if (api != null) {
            api.close();
        }
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void shouldFollowItsWorkersFromOneToEightAndBackToTwo() throws SQLException {
        int count = 2 * ANSWERS * (1 + MOST_WORKERS + 2) + MEANWHILE;
        Scaler.scale(installation.stack(), 1);
        UUID job = installation.submitWaiting(count);
        double one = rate(job, 1);
        Scaler.scale(installation.stack(), MOST_WORKERS);
        await("all eight at work")
                .atMost(Duration.ofMinutes(3))
                .until(this::workers, workers -> workers == MOST_WORKERS);
        double eight = rate(job, MOST_WORKERS);
        Scaler.scale(installation.stack(), 2);
        double two = rate(job, 2);
        shouldHaveAnswered(job, count);
        System.out.printf("scaling: %.0f tasks/s by 1 worker, %.0f by 8, %.0f by 2%n", one, eight, two);
    }

    @Test
    void shouldLetAScalerFollowTheWantedWorkers() throws SQLException {
        int count = 600;
        Scaler.scale(installation.stack(), 1);
        Scaler scaler = new Scaler(installation.stack(), api, 1, 3);
        UUID job = installation.submitWaiting(count);
        await("as many as there may be").atMost(Duration.ofMinutes(1)).until(scaler::turn, workers -> workers == 3);
        shouldHaveAnswered(job, count);
        await("as few as there may be").atMost(Duration.ofMinutes(1)).until(scaler::turn, workers -> workers == 1);
        assertThat(installation.stack().parts(Role.WORKER).stream().filter(installation.stack()::runs))
                .hasSize(1);
    }

    /** @return tasks per second */
    private double rate(UUID job, int workers) {
        int answers = workers * ANSWERS;
        awaitMore(job, answers);
        long began = System.nanoTime();
        long more = awaitMore(job, answers);
        return more / ((System.nanoTime() - began) / 1e9);
    }

    /** Fewer when the job ends: then the rate says nothing. */
    private long awaitMore(UUID job, int answers) {
        long before = answered(installation.client().status(job));
        JobStatus after = installation
                .client()
                .awaitStatus(
                        job,
                        status -> answered(status) >= before + answers
                                || status.state().terminal());
        return answered(after) - before;
    }

    private static long answered(JobStatus status) {
        return status.phases().get(1).records().processed();
    }

    private void shouldHaveAnswered(UUID job, int count) throws SQLException {
        JobStatus end = installation.client().awaitEnd(job);
        assertThat(end.state()).isEqualTo(JobState.COMPLETED);
        assertThat(installation.count("SELECT count(*) FROM trawl.result WHERE job_id = '" + job + "'"))
                .as("answers")
                .isEqualTo(count);
        assertThat(installation.count("SELECT sum(body::int) FROM trawl.result JOIN trawl.result_part USING (result_id)"
                        + " WHERE job_id = '" + job + "'"))
                .as("times that they were given")
                .isEqualTo(count);
    }

    /** With a lease. */
    private long workers() {
        return api.pools().items().getFirst().workers();
    }
}
