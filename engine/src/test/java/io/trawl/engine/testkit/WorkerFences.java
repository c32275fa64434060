package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.ledger.WorkerLedger.StagedChunk;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.util.List;
import java.util.UUID;

/** What the fences of start, renewal and staging keep out. */
final class WorkerFences {
    private WorkerFences() {}

    static void secondStart(Scenario s) {
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        s.start(packet);
        assertThat(s.worker().isGranted(packet)).isFalse();
    }

    static void startOfOlderAttempt(Scenario s) {
        JobActor job = s.running("a");
        WorkPacket older = s.claimOne(job, 0, "a");
        s.accept(s.start(older).handedBack());
        s.claimOne(job, 0, "a");
        assertThat(s.worker().isGranted(older)).isFalse();
    }

    static void startInCancelledJob(Scenario s) {
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        s.under().force(job.id(), JobState.CANCELLING);
        assertThat(s.worker().isGranted(packet)).isFalse();
    }

    static void startWithoutLease(Scenario s) {
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        WorkerActor worker = s.worker();
        s.outliveLeases();
        assertThat(worker.isGranted(packet)).isFalse();
    }

    static void renewalTooLate(Scenario s) {
        WorkerActor worker = s.worker();
        s.outliveLeases();
        assertThat(worker.renew()).isEmpty();
    }

    static void renewalComposedBeforeTheStart(Scenario s) {
        JobActor job = s.running("a");
        WorkerActor worker = s.worker();
        worker.renew();
        AttemptActor attempt = worker.start(s.claimOne(job, 0, "a"));
        worker.renewWith(worker.number());
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
    }

    static void renewalThatListsTheAttempt(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        attempt.worker().renew(attempt);
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
    }

    static void stagingOfAnotherExecution(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        UUID stranger = UUID.randomUUID();
        s.ledger()
                .stage(new StagedChunk(
                        job.id(), attempt.taskId(), 1, stranger, 1, List.of(new Row.Next(new Record("x", 1, "")))));
        assertThat(s.under().staged(attempt.taskId(), 1, stranger, 1)).isZero();
    }

    static void stagingUnderAcceptedSeq(Scenario s) {
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        ChunkDraft draft = attempt.next().emits("x").cursor("1");
        s.accept(draft.chunk());
        draft.emits("y").stage();
        assertThat(s.under().staged(attempt.taskId(), 1, attempt.execution(), 1))
                .isOne();
    }
}
