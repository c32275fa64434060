package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.WorkerLedger.StartAnswer;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Refused;
import io.trawl.engine.ledger.WorkerLedger.StartRequest;
import io.trawl.engine.ledger.WorkerLedger.TaskInputs;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Starts and inputs. */
interface StartContract extends Scenes {
    @Test
    default void shouldGrantAnAssignedAttemptWithItsInputsAndCheckpoint() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Granted granted = attempt.granted();
        assertThat(granted.phase()).isZero();
        assertThat(granted.source()).isEqualTo("a");
        assertThat(granted.checkpoint()).isEqualTo(Checkpoint.START);
        assertThat(granted.inputs().records()).isOne();
        assertThat(job.stateOf(attempt)).isEqualTo(TaskState.RUNNING);
    }

    @Test
    default void shouldSayHowLongATaskWaitedForItsStart() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.advance(Duration.ofSeconds(7));
        WorkPacket packet = s.claimOne(job, 0, "a");
        s.advance(Duration.ofSeconds(2));
        assertThat(s.worker().start(packet).granted().waitedMillis()).isEqualTo(9_000);
    }

    @Test
    default void shouldNameTheRootOfASourceByItsId() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        assertThat(s.ledger().inputs(attempt.granted().inputs(), 0, 10)).containsExactly(new Record("a", 0, ""));
    }

    @Test
    default void shouldGrantTheSameExecutionAgain() {
        Scenario s = given();
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        WorkerActor worker = s.worker();
        UUID execution = UUID.randomUUID();
        StartAnswer first = worker.ask(packet, execution);
        JobActor.Picture before = job.picture();
        assertThat(worker.ask(packet, execution)).isEqualTo(first).isInstanceOf(Granted.class);
        assertThat(job.picture()).isEqualTo(before);
    }

    @Test
    default void shouldRefuseAnotherExecutionOfTheSamePacket() {
        Scenario s = given();
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        WorkerActor worker = s.worker();
        worker.start(packet);
        assertThat(worker.isGranted(packet)).isFalse();
        assertThat(s.worker().isGranted(packet)).isFalse();
    }

    @Test
    default void shouldRefuseAnAttemptThatIsNotTheCurrentOne() {
        Scenario s = given();
        JobActor job = s.running("a");
        WorkPacket older = s.claimOne(job, 0, "a");
        s.advance(Scenario.LONG);
        s.ledger().redispatch(Duration.ofMinutes(1), 10);
        assertThat(s.worker().isGranted(older)).as("while it is PENDING again").isFalse();
        WorkPacket newer = s.claimOne(job, 0, "a");
        assertThat(s.worker().isGranted(older)).as("while the next is ASSIGNED").isFalse();
        assertThat(s.worker().isGranted(newer)).isTrue();
    }

    @Test
    default void shouldRefuseWhatDoesNotExist() {
        Scenario s = given();
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        WorkerActor worker = s.worker();
        UUID execution = UUID.randomUUID();
        List<StartAnswer> answers = s.ledger()
                .start(List.of(
                        new StartRequest(job.id(), 999_999_999L, 1, execution, worker.id(), 0),
                        new StartRequest(UUID.randomUUID(), packet.taskId(), 1, execution, worker.id(), 0),
                        new StartRequest(job.id(), packet.taskId(), 1, execution, UUID.randomUUID(), 0)));
        assertThat(answers)
                .containsExactly(
                        new Refused(999_999_999L, 1, execution),
                        new Refused(packet.taskId(), 1, execution),
                        new Refused(packet.taskId(), 1, execution));
        assertThat(job.task(packet.taskId()).state()).isEqualTo(TaskState.ASSIGNED);
    }

    @Test
    default void shouldAnswerStartsInTheOrderAsked() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        WorkPacket a = s.claimOne(job, 0, "a");
        WorkPacket b = s.claimOne(job, 0, "b");
        WorkerActor worker = s.worker();
        UUID one = UUID.randomUUID();
        UUID two = UUID.randomUUID();
        List<StartAnswer> answers = s.ledger()
                .start(List.of(
                        new StartRequest(job.id(), b.taskId(), 1, one, worker.id(), 0),
                        new StartRequest(job.id(), a.taskId(), 7, one, worker.id(), 0),
                        new StartRequest(job.id(), a.taskId(), 1, two, worker.id(), 0)));
        assertThat(answers.get(0)).isInstanceOfSatisfying(Granted.class, granted -> {
            assertThat(granted.taskId()).isEqualTo(b.taskId());
            assertThat(granted.execution()).isEqualTo(one);
            assertThat(granted.source()).isEqualTo("b");
        });
        assertThat(answers.get(1)).isEqualTo(new Refused(a.taskId(), 7, one));
        assertThat(answers.get(2))
                .isInstanceOfSatisfying(
                        Granted.class, granted -> assertThat(granted.taskId()).isEqualTo(a.taskId()));
    }

    @Test
    default void shouldRefuseAStartUnderALeaseThatIsOver() {
        Scenario s = given();
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        WorkerActor late = s.worker();
        s.outliveLeases();
        assertThat(late.isGranted(packet)).isFalse();
        WorkerActor closed = s.worker();
        s.ledger().closeLease(closed.id());
        assertThat(closed.isGranted(packet)).isFalse();
        assertThat(s.worker().isGranted(packet)).isTrue();
    }

    @Test
    default void shouldRefuseAStartUnlessTheJobIsRunning() {
        Scenario s = given();
        JobActor job = s.running("a");
        WorkPacket packet = s.claimOne(job, 0, "a");
        for (JobState state : List.of(JobState.PAUSED, JobState.CANCELLING, JobState.CANCELLED)) {
            s.under().force(job.id(), state);
            assertThat(s.worker().isGranted(packet)).as("in %s", state).isFalse();
        }
    }

    @Test
    default void shouldGoOnFromTheCheckpointWhenTheAttemptBeforeWasLost() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2", "r3");
        AttemptActor first = s.startNext(job, 1, "a");
        s.accept(first.next().processed(1).cursor("line 40").chunk());
        first.worker().dies();
        AttemptActor second = s.startNext(job, 1, "a");
        assertThat(second.granted().checkpoint()).isEqualTo(new Checkpoint(1, "line 40"));
        assertThat(second.granted().inputs().records()).isEqualTo(3);
        assertThat(second.inputs()).containsExactly("r2", "r3");
        List<Record> page = second.granted().firstPage();
        assertThat(page.stream().map(Record::name).toList())
                .isEqualTo(List.of("r2", "r3").subList(0, page.size()));
    }

    @Test
    default void shouldPageTheInputsOfATask() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2", "r3");
        TaskInputs inputs = s.startNext(job, 1, "a").granted().inputs();
        assertThat(s.ledger().inputs(inputs, 0, 2))
                .containsExactly(new Record("r1", 1, "body of r1"), new Record("r2", 1, "body of r2"));
        assertThat(s.ledger().inputs(inputs, 2, 2)).containsExactly(new Record("r3", 1, "body of r3"));
        assertThat(s.ledger().inputs(inputs, 3, 2)).isEmpty();
    }

    @Test
    default void shouldCutAPageOfInputsAtAMebibyteOfBodies() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor root = s.startNext(job, 0, "a");
        ChunkDraft draft = root.next();
        for (int i = 0; i < 20; i++) {
            draft.emits(new Record("r" + i, 1, "x".repeat(Record.MAX_BODY_LENGTH)));
        }
        Scenario.chunks(s.accept(draft.processed(1).done())).forEach(s::schedule);
        TaskInputs inputs = s.startNext(job, 1, "a").granted().inputs();
        assertThat(s.ledger().inputs(inputs, 0, 100)).hasSize(16);
        assertThat(s.ledger().inputs(inputs, 16, 100)).hasSize(4);
    }
}
