package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.JobState;
import java.time.Duration;

/** What the fences of letting go keep out. */
final class RetireFences {
    private RetireFences() {}

    /** On the same day. */
    static void jobAfterItsBucketHasGone(Scenario s) {
        s.drain(s.running("a"));
        assertThat(s.ledger().retire(Duration.ZERO, Duration.ZERO, 10)).isEqualTo(1);
        JobActor job = s.running("a");
        s.drain(job);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    static void retryWithoutInputs(Scenario s) {
        JobActor job = s.running("a");
        s.kill(job, 0, "a");
        s.ledger().retire(Duration.ZERO, Duration.ZERO, 10);
        job.retry();
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
    }

    static void bucketOfARunningJob(Scenario s) {
        JobActor job = s.running("a");
        s.found(job, "a", "r1");
        assertThat(s.ledger().retire(Duration.ZERO, Duration.ZERO, 10)).isZero();
    }

    static void bucketOfAJobToRetry(Scenario s) {
        JobActor job = s.running("a");
        s.kill(job, 0, "a");
        assertThat(s.ledger().retire(Duration.ZERO, Scenario.LONG.multipliedBy(100), 10))
                .isZero();
    }

    static void jobWithinItsTime(Scenario s) {
        JobActor job = s.running("a");
        s.drain(job);
        assertThat(s.ledger().forget(Duration.ofDays(1), 10)).isZero();
    }

    static void jobThatItsMasterHasNotSeen(Scenario s) {
        s.drain(s.job("a").part().admitted());
        s.advance(Duration.ofDays(2));
        assertThat(s.ledger().forget(Duration.ofDays(1), 10)).isZero();
    }

    static void acknowledgementBeforeTheEnd(Scenario s) {
        JobActor job = s.job("a").part().admitted();
        job.acknowledge();
        s.drain(job);
        s.advance(Duration.ofDays(2));
        assertThat(s.ledger().forget(Duration.ofDays(1), 10)).isZero();
    }
}
