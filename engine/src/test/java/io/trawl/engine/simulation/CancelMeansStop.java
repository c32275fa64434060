package io.trawl.engine.simulation;

import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.LedgerSnapshot;
import io.trawl.schemas.JobState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** G5: from the commit of a cancel on nothing more of the job is published, and it ends CANCELLED. */
final class CancelMeansStop implements Invariant {
    private static final String NAME = "CancelMeansStop";

    private final Map<UUID, Long> published = new HashMap<>();

    @Override
    public void onCancelled(UUID jobId, InMemoryLedger ledger) {
        LedgerSnapshot rows = ledger.snapshot();
        JobState state = state(rows, jobId);
        if (state == JobState.CANCELLING || state == JobState.CANCELLED) {
            published.putIfAbsent(jobId, results(rows, jobId));
        }
    }

    @Override
    public void meanwhile(LedgerSnapshot rows) {
        published.forEach((jobId, before) -> {
            long now = results(rows, jobId);
            if (now > before) {
                throw new Violation(NAME, (now - before) + " results were published after the cancel of " + jobId);
            }
        });
    }

    @Override
    public void atEnd(InMemoryLedger ledger, LedgerSnapshot rows, List<SimJob> jobs) {
        meanwhile(rows);
        published.keySet().forEach(jobId -> {
            if (state(rows, jobId) != JobState.CANCELLED) {
                throw new Violation(NAME, jobId + " was cancelled and ended " + state(rows, jobId));
            }
        });
        for (SimJob job : jobs) {
            if (job.cancelAnswered() && !published.containsKey(job.id())) {
                throw new Violation(NAME, job + " was answered as cancelled and is not");
            }
        }
    }

    private static long results(LedgerSnapshot rows, UUID jobId) {
        return rows.results().stream()
                .filter(result -> result.jobId().equals(jobId))
                .count();
    }

    private static JobState state(LedgerSnapshot rows, UUID jobId) {
        return rows.jobs().stream()
                .filter(job -> job.jobId().equals(jobId))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
