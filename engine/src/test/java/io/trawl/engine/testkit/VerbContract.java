package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pause holds and loses nothing; retry opens what failed and counts it once. */
interface VerbContract extends Scenes {
    @Test
    default void shouldClaimAndStartNothingOfAPausedJob() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        WorkPacket assigned = s.claimOne(job, 0, "a");
        assertThat(job.pause()).isEqualTo(new Changed(true, JobState.PAUSED));
        assertThat(job.tasks(TaskState.PENDING)).hasSize(2);
        assertThat(s.worker().isGranted(assigned)).isFalse();
        assertThat(s.claim(job, 0, "b", 1)).isEmpty();
        assertThat(job.resume()).isEqualTo(new Changed(true, JobState.RUNNING));
        s.drain(job);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldLetWhatRunsGoOnWhenItsJobIsPaused() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        job.pause();
        s.accept(attempt.next().emits("r1").processed(1).done());
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.DONE);
        assertThat(job.state()).isEqualTo(JobState.PAUSED);
        s.drain(job);
        assertThat(job.tasks(TaskState.PENDING)).hasSize(1);
        job.resume();
        s.drain(job);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.resultKeys()).containsExactly("r1");
    }

    @Test
    default void shouldStopWhatRunsWhenItsJobIsPausedNowAndGoOnFromTheCheckpoint() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        s.accept(attempt.next().publishes("found", "k", "{}").cursor("1").chunk());
        job.pause();
        assertThat(job.pauseNow()).isEqualTo(new Changed(true, JobState.PAUSED));
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.ABORTING);
        attempt.worker().renew();
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.PENDING);
        assertThat(job.task(attempt.taskId()).failures()).isZero();
        job.resume();
        assertThat(s.startNext(job, 0, "a").checkpoint().cursor()).isEqualTo("1");
    }

    @Test
    default void shouldEndAPausedJobOfWhichNothingIsLeft() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        job.pause();
        s.accept(attempt.rest());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldChangeNothingByAVerbThatTheStateDoesNotAllow() {
        Scenario s = given();
        JobActor running = s.running("a");
        JobActor pending = s.job("a").submitted();
        JobActor.Picture before = pending.picture();
        assertThat(pending.pause()).isEqualTo(new Changed(false, JobState.PENDING));
        assertThat(pending.resume()).isEqualTo(new Changed(false, JobState.PENDING));
        assertThat(pending.retry()).isEqualTo(new Changed(false, JobState.PENDING));
        assertThat(pending.picture()).isEqualTo(before);
        assertThat(running.resume()).isEqualTo(new Changed(false, JobState.RUNNING));
        running.pause();
        JobActor.Picture paused = running.picture();
        assertThat(running.pause()).isEqualTo(new Changed(false, JobState.PAUSED));
        assertThat(running.picture()).isEqualTo(paused);
        String other = "other-" + s.tenant();
        assertThat(s.ledger().pause(other, running.id(), true)).isEmpty();
        assertThat(s.ledger().resume(other, running.id())).isEmpty();
        assertThat(s.ledger().retry(s.tenant(), UUID.randomUUID())).isEmpty();
    }

    @Test
    default void shouldTryAgainOnlyWhatFailedAndCountItOnce() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "good", "bad");
        AttemptActor whole = s.startNext(job, 1, "a");
        s.accept(whole.next()
                .publishes("found", "good", "{}")
                .processed(1)
                .cursor("7")
                .chunk());
        whole.fails("error:Broken");
        s.advance(Scenario.LONG);
        s.kill(job, 1, "a");
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
        assertThat(job.gaps()).hasSize(1);
        assertThat(job.line("read", "a").failed()).containsEntry("error:Broken", 1L);

        assertThat(job.retry()).isEqualTo(new Changed(true, JobState.RUNNING));
        assertThat(job.receipt().revision()).isEqualTo(2);
        assertThat(job.receipt().complete()).isFalse();
        assertThat(job.gaps()).isEmpty();
        assertThat(job.line("read", "a").failed()).isEmpty();
        assertThat(job.records("read")).isEqualTo(new RecordCounts(2, 1, 0, 0, 0));
        assertThat(job.status().endedAt()).isNull();

        AttemptActor again = s.startNext(job, 1, "a");
        assertThat(again.inputs()).containsExactly("bad");
        s.accept(again.rest());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.resultKeys()).containsExactlyInAnyOrder("bad", "good");
        job.isAccountedFor();
    }

    @Test
    default void shouldCountARecordThatFailsAgainOnce() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        s.kill(job, 0, "a");
        s.kill(job, 0, "b");
        for (int revision = 2; revision <= 3; revision++) {
            assertThat(job.retry().changed()).isTrue();
            s.kill(job, 0, "a");
            s.kill(job, 0, "b");
            assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
            assertThat(job.receipt().revision()).isEqualTo(revision);
            assertThat(job.records("find")).isEqualTo(new RecordCounts(2, 0, 0, 2, 0));
            assertThat(job.gaps()).hasSize(2);
            job.isAccountedFor();
        }
    }

    @Test
    default void shouldLeaveAJobAloneThatHasNothingToTryAgain() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.accept(s.startNext(job, 0, "a")
                .next()
                .notes(io.trawl.schemas.Outcome.SKIPPED, "denied", "x")
                .processed(1)
                .done());
        JobActor.Picture before = job.picture();
        assertThat(job.retry()).isEqualTo(new Changed(false, JobState.COMPLETED_WITH_GAPS));
        assertThat(job.picture()).isEqualTo(before);
    }

    @Test
    default void shouldGiveAReopenedTaskAllItsTriesAgain() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.kill(job, 0, "a");
        job.retry();
        AttemptActor again = s.startNext(job, 0, "a");
        again.fails("error:Broken");
        assertThat(job.stateOf(again)).isEqualTo(TaskState.PENDING);
        assertThat(job.task(again.taskId()).failures()).isOne();
    }

    @Test
    default void shouldListJobsByLabel() {
        Scenario s = given();
        JobActor risk = s.job("a").submitted();
        JobActor audit =
                s.job("a").labels(Map.of("team", "audit", "env", "prod")).submitted();
        assertThat(ids(s, Map.of("team", "risk"))).containsExactly(risk.id());
        assertThat(ids(s, Map.of("team", "audit", "env", "prod"))).containsExactly(audit.id());
        assertThat(ids(s, Map.of("team", "audit", "env", "test"))).isEmpty();
        assertThat(ids(s, Map.of())).hasSize(2);
    }

    private static List<UUID> ids(Scenario s, Map<String, String> labels) {
        return s.ledger().jobs(s.tenant(), new JobFilter(List.of(), labels, null, null), null, 10).items().stream()
                .map(JobStatus::jobId)
                .toList();
    }
}
