package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;

/** What the fences of cancel and completion keep out. */
final class EndFences {
    private EndFences() {}

    static void cancelOfEndedJob(Scenario s) {
        JobActor job = s.running("a");
        s.drain(job);
        job.cancel();
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    static void cancelOfRunningJob(Scenario s) {
        JobActor job = s.running("a");
        s.startNext(job, 0, "a");
        job.cancel();
        assertThat(job.state()).isEqualTo(JobState.CANCELLING);
    }

    static void endWithOpenTasks(Scenario s) {
        JobActor job = s.running("a", "b");
        s.accept(s.startNext(job, 0, "a").rest());
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
    }

    static void endWithUnscheduledRecords(Scenario s) {
        JobActor job = s.running("a");
        s.found(job, "a", "r1");
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
    }

    static void endWithGaps(Scenario s) {
        JobActor job = s.running("a");
        s.accept(s.startNext(job, 0, "a")
                .next()
                .settles(Outcome.SKIPPED, "denied", "a")
                .done());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
    }
}
