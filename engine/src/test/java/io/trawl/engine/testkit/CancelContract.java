package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.CommandLedger;
import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cancel means stop. */
interface CancelContract extends Scenes {
    @Test
    default void shouldCancelAtOnceWhenNothingRuns() {
        Scenario s = given();
        JobActor pending = s.job("a").submitted();
        assertThat(pending.cancel()).isEqualTo(new Changed(true, JobState.CANCELLED));
        JobActor running = s.running("a", "b");
        WorkPacket assigned = s.claimOne(running, 0, "a");
        assertThat(running.cancel()).isEqualTo(new Changed(true, JobState.CANCELLED));
        assertThat(running.tasks(TaskState.CANCELLED)).hasSize(2);
        assertThat(s.worker().isGranted(assigned)).isFalse();
        assertThat(running.status().endedAt()).isNotNull();
    }

    @Test
    default void shouldWaitForRunningAttemptsToLetGo() {
        Scenario s = given();
        JobActor job = s.running("a", "b", "c");
        AttemptActor listed = s.startNext(job, 0, "a");
        AttemptActor dying = s.startNext(job, 0, "b");
        assertThat(job.cancel()).isEqualTo(new Changed(true, JobState.CANCELLING));
        assertThat(job.tasks(TaskState.ABORTING)).hasSize(2);
        assertThat(job.tasks(TaskState.CANCELLED)).hasSize(1);
        listed.worker().renew(listed);
        assertThat(job.stateOf(listed)).isEqualTo(TaskState.ABORTING);
        listed.worker().renew();
        assertThat(job.stateOf(listed)).isEqualTo(TaskState.CANCELLED);
        assertThat(job.state()).isEqualTo(JobState.CANCELLING);
        s.outliveLeases();
        assertThat(s.ledger().loseExpired(10).events()).contains(new Event.JobEnded(job.id(), JobState.CANCELLED));
        assertThat(job.stateOf(dying)).isEqualTo(TaskState.CANCELLED);
        assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    default void shouldPublishNothingOnceCancellingWasAnswered() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        s.accept(attempt.next().publishes("found", "before", "{}").cursor("1").chunk());
        ChunkDraft draft = attempt.next().publishes("found", "after", "{}").processed(1);
        Report report = draft.done();
        job.cancel();
        assertThat(s.verdict(report)).isEqualTo(Verdict.Kind.FENCED);
        assertThat(s.verdict(attempt.failed("stopped"))).isEqualTo(Verdict.Kind.FENCED);
        assertThat(s.verdict(attempt.handedBack())).isEqualTo(Verdict.Kind.FENCED);
        assertThat(draft.stage()).isFalse();
        assertThat(job.resultKeys()).containsExactly("before");
    }

    @Test
    default void shouldKeepACancelledAttemptInTheBudgetUntilItsWorkerHasLetGo() {
        Scenario s = given();
        JobActor job = s.job(Scenario.source("a", 1)).admitted();
        AttemptActor attempt = s.startNext(job, 0, "a");
        JobActor next = s.running("a");
        job.cancel();
        assertThat(s.claim(next, 0, "a", 1)).isEmpty();
        attempt.worker().renew();
        assertThat(s.claim(next, 0, "a", 1)).hasSize(1);
    }

    @Test
    default void shouldCancelAPausedJob() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.under().force(job.id(), JobState.PAUSED);
        assertThat(job.cancel()).isEqualTo(new Changed(true, JobState.CANCELLED));
    }

    @Test
    default void shouldCancelOnce() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.startNext(job, 0, "a");
        job.cancel();
        JobActor.Picture before = job.picture();
        assertThat(job.cancel()).isEqualTo(new Changed(false, JobState.CANCELLING));
        assertThat(job.picture()).isEqualTo(before);
    }

    @Test
    default void shouldNotCancelWhatHasEndedOrIsNotThere() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.drain(job);
        JobActor.Picture before = job.picture();
        assertThat(job.cancel()).isEqualTo(new Changed(false, JobState.COMPLETED));
        assertThat(job.picture()).isEqualTo(before);
        assertThat(s.ledger().cancel(s.tenant(), UUID.randomUUID())).isEmpty();
    }

    @Test
    default void shouldCancelMoreTasksThanOneCallEnds() {
        Scenario s = given();
        JobActor job = s.running("a");
        int many = 2_500;
        AttemptActor root = s.startNext(job, 0, "a");
        ChunkDraft draft = root.next();
        for (int i = 0; i < many; i++) {
            draft.emits("r" + i);
        }
        Event.ChunkAccepted chunk =
                Scenario.chunks(s.accept(draft.processed(1).done())).getFirst();
        List<Command> each = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            each.add(Scenario.scheduling(chunk, i, i + 1));
        }
        s.ledger().apply(each.subList(0, CommandLedger.MAX_COMMANDS));
        s.ledger().apply(each.subList(CommandLedger.MAX_COMMANDS, many));
        assertThat(job.cancel().changed()).isTrue();
        for (int i = 0; i < many && job.state() != JobState.CANCELLED; i++) {
            assertThat(s.claim(job, 1, "a", 1)).isEmpty();
            assertThat(s.ledger().settle(500).rows()).isPositive();
        }
        assertThat(job.tasks(TaskState.CANCELLED)).hasSize(many);
        assertThat(s.ledger().settle(500).rows()).isZero();
    }

    @Test
    default void shouldCancelWhatAClosedLeaseReleases() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        attempt.abort();
        job.cancel();
        s.ledger().closeLease(attempt.worker().id());
        assertThat(job.tasks(TaskState.PENDING)).isEmpty();
        assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    }
}
