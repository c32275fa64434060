package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Failures of handlers: backoff, split, quarantine; and hand-backs. */
interface FailureContract extends Scenes {
    @Test
    default void shouldTryAFailedTaskAgainLater() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        assertThat(s.accept(attempt.failed("broken")).events())
                .contains(new Event.TaskEnded(job.id(), attempt.taskId(), 1, TaskState.PENDING));
        TaskView task = job.task(attempt.taskId());
        assertThat(task.state()).isEqualTo(TaskState.PENDING);
        assertThat(task.failures()).isOne();
        assertThat(job.records("find").failed()).isZero();
        s.advance(Scenario.LONG);
        assertThat(s.startNext(job, 0, "a").packet().attempt()).isEqualTo(2);
    }

    @Test
    default void shouldCountAFailureOnceHoweverOftenItIsReported() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Report failed = attempt.failed("broken");
        assertThat(s.verdict(failed)).isEqualTo(Verdict.Kind.ACCEPTED);
        JobActor.Picture before = job.picture();
        assertThat(s.verdict(failed)).as("no reason to send it again").isNotEqualTo(Verdict.Kind.AHEAD);
        assertThat(job.picture()).isEqualTo(before);
    }

    @Test
    default void shouldTakeAFailureOnlyAfterTheChunksBeforeIt() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2");
        AttemptActor attempt = s.startNext(job, 1, "a");
        Report chunk =
                attempt.next().publishes("found", "r1", "{}").processed(1).chunk();
        Report failed = attempt.failed("broken");
        assertThat(s.verdict(failed)).isEqualTo(Verdict.Kind.AHEAD);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
        s.accept(failed, chunk);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.PENDING);
        assertThat(job.task(attempt.taskId()).recordsDone()).isOne();
        assertThat(job.resultKeys()).containsExactly("r1");
    }

    @Test
    default void shouldForgetFailuresWhenAChunkMovesTheCheckpoint() {
        Scenario s = givenWithoutBackoff();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2", "r3");
        s.startNext(job, 1, "a").fails("broken");
        AttemptActor second = s.startNext(job, 1, "a");
        s.accept(second.next().cursor("line 1").chunk());
        assertThat(job.task(second.taskId()).failures()).isZero();
        second.fails("broken");
        assertThat(job.stateOf(second)).isEqualTo(TaskState.PENDING);
    }

    @Test
    default void shouldNotForgetFailuresForAChunkThatMovesNothing() {
        Scenario s = givenWithoutBackoff();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2");
        s.startNext(job, 1, "a").fails("broken");
        AttemptActor second = s.startNext(job, 1, "a");
        s.accept(second.next().publishes("found", "r1", "{}").chunk());
        assertThat(job.task(second.taskId()).failures()).isOne();
    }

    @Test
    default void shouldCountAStallAndNoOtherAbortion() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor first = s.startNext(job, 0, "a");
        s.apply(new Command.AbortAttempt(job.id(), first.taskId(), 1, Command.AbortAttempt.Cause.GAP_IN_REPORTS));
        first.worker().renew();
        assertThat(job.task(first.taskId()).failures()).isZero();
        AttemptActor second = s.startNext(job, 0, "a");
        second.abort();
        assertThat(job.task(first.taskId()).failures()).isOne();
        second.worker().renew();
        assertThat(job.stateOf(second)).isEqualTo(TaskState.PENDING);
        assertThat(job.task(first.taskId()).failures()).as("once").isOne();
        assertThat(job.task(first.taskId()).crashes()).isZero();
        assertThat(s.claim(job, 0, "a", 1)).as("it has waited long enough").hasSize(1);
    }

    @Test
    default void shouldSplitATaskThatStallsAndQuarantineItsRecord() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2");
        stall(s.startNext(job, 1, "a"));
        AttemptActor second = s.startNext(job, 1, "a");
        second.abort();
        assertThat(job.stateOf(second)).as("its worker has it still").isEqualTo(TaskState.ABORTING);
        second.worker().renew();
        assertThat(job.stateOf(second)).isEqualTo(TaskState.SPLIT);
        AttemptActor one = s.startNext(job, 1, "a");
        AttemptActor two = s.startNext(job, 1, "a");
        AttemptActor bad = one.inputs().contains("r2") ? one : two;
        s.accept((bad == one ? two : one).rest());
        bad.abort();
        bad.worker().dies();
        assertThat(job.stateOf(bad)).isEqualTo(TaskState.DEAD);
        assertThat(job.gaps()).containsExactly(new Gap("read", "a", Outcome.FAILED, "stalled", "r2"));
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
    }

    private static void stall(AttemptActor attempt) {
        attempt.abort();
        attempt.worker().renew();
    }

    @Test
    default void shouldSplitATaskThatFailedTooOftenIntoTwoThatCoverWhatIsLeft() {
        Scenario s = givenWithoutBackoff();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2", "r3", "r4", "r5");
        AttemptActor first = s.startNext(job, 1, "a");
        s.accept(first.next().processed(1).cursor("half of r2").chunk(), first.failed("broken"));
        AttemptActor second = s.startNext(job, 1, "a");
        second.fails("broken");
        assertThat(job.stateOf(second)).isEqualTo(TaskState.SPLIT);
        assertThat(job.tasks(TaskState.PENDING)).hasSize(2).allMatch(part -> part.failures() == 1);
        AttemptActor one = s.startNext(job, 1, "a");
        AttemptActor two = s.startNext(job, 1, "a");
        AttemptActor head = one.inputs().contains("r2") ? one : two;
        AttemptActor tail = head == one ? two : one;
        assertThat(head.inputs()).containsExactly("r2", "r3");
        assertThat(tail.inputs()).containsExactly("r4", "r5");
        assertThat(head.granted().checkpoint()).isEqualTo(new Checkpoint(0, "half of r2"));
        assertThat(tail.granted().checkpoint()).isEqualTo(Checkpoint.START);
        s.accept(one.rest(), two.rest());
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.records("read")).isEqualTo(new RecordCounts(5, 5, 0, 0, 0));
    }

    @Test
    default void shouldQuarantineTheOneRecordThatIsLeft() {
        Scenario s = givenWithoutBackoff();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2");
        AttemptActor first = s.startNext(job, 1, "a");
        s.accept(first.next().processed(1).chunk(), first.failed("broken"));
        AttemptActor last = s.startNext(job, 1, "a");
        last.fails("parser_bug");
        assertThat(job.stateOf(last)).isEqualTo(TaskState.DEAD);
        assertThat(job.line("read", "a").failed()).isEqualTo(Map.of("parser_bug", 1L));
        assertThat(job.gaps()).containsExactly(new Gap("read", "a", Outcome.FAILED, "parser_bug", "r2"));
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
        job.isAccountedFor();
    }

    @Test
    default void shouldNameTheSourceThatCouldNotBeDiscoveredToItsEnd() {
        Scenario s = givenWithoutBackoff();
        JobActor job = s.running("a");
        AttemptActor first = s.startNext(job, 0, "a");
        List<Event.ChunkAccepted> chunks = Scenario.chunks(
                s.accept(first.next().emits("r1").cursor("dir/1").chunk()));
        first.fails("io");
        AttemptActor second = s.startNext(job, 0, "a");
        assertThat(second.granted().checkpoint()).isEqualTo(new Checkpoint(0, "dir/1"));
        second.fails("io");
        assertThat(job.gaps()).containsExactly(new Gap("find", "a", Outcome.FAILED, "io", "a"));
        chunks.forEach(s::schedule);
        s.drain(job);
        assertThat(job.resultKeys()).containsExactly("r1");
        assertThat(job.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
    }

    @Test
    default void shouldProcessTheInnocentRecordsOfATaskWithAPoisonousOne() {
        Scenario s = givenWithoutBackoff();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2", "r3", "poison", "r5", "r6", "r7");
        for (int round = 0; round < Scenario.MAX_ROUNDS && !job.state().terminal(); round++) {
            s.claimAll(job).forEach(packet -> {
                AttemptActor attempt = s.start(packet);
                s.accept(attempt.inputs().contains("poison") ? attempt.failed("toxic") : attempt.rest());
            });
        }
        assertThat(job.records("read")).isEqualTo(new RecordCounts(7, 6, 0, 1, 0));
        assertThat(job.gaps()).extracting(Gap::name).containsExactly("poison");
        assertThat(job.resultKeys()).containsExactly("r1", "r2", "r3", "r5", "r6", "r7");
    }

    @Test
    default void shouldCallATaskDoneThatFailsWithNothingLeft() {
        Scenario s = givenWithoutBackoff();
        JobActor job = s.running("a");
        AttemptActor first = s.startNext(job, 0, "a");
        s.accept(first.next().processed(1).chunk(), first.failed("on close"));
        s.startNext(job, 0, "a").fails("on close");
        assertThat(job.tasks(TaskState.DONE)).hasSize(1);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldOfferAHandedBackTaskAgainAtOnceAndHoldNothingAgainstIt() {
        Scenario s = given();
        JobActor job = s.running("a");
        for (int i = 0; i < 5; i++) {
            AttemptActor attempt = s.startNext(job, 0, "a");
            assertThat(s.verdict(attempt.handedBack())).isEqualTo(Verdict.Kind.ACCEPTED);
        }
        TaskView task = job.tasks().getFirst();
        assertThat(task.state()).isEqualTo(TaskState.PENDING);
        assertThat(task.failures()).isZero();
        assertThat(task.crashes()).isZero();
        assertThat(task.attempt()).isEqualTo(5);
    }

    @Test
    default void shouldGoOnFromTheCheckpointOfAHandedBackTask() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2", "r3");
        AttemptActor attempt = s.startNext(job, 1, "a");
        s.accept(attempt.next().processed(2).chunk(), attempt.handedBack());
        assertThat(s.startNext(job, 1, "a").inputs()).containsExactly("r3");
    }
}
