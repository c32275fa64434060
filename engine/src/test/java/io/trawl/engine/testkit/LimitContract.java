package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.engine.ledger.ReconcileLedger.Reconciled;
import io.trawl.schemas.Event;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A job that passes a limit of its own ends, and says what it has not read. */
interface LimitContract extends Scenes {
    Duration DEADLINE = Duration.ofHours(2);

    private static JobLimits deadline() {
        return new JobLimits(null, DEADLINE, null, null);
    }

    private static int enforce(Scenario s) {
        return s.ledger().enforceLimits(100).rows();
    }

    @Test
    default void shouldEndAJobAtItsDeadlineWithOneGapPerPhaseAndSource() {
        Scenario s = given();
        JobActor job = s.job("a", "b").limits(deadline()).admitted();
        s.given(job, "a", "r1", "r2", "r3");
        AttemptActor reader = s.startNext(job, 1, "a");
        s.accept(reader.next().publishes("found", "r1", "{}").processed(1).chunk());
        s.accept(reader.handedBack());
        s.advance(DEADLINE.minusSeconds(1));
        assertThat(enforce(s)).isZero();
        s.advance(Scenario.MOMENT);
        Reconciled ended = s.ledger().enforceLimits(100);
        assertThat(ended.events()).contains(new Event.JobEnded(job.id(), JobState.COMPLETED_WITH_GAPS));
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
        assertThat(job.resultKeys()).containsExactly("r1");
        assertThat(job.gaps())
                .containsExactly(
                        new Gap("find", "b", Outcome.FAILED, "limit:deadline", "source b incomplete"),
                        new Gap("read", "a", Outcome.FAILED, "limit:deadline", "2 not read"));
        assertThat(job.records("find")).isEqualTo(new RecordCounts(2, 1, 0, 1, 0));
        assertThat(job.records("read")).isEqualTo(new RecordCounts(3, 1, 0, 2, 0));
        assertThat(job.line("read", "a").failed()).containsOnly(Map.entry("limit:deadline", 2L));
        assertThat(job.receipt().gapsTotal()).isEqualTo(3);
        job.isAccountedFor();
        assertThat(enforce(s)).isZero();
        assertThat(s.ledger().settle(10)).isEqualTo(Reconciled.NOTHING);
    }

    @Test
    default void shouldStopWhatRunsAndWaitUntilItsWorkerHasLetGo() {
        Scenario s = given();
        JobActor job = s.job("a", "b", "c").limits(deadline()).admitted();
        s.advance(DEADLINE);
        AttemptActor listed = s.startNext(job, 0, "a");
        AttemptActor dying = s.startNext(job, 0, "b");
        WorkPacket assigned = s.claimOne(job, 0, "c");
        ChunkDraft late = listed.next().publishes("found", "late", "{}").processed(1);
        Report report = late.done();
        assertThat(s.ledger().enforceLimits(100).events())
                .contains(new Event.TaskEnded(job.id(), listed.taskId(), 1, TaskState.ABORTING));
        assertThat(job.stateOf(listed)).isEqualTo(TaskState.ABORTING);
        assertThat(job.task(assigned.taskId()).state()).isEqualTo(TaskState.DEAD);
        assertThat(s.worker().isGranted(assigned)).isFalse();
        s.accept(report);
        assertThat(job.resultKeys()).isEmpty();
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(enforce(s)).as("nothing new to end").isZero();
        listed.worker().renew();
        assertThat(s.claim(job, 0, "a", 1)).isEmpty();
        assertThat(enforce(s)).isOne();
        assertThat(job.stateOf(listed)).isEqualTo(TaskState.DEAD);
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        s.outliveLeases();
        s.ledger().loseExpired(10);
        enforce(s);
        assertThat(job.stateOf(dying)).isEqualTo(TaskState.DEAD);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
        assertThat(job.records("find")).isEqualTo(new RecordCounts(3, 0, 0, 3, 0));
        job.isAccountedFor();
    }

    @Test
    default void shouldCountWhatWasFoundAndNeverBecameATask() {
        Scenario s = given();
        JobActor job = s.job("a").limits(deadline()).admitted();
        Event.ChunkAccepted chunk = s.found(job, "a", "r1", "r2", "r3").getFirst();
        s.apply(Scenario.scheduling(chunk, 0, 1));
        s.advance(DEADLINE);
        enforce(s);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
        assertThat(job.gaps()).containsExactly(new Gap("read", "a", Outcome.FAILED, "limit:deadline", "3 not read"));
        assertThat(s.schedule(chunk)).isZero();
        assertThat(s.ledger().announceUnscheduled(Duration.ZERO, 10)).isEqualTo(Reconciled.NOTHING);
        job.isAccountedFor();
    }

    @Test
    default void shouldReadWhatALimitLeftUnreadOnceItIsRetried() {
        Scenario s = given();
        JobActor job = s.job("a", "b").barrier().limits(deadline()).admitted();
        s.found(job, "a", "r1", "r2");
        s.advance(DEADLINE);
        enforce(s);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
        assertThat(job.gaps()).hasSize(2);

        assertThat(job.retry()).isEqualTo(new Changed(true, JobState.RUNNING));
        assertThat(enforce(s)).isZero();
        assertThat(job.gaps()).isEmpty();
        assertThat(job.records("find")).isEqualTo(new RecordCounts(2, 1, 0, 0, 0));
        assertThat(job.records("read")).isEqualTo(new RecordCounts(2, 0, 0, 0, 0));
        assertThat(job.line("read", "a").failed()).isEmpty();
        assertThat(s.claim(job, 1, "a", 1)).as("behind its barrier").isEmpty();
        s.drain(job);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.resultKeys()).containsExactly("r1", "r2", "b");
        job.isAccountedFor();
    }

    @Test
    default void shouldSpendNoDurationWhilePaused() {
        Scenario s = given();
        JobActor job = s.job("a")
                .limits(new JobLimits(null, null, Duration.ofHours(2), null))
                .submitted();
        s.advance(Scenario.LONG.multipliedBy(5));
        s.ledger().admit(10);
        s.advance(Scenario.LONG);
        job.pause();
        s.advance(Scenario.LONG.multipliedBy(5));
        assertThat(enforce(s)).isZero();
        job.resume();
        s.advance(Scenario.LONG.minusSeconds(1));
        assertThat(enforce(s)).isZero();
        s.advance(Scenario.MOMENT);
        assertThat(enforce(s)).isPositive();
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
        assertThat(job.gaps()).extracting(Gap::reason).containsExactly("limit:duration");
        job.retry();
        s.advance(Scenario.LONG);
        assertThat(enforce(s)).isZero();
    }

    @Test
    default void shouldEndAPausedJobAtItsDeadline() {
        Scenario s = given();
        JobActor job = s.job("a").limits(deadline()).admitted();
        job.pause();
        s.advance(DEADLINE);
        enforce(s);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
    }

    @Test
    default void shouldEndAJobThatHasReadItsBytes() {
        Scenario s = given();
        JobActor job =
                s.job("a", "b").limits(new JobLimits(null, null, null, 100L)).admitted();
        AttemptActor one = s.startNext(job, 0, "a");
        s.accept(one.next().reads(99).cursor("1").chunk());
        assertThat(enforce(s)).isZero();
        s.accept(one.next().reads(1).processed(1).done());
        enforce(s);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
        assertThat(job.gaps())
                .containsExactly(new Gap("find", "b", Outcome.FAILED, "limit:bytes", "source b incomplete"));
        job.retry();
        assertThat(enforce(s)).as("what was read before counts no more").isZero();
        s.accept(s.startNext(job, 0, "b").next().reads(99).processed(1).done());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldCallNothingUnreadThatWasReadBeforeTheLimit() {
        Scenario s = given();
        Duration soon = Duration.ofSeconds(10);
        JobActor job = s.job("a").limits(new JobLimits(null, soon, null, null)).admitted();
        AttemptActor attempt = s.startNext(job, 0, "a");
        s.accept(attempt.next().processed(1).chunk());
        s.advance(soon);
        enforce(s);
        attempt.worker().renew();
        enforce(s);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.DONE);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.gaps()).isEmpty();
    }

    @Test
    default void shouldEndABoundedNumberOfTasksAtATime() {
        Scenario s = given();
        JobActor job = s.job("a", "b", "c", "d").limits(deadline()).admitted();
        s.advance(DEADLINE);
        assertThat(s.ledger().enforceLimits(2).rows()).isPositive();
        assertThat(job.tasks(TaskState.PENDING)).isNotEmpty();
        assertThat(s.claimAll(job)).isEmpty();
        for (int round = 0; round < Scenario.MAX_ROUNDS && job.state() == JobState.RUNNING; round++) {
            s.ledger().enforceLimits(2);
        }
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
        assertThat(job.gaps()).hasSize(4);
        job.isAccountedFor();
    }

    @Test
    default void shouldCancelAJobThatIsWindingDown() {
        Scenario s = given();
        JobActor job = s.job("a", "b").limits(deadline()).admitted();
        AttemptActor attempt = s.startNext(job, 0, "a");
        s.advance(DEADLINE);
        enforce(s);
        assertThat(job.cancel()).isEqualTo(new Changed(true, JobState.CANCELLING));
        s.ledger().loseExpired(10);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.CANCELLED);
        assertThat(job.state()).isEqualTo(JobState.CANCELLED);
        assertThat(enforce(s)).isZero();
    }
}
