package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.stack.Part;
import io.trawl.e2e.distributed.Stage.Act;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * F9: the orchestrator that leads is frozen, another takes over, and the frozen one wakes and believes that it leads
 * still. Nothing is assigned by both, nothing is published twice, and nobody waits for long for what a frozen one holds.
 */
@ExtendWith(SharedInstallation.class)
class F9LeaderIsFrozenTest {
    /** Within it another has to lead. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(10);

    private static final int MANY = 120;

    @Test
    void shouldBeFollowedByAnotherAndBelieveItNoMore(Installation installation) throws Exception {
        Lead lead = new Lead(installation);
        DirectedJob job = DirectedJob.start(installation, DirectedWorkload.TOGETHER, MANY, Map.of("r60", Act.WAIT));
        job.stage().awaitReaders("r60", 1);
        Part frozen = lead.holder();
        installation.signal(frozen, "STOP");
        try {
            shouldBeTakenOver(installation, lead, frozen);
            job.stage().open();
        } finally {
            installation.signal(frozen, "CONT");
        }
        shouldHoldOnce(installation, lead, job);
    }

    @Test
    void shouldLoseItsClaimWhenItIsFrozenInTheMiddleOfIt(Installation installation) throws Exception {
        Lead lead = new Lead(installation);
        Part frozen = lead.holder();
        Stage stage = installation.stage(Map.of());
        DirectedJob before = DirectedJob.start(installation, stage, DirectedWorkload.TOGETHER, 1);
        before.shouldComplete();
        // The claim locks the source, and its budget with it.
        String source = "SELECT FROM trawl.source WHERE source_id = '" + stage.source() + "' FOR UPDATE";
        DirectedJob job;
        try (DatabaseLock lock = DatabaseLock.by(installation, source)) {
            job = DirectedJob.start(installation, stage, DirectedWorkload.TOGETHER, MANY);
            lock.awaitSomebody();
            installation.signal(frozen, "STOP");
        }
        try {
            shouldBeTakenOver(installation, lead, frozen);
        } finally {
            installation.signal(frozen, "CONT");
        }
        shouldHoldOnce(installation, lead, job);
    }

    @Test
    void shouldHoldNobodyUpWhenItIsFrozenInTheMiddleOfATransaction(Installation installation) throws Exception {
        DirectedJob job = DirectedJob.start(installation, DirectedWorkload.TOGETHER, 1, Map.of("r1", Act.WAIT));
        job.stage().awaitReaders("r1", 1);
        String counters = "FROM trawl.phase_counter WHERE job_id = '" + job.id() + "' AND running > 0 FOR UPDATE";
        int session;
        Part frozen;
        try (DatabaseLock lock = DatabaseLock.by(installation, "SELECT " + counters)) {
            job.stage().open();
            // Whoever books the end of the task.
            session = lock.awaitSomebody();
            frozen = Sessions.holder(installation, session).orElseThrow();
            installation.signal(frozen, "STOP");
        }
        try {
            String standing = "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE state = 'idle in transaction' AND client_port = " + session;
            await("it has what it waited for").until(() -> installation.count(standing) == 1);
            await("others can have it")
                    .atMost(TAKE_OVER)
                    .until(() -> !installation
                            .texts("SELECT job_id " + counters + " SKIP LOCKED")
                            .isEmpty());
        } finally {
            installation.signal(frozen, "CONT");
        }
        job.shouldComplete();
        installation.shouldHoldTheInvariants(job.id());
    }

    private static void shouldBeTakenOver(Installation installation, Lead lead, Part frozen) throws SQLException {
        await("another leads")
                .atMost(TAKE_OVER)
                .until(() -> lead.found().filter(now -> !now.equals(frozen)).isPresent());
        Part other = lead.holder();
        Stage stage = installation.stage(Map.of());
        // Its first task is offered, whatever the frozen one's share of the topics keeps back for a while.
        installation.client(other).submit(stage.job(DirectedWorkload.TOGETHER, 1));
        await("the other assigns")
                .atMost(TAKE_OVER)
                .until(() -> installation.count("SELECT count(*) FROM trawl.task WHERE attempt > 0 AND source = '"
                                + stage.source() + "'")
                        > 0);
    }

    private static void shouldHoldOnce(Installation installation, Lead lead, DirectedJob job) throws SQLException {
        job.shouldComplete();
        installation.shouldHoldTheInvariants(job.id());
        assertThat(installation.count("SELECT count(*) FROM (SELECT task_id, seq FROM trawl.chunk WHERE job_id = '"
                        + job.id() + "' GROUP BY bucket, task_id, seq HAVING count(*) > 1) twice"))
                .as("chunks of two attempts at the same place")
                .isZero();
        assertThat(lead.holders()).as("who leads").hasSize(1);
    }
}
