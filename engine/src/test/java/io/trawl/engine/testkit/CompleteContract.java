package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.schemas.Event;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When and how a job ends. */
interface CompleteContract extends Scenes {
    @Test
    default void shouldCompleteWhenEveryRecordWasProcessed() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        s.given(job, "a", "r1", "r2");
        s.accept(s.startNext(job, 1, "a").rest());
        assertThat(job.state()).as("b is open").isEqualTo(JobState.RUNNING);
        assertThat(job.receipt().complete()).isFalse();
        List<Event> events = s.accept(s.startNext(job, 0, "b").rest()).events();
        assertThat(events).contains(new Event.JobEnded(job.id(), JobState.COMPLETED));
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.status().endedAt()).isNotNull();
        assertThat(job.status().reason()).isNull();
        assertThat(job.records("read")).isEqualTo(new RecordCounts(2, 2, 0, 0, 0));
        job.isAccountedFor();
    }

    @Test
    default void shouldNotCompleteWhileRecordsAreUnscheduled() {
        Scenario s = given();
        JobActor job = s.running("a");
        Event.ChunkAccepted chunk = s.found(job, "a", "r1", "r2").getFirst();
        s.apply(Scenario.scheduling(chunk, 0, 1));
        s.accept(s.startNext(job, 1, "a").rest());
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        s.apply(Scenario.scheduling(chunk, 1, 2));
        s.accept(s.startNext(job, 1, "a").rest());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldCompleteWithGapsWhenAnythingWasSkippedOrFailed() {
        for (Outcome outcome : List.of(Outcome.SKIPPED, Outcome.FAILED)) {
            Scenario s = given();
            JobActor job = s.running("a");
            s.accept(s.startNext(job, 0, "a")
                    .next()
                    .settles(outcome, "denied", "a")
                    .done());
            assertThat(job.state()).as("%s", outcome).isEqualTo(JobState.COMPLETED_WITH_GAPS);
            assertThat(job.receipt().complete()).isTrue();
            assertThat(job.receipt().gapsTotal()).isOne();
        }
    }

    @Test
    default void shouldNotTakeForAGapWhatWasLeftOutOnPurpose() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.accept(s.startNext(job, 0, "a")
                .next()
                .notes(Outcome.EXCLUDED, "*.tmp", "x.tmp")
                .processed(1)
                .done());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.receipt().gapsTotal()).isZero();
    }

    /** Cannot be reached while all fences stand; so one is taken away to lose a record. */
    @Test
    default void shouldFailAJobThatCannotAccountForEveryRecord() {
        Scenario s = given(Fences.without(Fence.FINISH_ALL_INPUTS), RetryPolicy.DEFAULT);
        JobActor job = s.running("a");
        s.accept(s.startNext(job, 0, "a").next().done());
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.status().reason()).isNotBlank();
        assertThat(job.receipt().complete()).isFalse();
    }

    @Test
    default void shouldCompleteAJobWhoseSourceIsEmpty() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.accept(s.startNext(job, 0, "a").next().processed(1).done());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.status().phases()).extracting(PhaseStatus::state).containsExactly("DONE", "DONE");
    }

    @Test
    default void shouldCompleteAJobOfOnePhase() {
        Scenario s = given();
        JobActor job = s.job("a")
                .phases(List.of(Scenario.phase("only", PhaseMode.STREAMING)))
                .admitted();
        s.accept(s.startNext(job, 0, "a").rest());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldCompleteAPausedJobOfWhichNothingIsLeft() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        s.under().force(job.id(), JobState.PAUSED);
        s.accept(attempt.rest());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldTellOnceThatAJobHasEnded() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Report report = attempt.rest();
        assertThat(Scenario.only(s.accept(report).events(), Event.JobEnded.class))
                .hasSize(1);
        assertThat(Scenario.only(s.accept(report).events(), Event.JobEnded.class))
                .isEmpty();
        assertThat(s.ledger().settle(10).events()).isEmpty();
    }

    @Test
    default void shouldShowWhereEachPhaseStands() {
        Scenario s = given();
        JobActor job = s.running("a");
        assertThat(job.phase(0).state()).isEqualTo("RUNNING");
        assertThat(job.phase(1).state()).isEqualTo("PENDING");
        Event.ChunkAccepted chunk = s.found(job, "a", "r1").getFirst();
        assertThat(job.phase(0).state()).isEqualTo("DONE");
        assertThat(job.phase(1).state()).as("a record waits").isEqualTo("RUNNING");
        s.schedule(chunk);
        assertThat(job.phase(1).tasks()).containsOnlyKeys("pending").containsEntry("pending", 1L);
        s.accept(s.startNext(job, 1, "a").rest());
        assertThat(job.phase(1).state()).isEqualTo("DONE");
        assertThat(job.phase(1).tasks()).containsOnlyKeys("done");
    }
}
