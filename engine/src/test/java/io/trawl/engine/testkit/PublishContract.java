package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.JobLedger.ResultPart;
import io.trawl.engine.ledger.ProgressLedger.Acceptance;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Event;
import io.trawl.schemas.Gap;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an accepted chunk brings: counters, results, gaps, facts. */
interface PublishContract extends Scenes {
    @Test
    default void shouldPublishNothingBeforeTheChunkIsAccepted() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        ChunkDraft draft = attempt.next()
                .publishes("found", "k", "{}")
                .notes(Outcome.SKIPPED, "denied", "x")
                .processed(1);
        draft.stage();
        assertThat(job.results()).isEmpty();
        assertThat(job.gaps()).isEmpty();
        s.accept(draft.done());
        assertThat(job.results()).containsExactly(new ResultPart("a", "found", "k", "{}"));
        assertThat(job.gaps()).containsExactly(new Gap("find", "a", Outcome.SKIPPED, "denied", "x"));
    }

    @Test
    default void shouldPublishOnceWhenTheWorkIsDoneTwice() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor lost = s.startNext(job, 0, "a");
        lost.next().publishes("found", "k", "{}").processed(1).done();
        lost.worker().dies();
        AttemptActor again = s.startNext(job, 0, "a");
        s.accept(again.next().publishes("found", "k", "{}").processed(1).done());
        assertThat(job.results()).hasSize(1);
    }

    @Test
    default void shouldKeepEveryPartOfAResultForTheMerge() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        AttemptActor a = s.startNext(job, 0, "a");
        s.accept(
                a.next()
                        .publishes("found", "k", "{\"n\":1}")
                        .publishes("found", "k", "{\"n\":1}")
                        .cursor("1")
                        .chunk(),
                a.next().publishes("found", "k", "{\"n\":2}").processed(1).done());
        s.accept(s.startNext(job, 0, "b")
                .next()
                .publishes("found", "k", "{\"n\":3}")
                .processed(1)
                .done());
        assertThat(job.results())
                .containsExactlyInAnyOrder(
                        new ResultPart("a", "found", "k", "{\"n\":1}"),
                        new ResultPart("a", "found", "k", "{\"n\":1}"),
                        new ResultPart("a", "found", "k", "{\"n\":2}"),
                        new ResultPart("b", "found", "k", "{\"n\":3}"));
        assertThat(job.status().results()).isEqualTo(Map.of("found", 2L));
        assertThat(job.receipt().results()).isEqualTo(Map.of("found", 2L));
    }

    @Test
    default void shouldCountResultsOfASubkindAsTheirKindToo() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        AttemptActor a = s.startNext(job, 0, "a");
        s.accept(
                a.next()
                        .publishes("found/x", "k1", "1")
                        .publishes("found/x", "k2", "2")
                        .publishes("found/y", "k3", "3")
                        .cursor("1")
                        .chunk(),
                a.next()
                        .publishes("found/x", "k1", "4")
                        .publishes("seen", "k1", "5")
                        .processed(1)
                        .done());
        s.accept(s.startNext(job, 0, "b")
                .next()
                .publishes("found/x", "k1", "6")
                .publishes("found", "k4", "7")
                .processed(1)
                .done());
        assertThat(job.results())
                .filteredOn(part -> part.kind().equals("found"))
                .extracting(ResultPart::body)
                .containsExactlyInAnyOrder("1", "2", "3", "4", "6", "7");
        Map<String, Long> totals = Map.of("found", 5L, "found/x", 3L, "found/y", 1L, "seen", 1L);
        assertThat(job.status().results()).isEqualTo(totals);
        assertThat(job.receipt().results()).isEqualTo(totals);
    }

    @Test
    default void shouldCountOutcomesByReason() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1", "r2", "r3", "r4", "r5");
        AttemptActor attempt = s.startNext(job, 1, "a");
        s.accept(attempt.next()
                .processed(1)
                .settles(Outcome.SKIPPED, "binary", "r2")
                .settles(Outcome.SKIPPED, "binary", "r3")
                .settles(Outcome.FAILED, "denied", "r4")
                .settles(Outcome.EXCLUDED, "*.tmp", "r5")
                .reads(700)
                .done());
        assertThat(job.line("read", "a").records()).isEqualTo(new RecordCounts(5, 1, 2, 1, 1));
        assertThat(job.line("read", "a").skipped()).isEqualTo(Map.of("binary", 2L));
        assertThat(job.line("read", "a").failed()).isEqualTo(Map.of("denied", 1L));
        assertThat(job.line("read", "a").excluded()).isEqualTo(Map.of("*.tmp", 1L));
        assertThat(job.line("read", "a").bytes()).isEqualTo(700);
        assertThat(job.receipt().gapsTotal()).isEqualTo(3);
        assertThat(job.gaps()).extracting(Gap::name).containsExactly("r2", "r3", "r4", "r5");
        job.isAccountedFor();
    }

    @Test
    default void shouldCountWhatIsNotedAsDiscovered() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.accept(s.startNext(job, 0, "a")
                .next()
                .notes(Outcome.EXCLUDED, "*.bak", "x.bak")
                .notes(Outcome.SKIPPED, "denied", "secret")
                .processed(1)
                .done());
        assertThat(job.records("find")).isEqualTo(new RecordCounts(3, 1, 1, 0, 1));
        job.isAccountedFor();
    }

    @Test
    default void shouldListGapsInOrderOfPhaseSourceAndArrival() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        s.given(job, "b", "b1");
        s.given(job, "a", "a1", "a2");
        s.accept(s.startNext(job, 1, "b")
                .next()
                .settles(Outcome.SKIPPED, "x", "b1")
                .done());
        AttemptActor a = s.startNext(job, 1, "a");
        s.accept(
                a.next().settles(Outcome.SKIPPED, "x", "a2").chunk(),
                a.next().settles(Outcome.SKIPPED, "x", "a1").done());
        assertThat(job.gaps()).extracting(Gap::name).containsExactly("a2", "a1", "b1");
    }

    @Test
    default void shouldAnnounceRecordsThatWaitWithAllThatSchedulingNeeds() {
        Scenario s = given();
        JobActor job = s.running("a");
        Event.ChunkAccepted chunk = s.found(job, "a", "r1", "r2").getFirst();
        assertThat(chunk)
                .isEqualTo(new Event.ChunkAccepted(
                        job.id(), 1, "a", chunk.chunkId(), 0, 2, 2, new BatchPolicy(100, 1_000, Duration.ZERO), false));
        JobActor waiting = s.job("b").barrier().admitted();
        assertThat(s.found(waiting, "b", "r1", "r2").getFirst().barrier()).isTrue();
    }

    @Test
    default void shouldAnnounceNoChunkWithoutRecords() {
        Scenario s = given();
        JobActor job = s.running("a");
        AttemptActor attempt = s.startNext(job, 0, "a");
        Acceptance bare = s.accept(attempt.next().cursor("1").chunk());
        Acceptance resultsOnly = s.accept(
                attempt.next().publishes("found", "k", "{}").cursor("2").chunk());
        assertThat(Scenario.chunks(bare)).isEmpty();
        assertThat(Scenario.chunks(resultsOnly)).isEmpty();
        s.accept(attempt.next().processed(1).done());
        assertThat(job.status().state().terminal())
                .as("nothing is left to schedule")
                .isTrue();
    }

    @Test
    default void shouldMakeNothingOfRecordsOfTheLastPhase() {
        Scenario s = given();
        JobActor job = s.running("a");
        s.given(job, "a", "r1");
        Acceptance last = s.accept(
                s.startNext(job, 1, "a").next().emits("nowhere").processed(1).done());
        assertThat(Scenario.chunks(last)).isEmpty();
        assertThat(job.state().terminal()).isTrue();
        job.isAccountedFor();
    }

    @Test
    default void shouldTellHowFarAnAttemptIsAndHowItEnded() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        AttemptActor attempt = s.startNext(job, 0, "a");
        long id = attempt.taskId();
        Acceptance advanced = s.accept(attempt.next().cursor("1").chunk());
        assertThat(advanced.events()).contains(new Event.TaskAdvanced(job.id(), id, 1, 1));
        Acceptance ended = s.accept(attempt.next().processed(1).done());
        assertThat(ended.events()).contains(new Event.TaskEnded(job.id(), id, 1, TaskState.DONE));
    }

    /** What rates are made of: nothing for a report that brings no outcome, and once for all reports of a call. */
    @Test
    default void shouldTellHowManyRecordsOfAPhaseGotAnOutcome() {
        Scenario s = given();
        JobActor job = s.running("a", "b");
        AttemptActor attempt = s.startNext(job, 0, "a");
        assertThat(s.accept(attempt.next().cursor("1").chunk()).events())
                .noneMatch(event -> event instanceof Event.PhaseAdvanced);
        Acceptance ended = s.accept(attempt.next().processed(1).done());
        assertThat(ended.events()).contains(new Event.PhaseAdvanced(job.id(), 0, 1, 1));
    }
}
