package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.stack.Part;
import io.trawl.e2e.Canonical;
import io.trawl.e2e.JobClient;
import io.trawl.engine.job.JobNotFound;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** A job of the {@link DirectedWorkload}, and what must be true of it. */
record DirectedJob(Installation installation, Stage stage, UUID id, int records) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static DirectedJob start(Installation installation, String workload, int records, Map<String, Stage.Act> acts) {
        return start(installation, installation.stage(acts), workload, records);
    }

    static DirectedJob start(Installation installation, Stage stage, String workload, int records) {
        UUID id = installation.client().submit(stage.job(workload, records));
        return new DirectedJob(installation, stage, id, records);
    }

    /** Who reads the record; waits for it. */
    Part reader(String record) {
        stage.awaitReaders(record, 1);
        return installation.part(stage.readers(record).getLast());
    }

    /** The one task of the second phase. */
    TaskView taskOfReading() {
        return tasksOfReading().getFirst();
    }

    List<TaskView> tasksOfReading() {
        try {
            return installation.jobs().tasks(JobClient.TENANT, id, null, null, 1_000).items().stream()
                    .filter(task -> task.phase().equals(DirectedWorkload.READ))
                    .toList();
        } catch (JobNotFound e) {
            throw new AssertionError(e);
        }
    }

    static void shouldHoldNothingAgainst(TaskView task) {
        assertThat(task.failures()).as("failures of %s", task).isZero();
        assertThat(task.crashes()).as("crashes of %s", task).isZero();
    }

    /** Every record was read, and published once. */
    void shouldComplete() {
        assertThat(installation.client().awaitEnd(id).state()).isEqualTo(JobState.COMPLETED);
        assertThat(found()).isEqualTo(all());
    }

    /** One record is a gap for this reason in the end, and all others are read. @param meanwhile done again and again */
    void shouldCompleteBut(String record, String reason, Runnable meanwhile) {
        JobStatus end = await("end of the job")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            meanwhile.run();
                            return installation.client().status(id);
                        },
                        status -> status.state().terminal());
        assertThat(end.state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
        Canonical canonical = Canonical.of(installation.jobs(), id);
        Gap gap = new Gap(DirectedWorkload.READ, stage.source(), Outcome.FAILED, reason, record);
        assertThat(canonical.gaps()).containsExactly(gap.toString());
        List<String> others = new ArrayList<>(all());
        others.remove(DirectedWorkload.KIND + " " + record + " 1");
        assertThat(found()).isEqualTo(others);
    }

    /** The one that was given up. */
    TaskView deadTask() {
        return tasksOfReading().stream()
                .filter(task -> task.state() == TaskState.DEAD)
                .findFirst()
                .orElseThrow();
    }

    /** What is published, sorted: the record and how often. */
    List<String> found() {
        return Canonical.of(installation.jobs(), id).findings().stream()
                .map(finding -> finding.substring(finding.indexOf(' ') + 1))
                .toList();
    }

    /** What a job without a fault publishes. */
    List<String> all() {
        return IntStream.rangeClosed(1, records)
                .mapToObj(i -> DirectedWorkload.KIND + " r" + i + " 1")
                .sorted()
                .toList();
    }
}
