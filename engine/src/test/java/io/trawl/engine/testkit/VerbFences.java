package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;

/** What the fences of pause, resume and retry keep out. */
final class VerbFences {
    private VerbFences() {}

    static void pauseOfEndedJob(Scenario s) {
        JobActor job = s.running("a");
        s.drain(job);
        job.pause();
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    static void resumeOfEndedJob(Scenario s) {
        JobActor job = s.running("a");
        s.drain(job);
        job.resume();
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    static void retryOfRunningJob(Scenario s) {
        JobActor job = s.running("a", "b");
        s.kill(job, 0, "a");
        job.retry();
        assertThat(job.tasks(TaskState.DEAD)).hasSize(1);
    }

    static void retryOfFailedRecord(Scenario s) {
        JobActor job = s.running("a");
        s.kill(job, 0, "a");
        job.retry();
        assertThat(job.records("find").failed()).isZero();
    }
}
