package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.ReconcileLedger.Reconciled;
import io.trawl.schemas.Event;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What heals rows that stand still: each call a bounded number. */
interface ReconcileContract extends Scenes {
    Duration BOUND = Duration.ofSeconds(10);

    @Test
    default void shouldOfferAgainWhatWasAssignedAndNeverStarted() {
        Scenario s = given();
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        assertThat(s.ledger().redispatch(BOUND, 10).rows()).isZero();
        s.advance(BOUND.plus(Scenario.MOMENT));
        assertThat(s.ledger().redispatch(BOUND, 10).rows()).isOne();
        assertThat(job.task(packet.taskId()).state()).isEqualTo(TaskState.PENDING);
        assertThat(job.task(packet.taskId()).failures()).isZero();
        assertThat(job.task(packet.taskId()).crashes()).isZero();
        assertThat(s.ledger().redispatch(BOUND, 10)).isEqualTo(Reconciled.NOTHING);
        assertThat(s.claimOne(job, 0, "a").attempt()).isEqualTo(2);
    }

    @Test
    default void shouldRedispatchABoundedNumber() {
        Scenario s = given();
        JobActor job = s.running("a", "b", "c");
        s.claimAll(job);
        s.advance(BOUND.plus(Scenario.MOMENT));
        assertThat(s.ledger().redispatch(BOUND, 2).rows()).isEqualTo(2);
        assertThat(job.tasks(TaskState.ASSIGNED)).hasSize(1);
        assertThat(s.ledger().redispatch(BOUND, 2).rows()).isOne();
    }

    @Test
    default void shouldCancelInsteadOfRedispatchingInACancelledJob() {
        Scenario s = given();
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        s.under().force(job.id(), JobState.CANCELLING);
        s.advance(BOUND.plus(Scenario.MOMENT));
        s.ledger().redispatch(BOUND, 10);
        assertThat(job.task(packet.taskId()).state()).isEqualTo(TaskState.CANCELLED);
    }

    @Test
    default void shouldFindExpiredLeasesWithoutBeingToldABoundedNumberAtATime() {
        Scenario s = given();
        JobActor job = s.running("a", "b", "c");
        s.claimAll(job).forEach(s::start);
        s.outliveLeases();
        assertThat(s.ledger().loseExpired(2).rows()).isEqualTo(2);
        assertThat(job.tasks(TaskState.PENDING)).hasSize(2).allMatch(task -> task.crashes() == 1);
        Reconciled rest = s.ledger().loseExpired(2);
        assertThat(rest.rows()).isOne();
        assertThat(Scenario.only(rest.events(), Event.TaskEnded.class)).hasSize(1);
        assertThat(s.ledger().loseExpired(2)).isEqualTo(Reconciled.NOTHING);
    }

    @Test
    default void shouldAnnounceAgainWhatWasAcceptedAndNotWhollyScheduled() {
        Scenario s = given();
        JobActor job = s.running("a");
        Event.ChunkAccepted chunk = s.found(job, "a", "r1", "r2", "r3").getFirst();
        assertThat(s.ledger().announceUnscheduled(BOUND, 10).events()).isEmpty();
        s.advance(BOUND.plus(Scenario.MOMENT));
        JobActor.Picture before = job.picture();
        assertThat(s.ledger().announceUnscheduled(BOUND, 10).events()).containsExactly(chunk);
        assertThat(job.picture()).isEqualTo(before);
        s.apply(Scenario.scheduling(chunk, 0, 2));
        List<Event.ChunkAccepted> rest =
                Scenario.only(s.ledger().announceUnscheduled(BOUND, 10).events(), Event.ChunkAccepted.class);
        assertThat(rest).hasSize(1).allMatch(event -> event.from() == 2 && event.records() == 3);
        s.schedule(rest.getFirst());
        assertThat(s.ledger().announceUnscheduled(BOUND, 10)).isEqualTo(Reconciled.NOTHING);
    }

    @Test
    default void shouldAnnounceABoundedNumberOfChunks() {
        Scenario s = given();
        JobActor job = s.running("a", "b", "c");
        s.found(job, "a", "r1");
        s.found(job, "b", "r2");
        s.found(job, "c", "r3");
        s.advance(BOUND.plus(Scenario.MOMENT));
        assertThat(s.ledger().announceUnscheduled(BOUND, 2).rows()).isEqualTo(2);
    }

    @Test
    default void shouldLetRecordsBehindABarrierGoThoughEveryFactWasLost() {
        Scenario s = given();
        JobActor job = s.job("a").barrier().admitted();
        s.found(job, "a", "r1");
        s.advance(BOUND.plus(Scenario.MOMENT));
        List<Event> events = s.ledger().announceUnscheduled(BOUND, 10).events();
        boolean released = events.contains(new Event.PhaseReleased(job.id(), 1));
        List<Event.ChunkAccepted> chunks = Scenario.only(events, Event.ChunkAccepted.class);
        assertThat(chunks).hasSize(1).allMatch(chunk -> released || !chunk.barrier());
    }

    @Test
    default void shouldAnnounceNoChunksOfJobsThatAreOver() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.found(job, "a", "r1");
        job.cancel();
        s.advance(BOUND.plus(Scenario.MOMENT));
        assertThat(s.ledger().announceUnscheduled(BOUND, 10)).isEqualTo(Reconciled.NOTHING);
    }

    @Test
    default void shouldAnnounceAttemptsThatHaveRunForLong() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        assertThat(s.ledger().announceRunning(BOUND, 10)).isEqualTo(Reconciled.NOTHING);
        s.advance(BOUND.plus(Scenario.MOMENT));
        JobActor.Picture before = job.picture();
        Reconciled announced = s.ledger().announceRunning(BOUND, 10);
        assertThat(announced.rows()).isOne();
        assertThat(announced.events())
                .containsExactly(new Event.TaskStarted(
                        job.id(),
                        attempt.taskId(),
                        1,
                        attempt.execution(),
                        attempt.worker().id(),
                        Duration.ofMinutes(10).toMillis()));
        assertThat(job.picture()).isEqualTo(before);
        s.accept(attempt.rest());
        assertThat(s.ledger().announceRunning(BOUND, 10)).isEqualTo(Reconciled.NOTHING);
    }

    @Test
    default void shouldEndAJobOfWhichNothingIsLeft() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.drain(job);
        s.under().force(job.id(), JobState.RUNNING);
        assertThat(s.ledger().settle(10).events()).containsExactly(new Event.JobEnded(job.id(), JobState.COMPLETED));
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(s.ledger().settle(10)).isEqualTo(Reconciled.NOTHING);
    }

    @Test
    default void shouldSettleNothingThatIsStillGoingOn() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.startNext(job, 0, "a");
        s.job("b").submitted();
        JobActor.Picture before = job.picture();
        assertThat(s.ledger().settle(10)).isEqualTo(Reconciled.NOTHING);
        assertThat(job.picture()).isEqualTo(before);
    }
}
