package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trawl.engine.ledger.ProgressLedger;
import io.trawl.engine.ledger.ProgressLedger.Acceptance;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.schemas.Event;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskState;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which reports are taken, in which order, and how often. */
interface AcceptContract extends Scenes {
    private static List<Verdict.Kind> kinds(Acceptance acceptance) {
        return acceptance.verdicts().stream().map(Verdict::kind).toList();
    }

    @Test
    default void shouldTakeARunThatArrivesOutOfOrderInOneBatch() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Report one = attempt.next().emits("r1").cursor("1").chunk();
        Report two = attempt.next().emits("r2").cursor("2").chunk();
        Report three = attempt.next().emits("r3").processed(1).done();
        Acceptance acceptance = s.accept(three, one, two);
        assertThat(acceptance.verdicts())
                .containsExactly(verdict(attempt, 3, 3), verdict(attempt, 1, 3), verdict(attempt, 2, 3));
        assertThat(job.records("read").discovered()).isEqualTo(3);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.DONE);
    }

    private static Verdict verdict(AttemptActor attempt, int seq, int accepted) {
        return new Verdict(
                attempt.taskId(),
                attempt.packet().attempt(),
                attempt.execution(),
                seq,
                Verdict.Kind.ACCEPTED,
                accepted);
    }

    @Test
    default void shouldHoldReportsBackUntilTheOneBeforeThemIsThere() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Report one = attempt.next().emits("r1").cursor("1").chunk();
        Report two = attempt.next().emits("r2").cursor("2").chunk();
        Report three = attempt.next().emits("r3").processed(1).done();
        JobActor.Picture before = job.picture();
        assertThat(kinds(s.accept(two, three))).containsOnly(Verdict.Kind.AHEAD);
        assertThat(job.picture()).isEqualTo(before);
        Acceptance gap = s.accept(one, three);
        assertThat(kinds(gap)).containsExactly(Verdict.Kind.ACCEPTED, Verdict.Kind.AHEAD);
        assertThat(gap.verdicts()).allMatch(verdict -> verdict.acceptedSeq() == 1);
        assertThat(kinds(s.accept(two, three))).containsOnly(Verdict.Kind.ACCEPTED);
        assertThat(job.records("read").discovered()).isEqualTo(3);
    }

    @Test
    default void shouldCountAReportOnceHoweverOftenItComes() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Report one = attempt.next().emits("r1").reads(10).cursor("1").chunk();
        assertThat(kinds(s.accept(one, one))).containsOnly(Verdict.Kind.ACCEPTED);
        Report two = attempt.next().publishes("found", "k", "{}").processed(1).done();
        s.accept(two, one, two);
        JobActor.Picture before = job.picture();
        Acceptance again = s.accept(one, two);
        assertThat(again.verdicts()).containsExactly(verdict(attempt, 1, 2), verdict(attempt, 2, 2));
        assertThat(Scenario.chunks(again)).isEmpty();
        assertThat(job.picture()).isEqualTo(before);
        assertThat(job.results()).hasSize(1);
        assertThat(job.line("find", "a").bytes()).isEqualTo(10);
    }

    @Test
    default void shouldWaitForRowsThatAreReportedAndNotStaged() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        ChunkDraft draft = attempt.next().emits("r1", "r2").processed(1);
        Report report = draft.report(Report.Kind.DONE);
        assertThat(s.verdict(report)).as("none is staged").isEqualTo(Verdict.Kind.AHEAD);
        draft.stage(draft.rows().subList(0, 1));
        assertThat(s.verdict(report)).as("one of two is staged").isEqualTo(Verdict.Kind.AHEAD);
        draft.stage();
        assertThat(s.verdict(report)).isEqualTo(Verdict.Kind.ACCEPTED);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.DONE);
    }

    @Test
    default void shouldRefuseAReportThatNamesFewerRowsThanAreStaged() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Report report = attempt.next().cursor("1").report(Report.Kind.CHUNK);
        attempt.next().seq(1).emits("r1").stage();
        assertThat(s.verdict(report)).isEqualTo(Verdict.Kind.AHEAD);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
    }

    @Test
    default void shouldNotTakeAReportThatNamesOtherRecordsThanAreStaged() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Report honest = attempt.next()
                .emits("r1")
                .publishes("found", "k", "{}")
                .processed(1)
                .done();
        Report liar = new Report(
                1,
                honest.jobId(),
                honest.taskId(),
                1,
                honest.execution(),
                honest.worker(),
                1,
                honest.kind(),
                2,
                2,
                2,
                honest.checkpoint(),
                honest.tally(),
                null);
        assertThat(s.verdict(liar)).isNotEqualTo(Verdict.Kind.ACCEPTED);
        assertThat(job.results()).isEmpty();
        assertThat(job.records("read").discovered()).isZero();
    }

    @Test
    default void shouldTakeABatchOverManyTasksAndAnswerInItsOrder() {
        Scenario s = given();
        JobActor job = s.running("a", "b", "c");
        AttemptActor a = s.startNext(job, 0, "a");
        AttemptActor b = s.startNext(job, 0, "b");
        AttemptActor c = s.startNext(job, 0, "c");
        c.abort();
        Report lost = b.next().emits("lost").cursor("1").chunk();
        Acceptance acceptance = s.accept(b.rest(), c.rest(), a.rest());
        assertThat(kinds(acceptance)).containsExactly(Verdict.Kind.AHEAD, Verdict.Kind.FENCED, Verdict.Kind.ACCEPTED);
        assertThat(acceptance.verdicts())
                .extracting(Verdict::taskId)
                .containsExactly(b.taskId(), c.taskId(), a.taskId());
        assertThat(s.verdict(lost)).isEqualTo(Verdict.Kind.ACCEPTED);
    }

    @Test
    default void shouldRejectReportOfAttemptThatLostItsLease() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor zombie = s.startNext(job, 0, "a");
        Report report = zombie.rest();
        zombie.worker().dies();
        assertThat(s.verdict(report)).as("PENDING again").isEqualTo(Verdict.Kind.FENCED);
        AttemptActor next = s.startNext(job, 0, "a");
        Verdict verdict = s.accept(report).verdicts().getFirst();
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.FENCED);
        assertThat(verdict.acceptedSeq()).isZero();
        s.accept(next.rest());
        assertThat(s.verdict(report)).as("DONE by another").isEqualTo(Verdict.Kind.FENCED);
        assertThat(job.results()).hasSize(1);
    }

    @Test
    default void shouldRejectReportsOfTasksItDoesNotKnow() {
        Scenario s = given();
        JobActor job = s.running("a");
        Report report = s.startNext(job, 0, "a").rest();
        Report other = new Report(
                1,
                UUID.randomUUID(),
                report.taskId(),
                1,
                report.execution(),
                report.worker(),
                1,
                report.kind(),
                0,
                report.rows(),
                0,
                report.checkpoint(),
                report.tally(),
                null);
        assertThat(s.verdict(other)).isEqualTo(Verdict.Kind.FENCED);
        assertThat(s.verdict(report)).isEqualTo(Verdict.Kind.ACCEPTED);
    }

    @Test
    default void shouldGoOnAcceptingInAPausedJob() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        s.under().force(job.id(), JobState.PAUSED);
        List<Event.ChunkAccepted> chunks =
                Scenario.chunks(s.accept(attempt.next().emits("r1").processed(1).done()));
        assertThat(chunks).hasSize(1);
        assertThat(s.schedule(chunks.getFirst())).isOne();
        assertThat(job.state()).isEqualTo(JobState.PAUSED);
    }

    @Test
    default void shouldStopAnAttemptWhoseCountsContradictItsCheckpoint() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2", "r3");
        JobActor.Picture before = job.picture();
        AttemptActor attempt = s.startNext(job, 1, "a");
        Report liar = attempt.next()
                .publishes("found", "r1", "{}")
                .processed(1)
                .reaching(2)
                .chunk();
        assertThat(s.verdict(liar)).isEqualTo(Verdict.Kind.FENCED);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.ABORTING);
        assertThat(job.receipt().lines()).isEqualTo(before.receipt().lines());
        assertThat(job.results()).isEmpty();
        attempt.worker().renew();
        assertThat(s.startNext(job, 1, "a").inputs()).containsExactly("r1", "r2", "r3");
    }

    @Test
    default void shouldStopAnAttemptThatGoesBackOrPastItsInputs() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2");
        AttemptActor past = s.startNext(job, 1, "a");
        assertThat(s.verdict(past.next().processed(3).chunk())).isEqualTo(Verdict.Kind.FENCED);
        past.worker().renew();
        AttemptActor back = s.startNext(job, 1, "a");
        s.accept(back.next().processed(1).chunk());
        assertThat(s.verdict(back.next().reaching(0).chunk())).isEqualTo(Verdict.Kind.FENCED);
        assertThat(job.task(back.taskId()).recordsDone()).isOne();
    }

    @Test
    default void shouldCallATaskDoneOnlyWhenEveryInputHasAnOutcome() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2");
        AttemptActor attempt = s.startNext(job, 1, "a");
        assertThat(s.verdict(attempt.next().processed(1).done())).isEqualTo(Verdict.Kind.FENCED);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.ABORTING);
        assertThat(job.records("read").processed()).isZero();
    }

    @Test
    default void shouldRefuseMoreReportsThanOneCallTakes() {
        Scenario s = given();
        JobActor job = s.running("a");
        Report report = s.startNext(job, 0, "a").rest();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> s.ledger().accept(Collections.nCopies(ProgressLedger.MAX_REPORTS + 1, report)))
                .withMessageContaining("" + ProgressLedger.MAX_REPORTS);
        assertThat(s.ledger().accept(List.of()).verdicts()).isEmpty();
    }
}
