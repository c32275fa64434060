package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trawl.engine.ledger.AssignLedger.Claimed;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobLedger.Submitted;
import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.schemas.JobState;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Submission and admission. */
interface SubmitContract extends Scenes {
    @Test
    default void shouldStoreAJobAsPendingWithOneTaskPerSource() {
        Scenario s = given();
        JobActor job = s.job("a", "b").submitted();
        assertThat(job.state()).isEqualTo(JobState.PENDING);
        assertThat(job.tasks()).hasSize(2).allSatisfy(task -> {
            assertThat(task.state()).isEqualTo(TaskState.PENDING);
            assertThat(task.phase()).isEqualTo("find");
            assertThat(task.attempt()).isZero();
            assertThat(task.records()).isOne();
        });
        assertThat(job.tasks()).extracting(TaskView::source).containsExactlyInAnyOrder("a", "b");
        assertThat(job.records("find")).isEqualTo(new RecordCounts(2, 0, 0, 0, 0));
        assertThat(job.records("read")).isEqualTo(RecordCounts.NONE);
    }

    @Test
    default void shouldReturnTheSameJobForTheSameKeyAndRequest() {
        Scenario s = given();
        Submitted first = s.job("a").key("k", "body").submit();
        Submitted second = s.job("a").key("k", "body").submit();
        assertThat(first.created()).isTrue();
        assertThat(second).isEqualTo(new Submitted(first.jobId(), JobState.PENDING, false));
        assertThat(s.ledger().jobs(s.tenant(), JobFilter.ALL, null, 10).items()).hasSize(1);
    }

    @Test
    default void shouldRefuseAKeyThatWasUsedForAnotherRequest() {
        Scenario s = given();
        s.job("a").key("k", "body").submit();
        assertThatExceptionOfType(IdempotencyConflict.class)
                .isThrownBy(() -> s.job("a").key("k", "other").submit())
                .withMessageContaining("'k'");
        assertThat(s.ledger().jobs(s.tenant(), JobFilter.ALL, null, 10).items()).hasSize(1);
    }

    @Test
    default void shouldKeepTheKeysOfTenantsApart() {
        Scenario s = given();
        Submitted ours = s.job("a").key("k", "body").submit();
        Submitted theirs =
                s.job("a").tenant("other-" + s.tenant()).key("k", "other").submit();
        assertThat(theirs.created()).isTrue();
        assertThat(theirs.jobId()).isNotEqualTo(ours.jobId());
    }

    @Test
    default void shouldRememberAKeyAfterItsJobHasEnded() {
        Scenario s = given();
        JobActor job = s.job("a").key("k", "body").admitted();
        s.drain(job);
        Submitted again = s.job("a").key("k", "body").submit();
        assertThat(again).isEqualTo(new Submitted(job.id(), JobState.COMPLETED, false));
    }

    @Test
    default void shouldKeepTheTraceOfTheSubmissionThatMadeTheJob() {
        Scenario s = given();
        TraceContext first = TraceContext.begin(UUID.randomUUID());
        Submitted made = s.job("a").key("k", "body").trace(first).submit();
        assertThat(made.trace()).isEqualTo(first);
        TraceContext second = TraceContext.begin(UUID.randomUUID());
        assertThat(s.job("a").key("k", "body").trace(second).submit().trace()).isEqualTo(first);
        s.ledger().admit(1_000);
        Grant grant = new Grant(new GroupKey(made.jobId(), 0, "a"), 1, false);
        assertThat(s.claim(grant)).extracting(Claimed::trace).containsExactly(first);
    }

    @Test
    default void shouldKnowNoTraceOfAJobThatHasNone() {
        Scenario s = given();
        JobActor job = s.job("a").admitted();
        Grant grant = new Grant(new GroupKey(job.id(), 0, "a"), 1, false);
        assertThat(s.claim(grant)).extracting(Claimed::trace).containsExactly((TraceContext) null);
    }

    @Test
    default void shouldMakeAJobOfEachSubmissionWithoutAKey() {
        Scenario s = given();
        assertThat(s.job("a").submit().jobId()).isNotEqualTo(s.job("a").submit().jobId());
        assertThat(s.ledger().jobs(s.tenant(), JobFilter.ALL, null, 10).items()).hasSize(2);
    }

    @Test
    default void shouldRefuseOneJobMoreThanMayBeAliveAndStoreNothingOfIt() {
        Scenario s = given();
        JobActor first = s.job("a").key("k1", "body").alive(2).admitted();
        s.job("a").alive(2).submitted();
        assertThatExceptionOfType(TooManyJobs.class)
                .isThrownBy(() -> s.job("a").key("k3", "body").alive(2).submit())
                .withMessageContaining("2 jobs");
        assertThat(s.ledger().jobs(s.tenant(), JobFilter.ALL, null, 10).items()).hasSize(2);
        Submitted again = s.job("a").key("k1", "body").alive(2).submit();
        assertThat(again).as("stored before").isEqualTo(new Submitted(first.id(), JobState.RUNNING, false));
        assertThat(s.job("a").tenant("other-" + s.tenant()).alive(2).submit().created())
                .isTrue();
        first.cancel();
        Submitted third = s.job("a").key("k3", "body").alive(2).submit();
        assertThat(third.created()).as("its key was not kept").isTrue();
    }

    @Test
    default void shouldServeTheSpecAsItWasSubmitted() {
        Scenario s = given();
        JobActor job = s.job("a", "b").barrier().submitted();
        JobSpec spec = s.ledger().spec(job.id()).orElseThrow();
        assertThat(spec.tenant()).isEqualTo(s.tenant());
        assertThat(spec.phases()).isEqualTo(Scenario.phases(PhaseMode.BARRIER));
        assertThat(spec.request().sources()).isEqualTo(List.of(Scenario.source("a"), Scenario.source("b")));
        assertThat(spec.request().options()).containsOnlyKeys("depth");
        assertThat(spec.request().labels()).containsEntry("team", "risk");
        assertThat(s.ledger().spec(UUID.randomUUID())).isEmpty();
    }

    @Test
    default void shouldAdmitTheOldestJobsFirst() {
        Scenario s = given();
        JobActor first = s.job("a").submitted();
        s.advance(Scenario.MOMENT);
        JobActor second = s.job("a").submitted();
        s.advance(Scenario.MOMENT);
        JobActor third = s.job("a").submitted();
        assertThat(s.ledger().admit(2)).isEqualTo(2);
        assertThat(List.of(first.state(), second.state(), third.state()))
                .containsExactly(JobState.RUNNING, JobState.RUNNING, JobState.PENDING);
        assertThat(s.ledger().admit(2)).isOne();
        assertThat(s.ledger().admit(2)).isZero();
        assertThat(third.state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    default void shouldKeepTheBudgetOfASourceUntilAJobNamesAnother() {
        Scenario s = given();
        JobActor first = s.running("a");
        assertThat(budget(s, first)).isEqualTo(64);
        JobActor second = s.job(Scenario.source("a", 3)).admitted();
        assertThat(budget(s, second)).isEqualTo(3);
        JobActor third = s.running("a");
        assertThat(budget(s, first)).isEqualTo(3);
        assertThat(budget(s, third)).isEqualTo(3);
    }

    private static int budget(Scenario s, JobActor job) {
        return s.ledger().backlog(10).groups().stream()
                .filter(group -> group.key().jobId().equals(job.id()))
                .mapToInt(Group::sourceBudget)
                .findFirst()
                .orElseThrow();
    }
}
