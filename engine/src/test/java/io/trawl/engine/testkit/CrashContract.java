package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.ReconcileLedger;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.WorkPacket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deaths of workers, and tasks that must run alone since. */
interface CrashContract extends Scenes {
    private static void killTwice(Scenario s, JobActor job, int phase) {
        s.startNext(job, phase, "a").worker().dies();
        s.startNext(job, phase, "a").worker().dies();
    }

    @Test
    default void shouldCountACrashAndNoFailureWhenAWorkerDies() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        attempt.worker().dies();
        TaskView task = job.task(attempt.taskId());
        assertThat(task.state()).isEqualTo(TaskState.PENDING);
        assertThat(task.crashes()).isOne();
        assertThat(task.failures()).isZero();
        assertThat(s.claim(job, 0, "a", 1)).as("without backoff").hasSize(1);
    }

    @Test
    default void shouldSplitATaskUnderWhichWorkersDieEvenAlone() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2", "r3");
        killTwice(s, job, 1);
        s.startSolo(job, 1, "a").worker().dies();
        assertThat(job.tasks(TaskState.SPLIT)).isEmpty();
        s.startSolo(job, 1, "a").worker().dies();
        assertThat(job.tasks(TaskState.SPLIT)).hasSize(1);
        assertThat(job.tasks(TaskState.PENDING)).hasSize(2);
        assertThat(s.claim(job, 1, "a", 2)).as("the parts run alone, too").isEmpty();
        AttemptActor one = s.startSolo(job, 1, "a");
        AttemptActor two = s.startSolo(job, 1, "a");
        s.accept(one.rest(), two.rest());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.resultKeys()).containsExactly("r1", "r2", "r3");
    }

    @Test
    default void shouldQuarantineTheRecordThatKillsWorkers() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1");
        killTwice(s, job, 1);
        s.startSolo(job, 1, "a").worker().dies();
        AttemptActor last = s.startSolo(job, 1, "a");
        last.worker().dies();
        assertThat(job.stateOf(last)).isEqualTo(TaskState.DEAD);
        assertThat(job.gaps()).containsExactly(new Gap("read", "a", Outcome.FAILED, "worker_crash", "r1"));
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
    }

    @Test
    default void shouldCountACrashWhenAPacketIsUndeliverable() {
        Scenario s = given();
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        ReconcileLedger.Reconciled lost = s.ledger().undeliverable(List.of(packet, packet));
        assertThat(lost.rows()).isOne();
        TaskView task = job.task(packet.taskId());
        assertThat(task.state()).isEqualTo(TaskState.PENDING);
        assertThat(task.crashes()).isOne();
        assertThat(task.failures()).isZero();
        assertThat(s.ledger().undeliverable(List.of(packet))).isEqualTo(ReconcileLedger.Reconciled.NOTHING);
        assertThat(s.claimOne(job, 0, "a").attempt()).isEqualTo(2);
    }

    @Test
    default void shouldQuarantineTheRecordWhosePacketNoWorkerCanBeGiven() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2");
        s.ledger().undeliverable(List.of(s.claimOne(job, 1, "a")));
        s.ledger().undeliverable(List.of(s.claimOne(job, 1, "a")));
        s.ledger().undeliverable(List.of(s.claimSolo(job, 1, "a").getFirst()));
        assertThat(job.tasks(TaskState.SPLIT)).isEmpty();
        s.ledger().undeliverable(List.of(s.claimSolo(job, 1, "a").getFirst()));
        assertThat(job.tasks(TaskState.SPLIT)).hasSize(1);
        WorkPacket bad = s.claimSolo(job, 1, "a").getFirst();
        s.ledger().undeliverable(List.of(bad));
        WorkPacket first = s.claimSolo(job, 1, "a").getFirst();
        WorkPacket second = s.claimSolo(job, 1, "a").getFirst();
        WorkPacket again = first.taskId() == bad.taskId() ? first : second;
        WorkPacket good = first.taskId() == bad.taskId() ? second : first;
        s.ledger().undeliverable(List.of(again));
        assertThat(job.task(bad.taskId()).state()).isEqualTo(TaskState.DEAD);
        assertThat(job.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).isEqualTo("packet_undeliverable"));
        s.accept(s.start(good).rest());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
    }

    @Test
    default void shouldCancelWhatIsUndeliverableInACancelledJob() {
        Scenario s = given();
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        s.under().force(job.id(), JobState.CANCELLING);
        s.ledger().undeliverable(List.of(packet));
        assertThat(job.task(packet.taskId()).state()).isEqualTo(TaskState.CANCELLED);
    }

    @Test
    default void shouldForgetCrashesWhenAChunkMovesTheCheckpoint() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2");
        killTwice(s, job, 1);
        AttemptActor solo = s.startSolo(job, 1, "a");
        s.accept(solo.next().processed(1).chunk());
        assertThat(job.task(solo.taskId()).crashes()).isZero();
        solo.worker().dies();
        assertThat(s.claim(job, 1, "a", 1)).as("among others again").hasSize(1);
    }

    @Test
    default void shouldCountNoCrashForWhatWasBeingStopped() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        attempt.abort();
        attempt.worker().dies();
        assertThat(job.task(attempt.taskId()).state()).isEqualTo(TaskState.PENDING);
        assertThat(job.task(attempt.taskId()).crashes()).isZero();
    }

    @Test
    default void shouldCountCrashesOfRevokedLeasesAlone() {
        Scenario s = given(Fences.ALL, new RetryPolicy(2, 5, 2, Scenario.LONG, Scenario.LONG));
        JobActor job = s.running("a");
        AttemptActor revoked = s.worker("host").start(s.claimOne(job, 0, "a"));
        s.ledger().revokeLeases("host");
        assertThat(job.task(revoked.taskId()).crashes()).isOne();
        AttemptActor closed = s.startNext(job, 0, "a");
        s.ledger().closeLease(closed.worker().id());
        AttemptActor unlisted = s.startNext(job, 0, "a");
        unlisted.worker().renew();
        s.accept(s.startNext(job, 0, "a").handedBack());
        assertThat(job.task(revoked.taskId()).crashes()).isOne();
        assertThat(job.task(revoked.taskId()).state()).isEqualTo(TaskState.PENDING);
    }
}
