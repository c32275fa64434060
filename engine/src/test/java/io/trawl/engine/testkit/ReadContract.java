package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobLedger.ResultPart;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Statuses, listings, receipts. */
interface ReadContract extends Scenes {
    /** Reads every page, and checks that each but the last is full. */
    private static <T> List<T> all(int limit, Function<@Nullable String, Page<T>> read) {
        List<T> items = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<T> page = read.apply(cursor);
            items.addAll(page.items());
            cursor = page.nextCursor();
            assertThat(cursor == null || page.items().size() >= limit).isTrue();
        } while (cursor != null);
        return items;
    }

    @Test
    default void shouldAnswerStatusesInTheOrderAskedAndLeaveOutTheUnknown() {
        Scenario s = given();
        JobActor one = s.job("a").submitted();
        JobActor two = s.job("a").priority(9).submitted();
        List<JobStatus> statuses = s.ledger().status(s.tenant(), List.of(two.id(), UUID.randomUUID(), one.id()));
        assertThat(statuses).extracting(JobStatus::jobId).containsExactly(two.id(), one.id());
        JobStatus status = statuses.getFirst();
        assertThat(status.name()).isEqualTo("a job");
        assertThat(status.workload()).isEqualTo("test");
        assertThat(status.priority()).isEqualTo(9);
        assertThat(status.labels()).containsEntry("team", "risk");
        assertThat(status.phases()).hasSize(2);
        assertThat(status.endedAt()).isNull();
    }

    @Test
    default void shouldGrowTheVersionWithEveryChange() {
        Scenario s = given();
        JobActor job = s.job("a").submitted();
        long submitted = job.status().version();
        s.ledger().admit(10);
        long admitted = job.status().version();
        AttemptActor attempt = s.startNext(job, 0, "a");
        long started = job.status().version();
        s.accept(attempt.next().cursor("1").reads(5).chunk());
        long accepted = job.status().version();
        s.accept(attempt.next().processed(1).done());
        assertThat(List.of(submitted, admitted, started, accepted, job.status().version()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    default void shouldListJobsNewestFirstPageByPage() {
        Scenario s = given();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(s.job("a").submitted().id());
            s.advance(Scenario.MOMENT);
        }
        assertThat(all(2, cursor -> s.ledger().jobs(s.tenant(), JobFilter.ALL, cursor, 2)))
                .extracting(JobStatus::jobId)
                .isEqualTo(ids);
        s.ledger().admit(2);
        assertThat(all(1, cursor -> s.ledger().jobs(s.tenant(), JobFilter.of(List.of(JobState.RUNNING)), cursor, 1)))
                .extracting(JobStatus::jobId)
                .isEqualTo(ids.subList(3, 5));
        assertThat(s.ledger()
                        .jobs(s.tenant(), JobFilter.of(List.of(JobState.RUNNING, JobState.PENDING)), null, 10)
                        .items())
                .hasSize(5);
    }

    @Test
    default void shouldListJobsByLabelWorkloadAndAge() {
        Scenario s = given();
        UUID old = s.job("a").label("flow", "a").submitted().id();
        s.advance(Duration.ofHours(1));
        UUID both = s.job("a").label("flow", "a").label("tier", "1").submitted().id();
        UUID none = s.job("a").submitted().id();
        Instant since = s.ledger().status(s.tenant(), List.of(both)).getFirst().createdAt();

        assertThat(jobs(s, new JobFilter(List.of(), Map.of("flow", "a"), null, null)))
                .containsExactly(both, old);
        assertThat(jobs(s, new JobFilter(List.of(), Map.of("flow", "a", "tier", "1"), null, null)))
                .containsExactly(both);
        assertThat(jobs(s, new JobFilter(List.of(), Map.of("flow", "other"), null, null)))
                .isEmpty();
        assertThat(jobs(s, new JobFilter(List.of(), Map.of(), "no such workload", null)))
                .isEmpty();
        assertThat(jobs(s, new JobFilter(List.of(JobState.PENDING), Map.of(), null, since)))
                .containsExactlyInAnyOrder(both, none);
    }

    private static List<UUID> jobs(Scenario s, JobFilter filter) {
        return all(1, cursor -> s.ledger().jobs(s.tenant(), filter, cursor, 1)).stream()
                .map(JobStatus::jobId)
                .toList();
    }

    @Test
    default void shouldListTasksInOrderOfIdAndByFilter() {
        Scenario s = given();
        JobActor job = s.running("a", "b", "c");
        s.given(job, "a", "r1");
        s.startNext(job, 0, "b");
        assertThat(all(2, cursor -> s.ledger().tasks(s.tenant(), job.id(), null, cursor, 2)))
                .extracting(TaskView::taskId)
                .hasSize(4)
                .isSorted();
        assertThat(tasks(s, job, new TaskFilter(TaskState.RUNNING, null, null)))
                .extracting(TaskView::source)
                .containsExactly("b");
        assertThat(tasks(s, job, new TaskFilter(null, "read", null))).hasSize(1);
        assertThat(tasks(s, job, new TaskFilter(null, null, "a"))).hasSize(2);
        assertThat(tasks(s, job, new TaskFilter(TaskState.PENDING, "find", "c")))
                .hasSize(1);
        assertThat(tasks(s, job, new TaskFilter(TaskState.DEAD, null, null))).isEmpty();
        assertThat(tasks(s, job, new TaskFilter(null, "no such phase", null))).isEmpty();
    }

    private static List<TaskView> tasks(Scenario s, JobActor job, TaskFilter filter) {
        return all(1, cursor -> s.ledger().tasks(s.tenant(), job.id(), filter, cursor, 1));
    }

    @Test
    default void shouldPageGaps() {
        Scenario s = given();
        JobActor job = s.running("a");
        ChunkDraft draft = s.startNext(job, 0, "a").next();
        for (int i = 0; i < 5; i++) {
            draft.notes(Outcome.SKIPPED, "denied", "g" + i);
        }
        s.accept(draft.processed(1).done());
        assertThat(all(2, cursor -> s.ledger().gaps(s.tenant(), job.id(), cursor, 2)))
                .extracting(Gap::name)
                .containsExactly("g0", "g1", "g2", "g3", "g4");
    }

    @Test
    default void shouldKeepAllPartsOfAResultInOnePage() {
        Scenario s = given();
        JobActor job = s.running("b", "a");
        s.accept(s.startNext(job, 0, "b")
                .next()
                .publishes("found", "k1", "{}")
                .processed(1)
                .done());
        s.accept(s.startNext(job, 0, "a")
                .next()
                .publishes("found", "k2", "{}")
                .publishes("count", "k9", "{}")
                .publishes("found", "k1", "{}")
                .publishes("found", "k2", "{}")
                .publishes("found", "k2", "{}")
                .processed(1)
                .done());
        Page<ResultPart> first = s.ledger().resultParts(s.tenant(), job.id(), null, null, 3);
        assertThat(first.items()).extracting(ResultPart::key).containsExactly("k9", "k1", "k2", "k2", "k2");
        Page<ResultPart> second = s.ledger().resultParts(s.tenant(), job.id(), null, first.nextCursor(), 3);
        assertThat(second.items()).containsExactly(new ResultPart("b", "found", "k1", "{}"));
        assertThat(second.nextCursor()).isNull();
        assertThat(all(1, cursor -> s.ledger().resultParts(s.tenant(), job.id(), "found", cursor, 1)))
                .extracting(ResultPart::key)
                .containsExactly("k1", "k2", "k2", "k2", "k1");
        assertThat(s.ledger().resultParts(s.tenant(), job.id(), "none", null, 3).items())
                .isEmpty();
        assertThat(all(1, cursor -> s.ledger().resultParts(s.tenant(), job.id(), null, "a", cursor, 1)))
                .extracting(ResultPart::source)
                .containsOnly("a")
                .hasSize(5);
        assertThat(s.ledger()
                        .resultParts(s.tenant(), job.id(), "count", "b", null, 3)
                        .items())
                .isEmpty();
    }

    @Test
    default void shouldWriteOneReceiptLinePerPhaseAndSourceInOrder() {
        Scenario s = given();
        JobActor job = s.running("b", "a");
        Receipt receipt = job.receipt();
        assertThat(receipt.lines())
                .extracting(line -> line.phase() + " " + line.source())
                .containsExactly("find a", "find b", "read a", "read b");
        assertThat(receipt.jobId()).isEqualTo(job.id());
        assertThat(receipt.revision()).isOne();
        assertThat(receipt.complete()).isFalse();
        assertThat(receipt.endedAt()).isNull();
        assertThat(receipt.state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    default void shouldRefuseListingsBeyondTheirLimits() {
        Scenario s = given();
        JobActor job = s.running("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> s.ledger().status(s.tenant(), Collections.nCopies(Page.MAX_LIMIT + 1, job.id())))
                .withMessageContaining("" + Page.MAX_LIMIT);
        for (int limit : List.of(0, Page.MAX_LIMIT + 1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> s.ledger().jobs(s.tenant(), JobFilter.ALL, null, limit));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> s.ledger().tasks(s.tenant(), job.id(), null, null, limit));
            assertThatIllegalArgumentException().isThrownBy(() -> s.ledger().gaps(s.tenant(), job.id(), null, limit));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> s.ledger().resultParts(s.tenant(), job.id(), null, null, limit));
        }
    }

    @Test
    default void shouldRefuseACursorThatIsNotItsOwn() {
        Scenario s = given();
        JobActor job = s.running("a");
        String strange = "not-a-cursor!";
        assertThatIllegalArgumentException().isThrownBy(() -> s.ledger().jobs(s.tenant(), JobFilter.ALL, strange, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> s.ledger().tasks(s.tenant(), job.id(), null, strange, 10));
    }
}
