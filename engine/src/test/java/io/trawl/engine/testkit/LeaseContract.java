package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.WorkerLedger.Standing;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Leases: renewal, loss, abortion, closing, revocation. */
interface LeaseContract extends Scenes {
    private static Standing standing(WorkerActor worker, AttemptActor... listed) {
        List<Standing> standings = worker.renew(listed).orElseThrow().standings();
        assertThat(standings).hasSameSizeAs(listed);
        return standings.getFirst();
    }

    @Test
    default void shouldKeepALeaseAliveAsLongAsItIsRenewedInTime() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        for (int i = 0; i < 6; i++) {
            s.halfALease();
            assertThat(attempt.worker().renew(attempt)).isPresent();
        }
        assertThat(s.apply(new Command.LoseWorker(attempt.worker().id()))).isZero();
        assertThat(s.ledger().loseExpired(10).rows()).isZero();
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
    }

    @Test
    default void shouldOpenLeasesOfTheSameLength() {
        Scenario s = given();
        WorkerActor worker = s.worker();
        Duration length = s.ledger().openLease(worker.info());
        assertThat(length).isEqualTo(Duration.ofSeconds(30));
        s.advance(length.minus(Scenario.MOMENT));
        assertThat(worker.renew()).isPresent();
    }

    @Test
    default void shouldNotRenewALeaseThatHasRunOutOrWasNeverThere() {
        Scenario s = given();
        WorkerActor worker = s.worker();
        s.outliveLeases();
        assertThat(worker.renew()).isEmpty();
        assertThat(worker.renew()).isEmpty();
        WorkerActor closed = s.worker();
        s.ledger().closeLease(closed.id());
        assertThat(closed.renew()).isEmpty();
        s.ledger().closeLease(UUID.randomUUID());
    }

    @Test
    default void shouldAnswerARenewalWithHowItsAttemptsStand() {
        Scenario s = given();
        JobActor job = s.running("a", "b", "c");
        AttemptActor attempt = s.startNext(job, 0, "a");
        WorkerActor worker = attempt.worker();
        assertThat(standing(worker, attempt))
                .isEqualTo(new Standing(attempt.taskId(), 1, attempt.execution(), 0, false, false));
        s.accept(attempt.next().cursor("1").chunk());
        attempt.next().cursor("lost").chunk();
        assertThat(standing(worker, attempt))
                .isEqualTo(new Standing(attempt.taskId(), 1, attempt.execution(), 1, false, false));
        attempt.abort();
        assertThat(standing(worker, attempt))
                .isEqualTo(new Standing(attempt.taskId(), 1, attempt.execution(), 0, true, false));
    }

    @Test
    default void shouldTellAnAttemptThatEndedFromOneThatIsGone() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        AttemptActor ended = s.startNext(job, 0, "a");
        s.accept(ended.rest());
        assertThat(standing(ended.worker(), ended))
                .isEqualTo(new Standing(ended.taskId(), 1, ended.execution(), 1, false, true));
        AttemptActor gone = s.startNext(job, 0, "b");
        gone.worker().renew();
        s.startNext(job, 0, "b");
        assertThat(standing(gone.worker(), gone))
                .isEqualTo(new Standing(gone.taskId(), 1, gone.execution(), 0, true, false));
    }

    @Test
    default void shouldLoseWhatARenewalNoLongerLists() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        attempt.worker().renew();
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.PENDING);
        assertThat(job.task(attempt.taskId()).crashes()).isZero();
        assertThat(s.claim(job, 0, "a", 1)).as("at once").hasSize(1);
    }

    @Test
    default void shouldNotHoldAStartAgainstARenewalComposedBeforeIt() {
        Scenario s = given();
        JobActor job = s.running("a");
        WorkerActor worker = s.worker();
        worker.renew();
        long late = worker.number();
        AttemptActor attempt = worker.start(s.claimOne(job, 0, "a"));
        worker.renewWith(late);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
        attempt.abort();
        worker.renewWith(late);
        assertThat(job.stateOf(attempt)).as("it may still be reading").isEqualTo(TaskState.ABORTING);
        worker.renewWith(late + 1);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.PENDING);
    }

    @Test
    default void shouldReleaseAnAbortingAttemptWhenItsWorkerNoLongerListsIt() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        attempt.abort();
        attempt.worker().renew(attempt);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.ABORTING);
        s.worker().renew();
        assertThat(job.stateOf(attempt)).as("another worker says nothing of it").isEqualTo(TaskState.ABORTING);
        attempt.worker().renew();
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.PENDING);
    }

    @Test
    default void shouldReleaseAnAbortingAttemptWhenItsLeaseHasRunOut() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        AttemptActor a = s.startNext(job, 0, "a");
        AttemptActor b = s.startNext(job, 0, "b");
        a.abort();
        b.abort();
        assertThat(s.apply(new Command.LoseWorker(a.worker().id()))).isZero();
        s.outliveLeases();
        assertThat(s.apply(new Command.LoseWorker(a.worker().id()))).isOne();
        assertThat(job.stateOf(a)).isEqualTo(TaskState.PENDING);
        s.ledger().loseExpired(10);
        assertThat(job.stateOf(b)).isEqualTo(TaskState.PENDING);
    }

    @Test
    default void shouldAbortOnlyTheRunningAttemptThatIsNamed() {
        Scenario s = given();
        JobActor job = s.running("a");
        JobActor other = s.running("b");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Command.AbortAttempt abortion = attempt.abortion();
        Command.AbortAttempt.Cause cause = abortion.cause();
        assertThat(s.apply(
                        new Command.AbortAttempt(job.id(), attempt.taskId(), 2, cause),
                        new Command.AbortAttempt(other.id(), attempt.taskId(), 1, cause),
                        new Command.AbortAttempt(job.id(), 999_999_999L, 1, cause)))
                .isZero();
        assertThat(s.ledger().apply(List.of(abortion)).events())
                .contains(new Event.TaskEnded(job.id(), attempt.taskId(), 1, TaskState.ABORTING));
        assertThat(s.apply(abortion)).as("again").isZero();
        attempt.worker().renew();
        assertThat(s.apply(abortion)).as("of a PENDING task").isZero();
    }

    @Test
    default void shouldLoseNothingOfAWorkerWhoseLeaseIsAlive() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        assertThat(s.apply(new Command.LoseWorker(attempt.worker().id()), new Command.LoseWorker(UUID.randomUUID())))
                .isZero();
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
    }

    @Test
    default void shouldChangeNothingWhenAWorkerIsLostTwice() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        attempt.worker().dies();
        JobActor.Picture before = job.picture();
        assertThat(s.apply(new Command.LoseWorker(attempt.worker().id()))).isZero();
        assertThat(s.ledger().loseExpired(10).rows()).isZero();
        assertThat(job.picture()).isEqualTo(before);
    }

    @Test
    default void shouldReleaseEverythingOfALeaseThatIsClosed() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        WorkerActor worker = s.worker();
        AttemptActor running = worker.start(s.claimOne(job, 0, "a"));
        AttemptActor aborting = worker.start(s.claimOne(job, 0, "b"));
        aborting.abort();
        s.ledger().closeLease(worker.id());
        assertThat(job.tasks(TaskState.PENDING)).hasSize(2).allMatch(task -> task.crashes() == 0);
        assertThat(job.stateOf(running)).isEqualTo(TaskState.PENDING);
        JobActor.Picture before = job.picture();
        s.ledger().closeLease(worker.id());
        assertThat(job.picture()).isEqualTo(before);
    }

    @Test
    default void shouldRevokeTheLeasesOfWorkersOfOneNameAlone() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        AttemptActor mine = s.worker("here").start(s.claimOne(job, 0, "a"));
        AttemptActor other = s.worker("there").start(s.claimOne(job, 0, "b"));
        assertThat(s.ledger().revokeLeases("here")).isOne();
        assertThat(mine.worker().renew(mine)).isEmpty();
        assertThat(job.stateOf(mine)).isEqualTo(TaskState.PENDING);
        assertThat(job.task(mine.taskId()).crashes()).isOne();
        assertThat(job.stateOf(other)).isEqualTo(TaskState.RUNNING);
        assertThat(s.ledger().revokeLeases("here")).isZero();
        assertThat(s.ledger().revokeLeases("nobody")).isZero();
    }
}
