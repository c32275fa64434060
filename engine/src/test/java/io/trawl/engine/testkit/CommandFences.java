package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;

/** What the fences of commands and reconciliation keep out. */
final class CommandFences {
    private CommandFences() {}

    static void sameRangeTwice(Scenario s) {
        JobActor job = s.running("a");
        Event.ChunkAccepted chunk = s.found(job, "a", "r1", "r2").getFirst();
        s.schedule(chunk);
        s.schedule(chunk);
        assertThat(job.tasks(TaskState.PENDING)).hasSize(1);
    }

    static void rangeOfCancelledJob(Scenario s) {
        JobActor job = s.running("a");
        Event.ChunkAccepted chunk = s.found(job, "a", "r1").getFirst();
        s.under().force(job.id(), JobState.CANCELLING);
        s.schedule(chunk);
        assertThat(job.tasks(TaskState.PENDING)).isEmpty();
    }

    static void rangeBeforeItsBarrier(Scenario s) {
        JobActor job = s.job("a").barrier().admitted();
        AttemptActor root = s.startNext(job, 0, "a");
        List<Event.ChunkAccepted> chunks =
                Scenario.chunks(s.accept(root.next().emits("r1").cursor("1").chunk()));
        chunks.forEach(s::schedule);
        assertThat(job.tasks(TaskState.PENDING)).isEmpty();
    }

    static void lossOfLivingWorker(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        s.halfALease();
        s.apply(new Command.LoseWorker(attempt.worker().id()));
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
    }

    static void abortOfOlderAttempt(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor older = s.startNext(job, 0, "a");
        s.accept(older.handedBack());
        AttemptActor newer = s.startNext(job, 0, "a");
        s.apply(older.abortion());
        assertThat(job.stateOf(newer)).isEqualTo(TaskState.RUNNING);
    }

    static void abortBeforeTheStart(Scenario s) {
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        s.apply(new Command.AbortAttempt(
                job.id(), packet.taskId(), packet.attempt(), Command.AbortAttempt.Cause.STALLED));
        assertThat(job.task(packet.taskId()).state()).isEqualTo(TaskState.ASSIGNED);
    }

    /** Its worker started it, and only the carrier did not hear of it. */
    static void undeliverableThoughItRuns(Scenario s) {
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        AttemptActor attempt = s.start(packet);
        s.ledger().undeliverable(List.of(packet));
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
    }

    static void undeliverableOfOlderAttempt(Scenario s) {
        JobActor job = s.running("a");
        WorkPacket older = s.claimOne(job, 0, "a");
        s.advance(Scenario.LONG);
        s.ledger().redispatch(Duration.ofMinutes(1), 100);
        WorkPacket newer = s.claimOne(job, 0, "a");
        s.ledger().undeliverable(List.of(older));
        assertThat(job.task(newer.taskId()).state()).isEqualTo(TaskState.ASSIGNED);
    }

    static void redispatchTooEarly(Scenario s) {
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        s.advance(Duration.ofSeconds(5));
        s.ledger().redispatch(Duration.ofMinutes(1), 100);
        assertThat(job.task(packet.taskId()).state()).isEqualTo(TaskState.ASSIGNED);
    }

    static void redispatchOfRunningTask(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        s.advance(Scenario.LONG);
        s.ledger().redispatch(Duration.ofMinutes(1), 100);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
    }
}
