package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.Event;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;

/** What the fences around the limits of a job keep out. */
final class LimitFences {
    private static final JobLimits AN_HOUR = new JobLimits(null, Scenario.LONG, null, null);

    private LimitFences() {}

    private static JobActor limited(Scenario s) {
        return s.job("a").limits(AN_HOUR).admitted();
    }

    static void deadlineThatHasNotCome(Scenario s) {
        JobActor job = limited(s);
        s.ledger().enforceLimits(10);
        assertThat(job.tasks(TaskState.DEAD)).isEmpty();
    }

    static void deadlineOfACancellingJob(Scenario s) {
        JobActor job = limited(s);
        s.under().force(job.id(), JobState.CANCELLING);
        s.advance(Scenario.LONG);
        s.ledger().enforceLimits(10);
        assertThat(job.tasks(TaskState.DEAD)).isEmpty();
    }

    /** An attempt that has not let go keeps the job from ending, and the range must still not become a task. */
    static void rangeOfAJobBeyondItsLimit(Scenario s) {
        JobActor job = s.job("a", "b").limits(AN_HOUR).admitted();
        Event.ChunkAccepted chunk = s.found(job, "a", "r1").getFirst();
        s.startNext(job, 0, "b");
        s.advance(Scenario.LONG);
        s.ledger().enforceLimits(10);
        s.schedule(chunk);
        assertThat(job.tasks(TaskState.PENDING)).isEmpty();
    }

    static void retryAfterADeadline(Scenario s) {
        JobActor job = limited(s);
        s.advance(Scenario.LONG);
        s.ledger().enforceLimits(10);
        job.retry();
        s.ledger().enforceLimits(10);
        assertThat(job.tasks(TaskState.PENDING)).hasSize(1);
    }
}
