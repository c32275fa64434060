package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.WorkPacket;
import java.util.UUID;

/** What the fences of acceptance keep out. Bare chunks are used where staged rows would be a second fence. */
final class ProgressFences {
    private ProgressFences() {}

    static void reportOfAbortedAttempt(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Report report = attempt.next().processed(1).done();
        attempt.abort();
        assertThat(s.verdict(report)).isEqualTo(Verdict.Kind.FENCED);
        assertThat(job.records("find").processed()).isZero();
    }

    /** The same execution id twice: without it the execution would tell the attempts apart. */
    static void reportOfOlderAttempt(Scenario s) {
        JobActor job = s.running("a");
        UUID execution = UUID.randomUUID();
        AttemptActor older = s.worker().start(s.claimOne(job, 0, "a"), execution);
        Report report = older.next().processed(1).done();
        older.worker().renew();
        WorkPacket again = s.claimOne(job, 0, "a");
        s.worker().start(again, execution);
        assertThat(s.verdict(report)).isEqualTo(Verdict.Kind.FENCED);
        assertThat(job.records("find").processed()).isZero();
    }

    static void reportOfAnotherExecution(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Report stranger = withExecution(attempt.next().processed(1).done(), UUID.randomUUID());
        assertThat(s.verdict(stranger)).isEqualTo(Verdict.Kind.FENCED);
        assertThat(job.records("find").processed()).isZero();
    }

    static Report withExecution(Report r, UUID execution) {
        return new Report(
                r.v(),
                r.jobId(),
                r.taskId(),
                r.attempt(),
                execution,
                r.worker(),
                r.seq(),
                r.kind(),
                r.records(),
                r.rows(),
                r.weight(),
                r.checkpoint(),
                r.tally(),
                r.reason());
    }

    static void reportInCancellingJob(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Report report =
                attempt.next().publishes("found", "k", "{}").processed(1).done();
        s.under().force(job.id(), JobState.CANCELLING);
        s.accept(report);
        assertThat(job.results()).isEmpty();
        JobActor quiet = s.running("b");
        Report plain = s.startNext(quiet, 0, "b").next().processed(1).done();
        s.under().force(quiet.id(), JobState.CANCELLING);
        assertThat(s.verdict(plain)).isEqualTo(Verdict.Kind.FENCED);
        assertThat(quiet.records("find").processed()).isZero();
    }

    static void reportAfterAGap(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        attempt.next().publishes("found", "lost", "{}").chunk();
        Report second =
                attempt.next().publishes("found", "k", "{}").processed(1).done();
        assertThat(s.verdict(second)).isEqualTo(Verdict.Kind.AHEAD);
        assertThat(job.results()).isEmpty();
        JobActor quiet = s.running("b");
        AttemptActor plain = s.startNext(quiet, 0, "b");
        plain.next().emits("lost").cursor("1").chunk();
        assertThat(s.verdict(plain.next().processed(1).done())).isEqualTo(Verdict.Kind.AHEAD);
    }

    static void reportOfMissingRows(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Report report =
                attempt.next().publishes("found", "k", "{}").processed(1).report(Report.Kind.DONE);
        assertThat(s.verdict(report)).isEqualTo(Verdict.Kind.AHEAD);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
        JobActor other = s.running("b");
        AttemptActor silent = s.startNext(other, 0, "b");
        silent.next().publishes("found", "k", "{}").stage();
        Report plain = silent.next().seq(1).processed(1).done();
        assertThat(s.verdict(plain)).isEqualTo(Verdict.Kind.AHEAD);
    }

    static void doneWithInputsLeft(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        assertThat(s.verdict(attempt.next().done())).isEqualTo(Verdict.Kind.FENCED);
        assertThat(job.stateOf(attempt)).isNotEqualTo(TaskState.DONE);
    }

    static void splitOfStartedTask(Scenario s) {
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2", "r3", "r4");
        AttemptActor attempt = s.startNext(job, 1, "a");
        s.accept(attempt.next().processed(1).chunk(), attempt.failed("broken"));
        s.advance(Scenario.LONG);
        s.startNext(job, 1, "a").fails("broken");
        assertThat(job.tasks(TaskState.PENDING).stream()
                        .mapToLong(TaskView::records)
                        .sum())
                .isEqualTo(3);
    }
}
