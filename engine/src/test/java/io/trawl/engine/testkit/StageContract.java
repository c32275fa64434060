package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.ledger.WorkerLedger.StagedChunk;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Report;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Staging. */
interface StageContract extends Scenes {
    private static int staged(Scenario s, AttemptActor attempt, int seq) {
        return s.under().staged(attempt.taskId(), attempt.packet().attempt(), attempt.execution(), seq);
    }

    @Test
    default void shouldStageTheSameRowsOnceHoweverOftenTheyAreSent() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        ChunkDraft draft =
                attempt.next().emits("x", "y").publishes("found", "k", "{}").processed(1);
        assertThat(draft.stage()).isTrue();
        assertThat(draft.stage()).isTrue();
        assertThat(staged(s, attempt, 1)).isEqualTo(3);
        s.accept(draft.done());
        assertThat(job.results()).hasSize(1);
        assertThat(job.records("read").discovered()).isEqualTo(2);
    }

    /** Parts in any order, and one of them twice. */
    @Test
    default void shouldStageAChunkInParts() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        List<Row> all = List.of(
                new Row.Next(new Record("x", 1, "")),
                new Row.Next(new Record("y", 1, "")),
                new Row.Result("found", "k", "{}"));
        for (int from : new int[] {2, 0, 0, 1}) {
            StagedChunk part = new StagedChunk(
                    job.id(), attempt.taskId(), 1, attempt.execution(), 1, from, all.subList(from, from + 1));
            assertThat(s.ledger().stage(part)).isTrue();
        }
        assertThat(staged(s, attempt, 1)).isEqualTo(3);
        Scenario.chunks(s.accept(attempt.next()
                        .emits("x", "y")
                        .publishes("found", "k", "{}")
                        .processed(1)
                        .report(Report.Kind.DONE)))
                .forEach(s::schedule);
        assertThat(s.startNext(job, 1, "a").inputs()).containsExactly("x", "y");
        assertThat(job.results()).hasSize(1);
    }

    @Test
    default void shouldStageNothingUnderASeqThatWasAccepted() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        ChunkDraft draft = attempt.next().emits("x").cursor("1");
        s.accept(draft.chunk());
        assertThat(draft.emits("late").stage()).as("the attempt still counts").isTrue();
        assertThat(staged(s, attempt, 1)).isOne();
    }

    @Test
    default void shouldTellAnAttemptThatNoLongerCountsAndStageNothing() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor aborted = s.startNext(job, 0, "a");
        ChunkDraft draft = aborted.next().emits("x");
        aborted.abort();
        assertThat(draft.stage()).as("ABORTING").isFalse();
        aborted.worker().renew();
        assertThat(draft.stage()).as("PENDING again").isFalse();
        AttemptActor next = s.startNext(job, 0, "a");
        assertThat(draft.stage()).as("while another runs").isFalse();
        assertThat(staged(s, aborted, 1)).isZero();
        s.accept(next.rest());
        assertThat(next.next().emits("y").stage()).as("DONE").isFalse();
    }

    @Test
    default void shouldRefuseToStageForTasksAndExecutionsItDoesNotKnow() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        List<Row> rows = List.of(new Row.Next(new Record("x", 1, "")));
        UUID stranger = UUID.randomUUID();
        assertThat(s.ledger().stage(new StagedChunk(job.id(), 999_999_999L, 1, attempt.execution(), 1, rows)))
                .isFalse();
        assertThat(s.ledger().stage(new StagedChunk(job.id(), attempt.taskId(), 1, stranger, 1, rows)))
                .isFalse();
        assertThat(s.ledger().stage(new StagedChunk(stranger, attempt.taskId(), 1, attempt.execution(), 1, rows)))
                .isFalse();
        assertThat(s.under().staged(attempt.taskId(), 1, stranger, 1)).isZero();
    }

    @Test
    default void shouldRefuseChunksWithoutRowsOrWithTooMany() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Row row = new Row.Next(new Record("x", 1, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> attempt.next().stage(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attempt.next().stage(Collections.nCopies(Report.MAX_ROWS + 1, row)))
                .withMessageContaining("" + Report.MAX_ROWS);
    }

    @Test
    default void shouldNotMixTheRowsOfAttempts() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor first = s.startNext(job, 0, "a");
        first.next().emits("old1", "old2", "old3").stage();
        first.worker().dies();
        AttemptActor second = s.startNext(job, 0, "a");
        Scenario.chunks(s.accept(second.next().emits("new").processed(1).done()))
                .forEach(s::schedule);
        assertThat(s.startNext(job, 1, "a").inputs()).containsExactly("new");
    }
}
