package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.engine.ledger.JobLedger.Submitted;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has ended goes after its time, whole and without a trace but that it was; what has not stays. */
interface RetireContract extends Scenes {
    Duration DAY = Duration.ofDays(1);

    @Test
    default void shouldDropWhatWasStagedWhenAllJobsOfADayHaveEnded() {
        Scenario s = given();
        JobActor first = s.running("a");
        JobActor second = s.running("b");
        s.given(first, "a", "r1");
        s.drain(first);
        assertThat(s.ledger().retire(DAY, DAY, 10)).isZero();
        s.drain(second);
        assertThat(s.ledger().retire(Duration.ofDays(100), DAY, 10))
                .as("too young")
                .isZero();
        assertThat(s.ledger().retire(Duration.ZERO, DAY, 10)).isEqualTo(1);
        assertThat(s.ledger().retire(Duration.ZERO, DAY, 10)).as("once").isZero();
        assertThat(first.resultKeys()).containsExactly("r1");
        assertThat(first.receipt().complete()).isTrue();
    }

    @Test
    default void shouldRefuseWhatALateAttemptStagesIntoABucketThatHasGone() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor late = s.startNext(job, 0, "a");
        s.outliveLeases();
        s.ledger().loseExpired(10);
        s.drain(job);
        s.ledger().retire(Duration.ZERO, Duration.ZERO, 10);
        assertThat(late.next().emits("r1").stage()).isFalse();
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldRetryAsLongAsWhatFailedIsStaged() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.kill(job, 0, "a");
        s.ledger().retire(Duration.ZERO, DAY, 10);
        assertThat(job.retry()).isEqualTo(new Changed(true, JobState.RUNNING));
        s.drain(job);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldRefuseARetryOfWhatIsStagedNoMoreAndSayWhy() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.kill(job, 0, "a");
        s.advance(DAY.multipliedBy(2));
        assertThat(s.ledger().retire(DAY, DAY, 10)).isEqualTo(1);
        assertThat(job.retry()).isEqualTo(new Changed(false, JobState.COMPLETED_WITH_GAPS, true));
    }

    @Test
    default void shouldForgetAJobAfterItsTimeAndKnowThatItWas() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1");
        s.drain(job);
        s.advance(DAY.multipliedBy(2));
        assertThat(s.ledger().forget(DAY, 10)).isEqualTo(1);
        assertThat(s.ledger().status(job.tenant(), List.of(job.id()))).isEmpty();
        assertThat(s.ledger().receipt(job.tenant(), job.id())).isEmpty();
        assertThat(s.ledger().spec(job.id())).isEmpty();
        assertThat(s.ledger().forgotten(job.tenant(), job.id()))
                .hasValueSatisfying(gone -> assertThat(gone.state()).isEqualTo(JobState.COMPLETED));
        assertThat(s.ledger().forgotten("another", job.id())).isEmpty();
        assertThat(s.ledger().retry(job.tenant(), job.id())).isEmpty();
        assertThat(s.ledger().sweep(1_000)).isPositive();
        assertThat(s.ledger().sweep(1_000)).isZero();
    }

    @Test
    default void shouldKnowAnIdempotencyKeyLongerThanItsJob() {
        Scenario s = given();
        Submitted first = s.job("a").key("k", "hash").submit();
        s.ledger().admit(10);
        s.drain(new JobActor(s, s.tenant(), first.jobId()));
        s.advance(DAY.multipliedBy(2));
        s.ledger().forget(DAY, 10);
        assertThat(s.job("a").key("k", "hash").submit())
                .isEqualTo(new Submitted(first.jobId(), JobState.COMPLETED, false));
        assertThatExceptionOfType(IdempotencyConflict.class)
                .isThrownBy(() -> s.job("a").key("k", "other").submit());
        s.ledger().sweep(1_000);
        s.ledger().sweep(1_000);
        s.advance(DAY.multipliedBy(2));
        s.ledger().clear(DAY, DAY, 100);
        assertThat(s.ledger().forgotten(s.tenant(), first.jobId())).isEmpty();
        assertThat(s.job("a").key("k", "other").submit().created()).isTrue();
    }

    @Test
    default void shouldKeepAPartUntilItsMasterHasAcknowledgedItsEnd() {
        Scenario s = given();
        JobActor job = s.job("a").part().admitted();
        assertThat(job.acknowledge()).as("before its end").isEqualTo(new Changed(false, JobState.RUNNING));
        s.drain(job);
        s.drain(s.running("b"));
        s.advance(DAY.multipliedBy(400));
        assertThat(s.ledger().forget(DAY, 10)).as("the other alone").isEqualTo(1);
        assertThat(job.receipt().complete()).isTrue();
        assertThat(s.ledger().acknowledge("another", job.id())).isEmpty();
        assertThat(s.ledger().forget(DAY, 10)).isZero();
        assertThat(job.acknowledge()).isEqualTo(new Changed(true, JobState.COMPLETED));
        assertThat(job.acknowledge()).as("again").isEqualTo(new Changed(false, JobState.COMPLETED));
        assertThat(s.ledger().forget(DAY, 10)).isEqualTo(1);
        assertThat(s.ledger().acknowledge(job.tenant(), job.id())).isEmpty();
    }

    @Test
    default void shouldKeepAPartThatIsRetriedUntilItsMasterHasAcknowledgedTheNewEnd() {
        Scenario s = given();
        JobActor job = s.job("a").part().admitted();
        s.kill(job, 0, "a");
        assertThat(job.acknowledge()).isEqualTo(new Changed(true, JobState.COMPLETED_WITH_GAPS));
        job.retry();
        s.drain(job);
        s.advance(DAY.multipliedBy(2));
        assertThat(s.ledger().forget(DAY, 10)).isZero();
        assertThat(job.acknowledge()).isEqualTo(new Changed(true, JobState.COMPLETED));
        assertThat(s.ledger().forget(DAY, 10)).isEqualTo(1);
    }

    @Test
    default void shouldHoldNothingOfAJobThatHasNoMaster() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.kill(job, 0, "a");
        job.retry();
        s.drain(job);
        assertThat(job.acknowledge()).isEqualTo(new Changed(false, JobState.COMPLETED));
        s.advance(DAY.multipliedBy(2));
        assertThat(s.ledger().forget(DAY, 10)).isEqualTo(1);
    }

    @Test
    default void shouldForgetNoMoreJobsThanAsked() {
        Scenario s = given();
        for (int i = 0; i < 3; i++) {
            s.drain(s.running("a"));
        }
        s.advance(DAY);
        assertThat(s.ledger().forget(Duration.ZERO, 2)).isEqualTo(2);
        assertThat(s.ledger().forget(Duration.ZERO, 2)).isEqualTo(1);
    }

    @Test
    default void shouldClearLeasesThatNobodyHolds() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        s.worker();
        s.advance(DAY.multipliedBy(2));
        s.ledger().clear(DAY, DAY, 100);
        assertThat(s.ledger().loseExpired(10).rows())
                .as("the attempt is not forgotten with its lease")
                .isEqualTo(1);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.PENDING);
        assertThat(s.ledger().clear(DAY, DAY, 100)).isEqualTo(1);
    }
}
