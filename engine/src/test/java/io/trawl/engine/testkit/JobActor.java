package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.engine.ledger.JobLedger.ResultPart;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as its tenant sees it. */
record JobActor(Scenario scenario, String tenant, UUID id) {
    JobStatus status() {
        return scenario.ledger().status(tenant, List.of(id)).getFirst();
    }

    JobState state() {
        return status().state();
    }

    PhaseStatus phase(int number) {
        return status().phases().get(number);
    }

    Changed cancel() {
        return scenario.ledger().cancel(tenant, id).orElseThrow();
    }

    Changed pause() {
        return scenario.ledger().pause(tenant, id, false).orElseThrow();
    }

    Changed pauseNow() {
        return scenario.ledger().pause(tenant, id, true).orElseThrow();
    }

    Changed resume() {
        return scenario.ledger().resume(tenant, id).orElseThrow();
    }

    Changed retry() {
        return scenario.ledger().retry(tenant, id).orElseThrow();
    }

    Changed acknowledge() {
        return scenario.ledger().acknowledge(tenant, id).orElseThrow();
    }

    Receipt receipt() {
        return scenario.ledger().receipt(tenant, id).orElseThrow();
    }

    Receipt.Line line(String phase, String source) {
        return receipt().lines().stream()
                .filter(line -> line.phase().equals(phase) && line.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    RecordCounts records(String phase) {
        return receipt().lines().stream()
                .filter(line -> line.phase().equals(phase))
                .map(Receipt.Line::records)
                .reduce(RecordCounts.NONE, RecordCounts::plus);
    }

    List<Gap> gaps() {
        return scenario.ledger().gaps(tenant, id, null, Page.MAX_LIMIT).items();
    }

    List<ResultPart> results() {
        return scenario.ledger()
                .resultParts(tenant, id, null, null, Page.MAX_LIMIT)
                .items();
    }

    List<String> resultKeys() {
        return results().stream().map(ResultPart::key).toList();
    }

    /** All tasks, over all pages. */
    List<TaskView> tasks() {
        List<TaskView> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<TaskView> page = scenario.ledger().tasks(tenant, id, null, cursor, Page.MAX_LIMIT);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    List<TaskView> tasks(TaskState state) {
        return tasks().stream().filter(task -> task.state() == state).toList();
    }

    TaskView task(long taskId) {
        return tasks().stream()
                .filter(task -> task.taskId() == taskId)
                .findFirst()
                .orElseThrow();
    }

    TaskState stateOf(AttemptActor attempt) {
        return task(attempt.taskId()).state();
    }

    /** Every discovered record has exactly one outcome, and the receipt says so. */
    void isAccountedFor() {
        Receipt receipt = receipt();
        assertThat(receipt.complete()).as("receipt %s", receipt).isTrue();
        assertThat(receipt.lines())
                .allSatisfy(line -> assertThat(line.records().open()).isZero());
    }

    /** All that can be seen of it, to find out whether a call changed anything. */
    Picture picture() {
        return new Picture(status(), receipt(), tasks(), gaps(), results());
    }

    record Picture(JobStatus status, Receipt receipt, List<TaskView> tasks, List<Gap> gaps, List<ResultPart> results) {}
}
