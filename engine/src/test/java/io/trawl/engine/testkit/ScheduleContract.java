package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trawl.engine.ledger.CommandLedger;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Chunks become tasks of the next phase, each record once. */
interface ScheduleContract extends Scenes {
    @Test
    default void shouldMakeOneTaskOfTheRangesInTheirOrder() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor root = s.startNext(job, 0, "a");
        Event.ChunkAccepted one = first(s, root.next().emits("r1", "r2").cursor("1"));
        Event.ChunkAccepted two = first(s, root.next().emits("r3").cursor("2"));
        assertThat(s.apply(Scenario.scheduling(
                        one, List.of(new InputRange(two.chunkId(), 0, 1), new InputRange(one.chunkId(), 0, 2)))))
                .isOne();
        AttemptActor attempt = s.startNext(job, 1, "a");
        assertThat(attempt.inputs()).containsExactly("r3", "r1", "r2");
        assertThat(attempt.packet().phase()).isEqualTo("read");
        assertThat(job.phase(1).records().discovered()).isEqualTo(3);
    }

    private static Event.ChunkAccepted first(Scenario s, ChunkDraft draft) {
        return Scenario.chunks(s.accept(draft.chunk())).getFirst();
    }

    @Test
    default void shouldTakeOnlyTheRangeThatComesNext() {
        Scenario s = given();
        JobActor job = s.running("a");
        Event.ChunkAccepted chunk = s.found(job, "a", "r1", "r2", "r3", "r4").getFirst();
        assertThat(s.apply(Scenario.scheduling(chunk, 2, 4))).as("not yet").isZero();
        assertThat(s.apply(Scenario.scheduling(chunk, 0, 2))).isOne();
        assertThat(s.apply(Scenario.scheduling(chunk, 0, 2))).as("again").isZero();
        assertThat(s.apply(Scenario.scheduling(chunk, 1, 4))).as("overlapping").isZero();
        assertThat(s.apply(Scenario.scheduling(chunk, 3, 4))).as("with a hole").isZero();
        assertThat(s.apply(Scenario.scheduling(chunk, 2, 5))).as("past its end").isZero();
        assertThat(s.apply(Scenario.scheduling(chunk, 2, 4))).isOne();
        assertThat(job.tasks(TaskState.PENDING)).hasSize(2);
        s.drain(job);
        assertThat(job.resultKeys()).containsExactly("r1", "r2", "r3", "r4");
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldChangeNothingWhenACommandIsRepeated() {
        Scenario s = given();
        JobActor job = s.running("a");
        Event.ChunkAccepted chunk = s.found(job, "a", "r1").getFirst();
        s.schedule(chunk);
        JobActor.Picture before = job.picture();
        assertThat(s.schedule(chunk)).isZero();
        Command.Schedule same = Scenario.scheduling(chunk, 0, 1);
        assertThat(s.apply(same, same)).isZero();
        assertThat(job.picture()).isEqualTo(before);
    }

    @Test
    default void shouldApplyTheSameRangeOnceWithinOneCall() {
        Scenario s = given();
        JobActor job = s.running("a");
        Event.ChunkAccepted chunk = s.found(job, "a", "r1", "r2").getFirst();
        assertThat(s.apply(
                        Scenario.scheduling(chunk, 0, 1),
                        Scenario.scheduling(chunk, 0, 1),
                        Scenario.scheduling(chunk, 1, 2)))
                .isEqualTo(2);
        assertThat(job.tasks(TaskState.PENDING)).hasSize(2);
    }

    @Test
    default void shouldScheduleAllRangesOfACommandOrNone() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor root = s.startNext(job, 0, "a");
        Event.ChunkAccepted one = first(s, root.next().emits("r1").cursor("1"));
        Event.ChunkAccepted two = first(s, root.next().emits("r2", "r3").cursor("2"));
        InputRange good = new InputRange(one.chunkId(), 0, 1);
        JobActor.Picture before = job.picture();
        assertThat(s.apply(Scenario.scheduling(one, List.of(good, new InputRange(two.chunkId(), 1, 2)))))
                .isZero();
        assertThat(s.apply(Scenario.scheduling(one, List.of(good, good)))).isZero();
        assertThat(job.picture()).isEqualTo(before);
        assertThat(s.apply(Scenario.scheduling(one, List.of(good, new InputRange(two.chunkId(), 0, 1)))))
                .isOne();
    }

    @Test
    default void shouldIgnoreRangesOfOtherPhasesSourcesAndJobs() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        JobActor other = s.running("a");
        Event.ChunkAccepted chunk = s.found(job, "a", "r1").getFirst();
        List<InputRange> range = List.of(new InputRange(chunk.chunkId(), 0, 1));
        List<InputRange> unknown = List.of(new InputRange(999_999_999L, 0, 1));
        assertThat(s.apply(
                        new Command.Schedule(job.id(), 2, "a", range),
                        new Command.Schedule(job.id(), 1, "b", range),
                        new Command.Schedule(other.id(), 1, "a", range),
                        new Command.Schedule(UUID.randomUUID(), 1, "a", range),
                        new Command.Schedule(job.id(), 1, "a", unknown)))
                .isZero();
        assertThat(s.schedule(chunk)).isOne();
    }

    @Test
    default void shouldScheduleInAPausedJobAndInNoEndedOne() {
        Scenario s = given();
        JobActor paused = s.running("a");
        Event.ChunkAccepted waiting = s.found(paused, "a", "r1").getFirst();
        s.under().force(paused.id(), JobState.PAUSED);
        assertThat(s.schedule(waiting)).isOne();
        JobActor cancelled = s.running("a");
        Event.ChunkAccepted late = s.found(cancelled, "a", "r1").getFirst();
        cancelled.cancel();
        assertThat(s.schedule(late)).isZero();
        assertThat(cancelled.tasks(TaskState.PENDING)).isEmpty();
    }

    @Test
    default void shouldHoldABarrierUntilAllSourcesAreThroughTheEarlierPhases() {
        Scenario s = given();
        JobActor job = s.job("a", "b").barrier().admitted();
        Event.ChunkAccepted chunk = s.found(job, "a", "r1").getFirst();
        assertThat(s.schedule(chunk)).isZero();
        AttemptActor last = s.startNext(job, 0, "b");
        List<Event> events =
                s.accept(last.next().emits("r2").processed(1).done()).events();
        assertThat(events).contains(new Event.PhaseReleased(job.id(), 1));
        assertThat(s.schedule(chunk)).isOne();
        s.drain(job);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldHoldABarrierWhileRecordsOfEarlierPhasesAreUnscheduled() {
        Scenario s = given();
        JobActor job = s.job("a", "b")
                .phases(List.of(
                        Scenario.phase("find", PhaseMode.STREAMING),
                        Scenario.phase("read", PhaseMode.STREAMING),
                        Scenario.phase("sum", PhaseMode.BARRIER)))
                .admitted();
        s.given(job, "a", "r1");
        Event.ChunkAccepted unscheduled = s.found(job, "b", "r2").getFirst();
        Event.ChunkAccepted forSum = Scenario.chunks(s.accept(
                        s.startNext(job, 1, "a").next().emits("s1").processed(1).done()))
                .getFirst();
        assertThat(s.schedule(forSum)).as("r2 is unscheduled").isZero();
        s.schedule(unscheduled);
        assertThat(s.schedule(forSum)).as("r2 is open").isZero();
        List<Event> events = s.accept(s.startNext(job, 1, "b").rest()).events();
        assertThat(events).contains(new Event.PhaseReleased(job.id(), 2));
        assertThat(s.schedule(forSum)).isOne();
        s.drain(job);
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void shouldRefuseMoreCommandsThanOneCallTakes() {
        Scenario s = given();
        Command command = new Command.LoseWorker(UUID.randomUUID());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> s.ledger().apply(Collections.nCopies(CommandLedger.MAX_COMMANDS + 1, command)))
                .withMessageContaining("" + CommandLedger.MAX_COMMANDS);
        assertThat(s.ledger().apply(List.of()).taken()).isZero();
    }
}
