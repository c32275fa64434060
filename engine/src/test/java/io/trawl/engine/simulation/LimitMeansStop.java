package io.trawl.engine.simulation;

import io.trawl.engine.ledger.Overrun;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.LedgerSnapshot;
import io.trawl.engine.testkit.LedgerSnapshot.Spent;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.Receipt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A job is wound down only for a limit that it has passed, and from then on nothing more of it is published. */
final class LimitMeansStop implements Invariant {
    private static final String NAME = "LimitMeansStop";

    private final Map<Run, Long> published = new HashMap<>();

    /** A retry begins anew. */
    private record Run(UUID jobId, int revision) {}

    /** Whether a limit left something unread. */
    static boolean cutShort(Receipt receipt) {
        return receipt.lines().stream()
                .flatMap(line -> line.failed().keySet().stream())
                .anyMatch(reason -> Overrun.of(reason).isPresent());
    }

    @Override
    public void meanwhile(LedgerSnapshot rows) {
        for (LedgerSnapshot.Job job : rows.jobs()) {
            if (job.overrun() != null) {
                requirePassed(job, job.overrun());
                requireNothingMore(rows, job);
            }
        }
    }

    private static void requirePassed(LedgerSnapshot.Job job, Overrun overrun) {
        Spent spent = job.spent();
        JobLimits limits = spent.limits();
        boolean passed = switch (overrun) {
            case DEADLINE ->
                limits.deadline() != null
                        && spent.sinceSubmission() >= limits.deadline().toMillis();
            case DURATION ->
                limits.duration() != null
                        && spent.running() >= limits.duration().toMillis();
            case BYTES -> limits.bytes() != null && spent.bytes() >= limits.bytes();
        };
        if (!passed) {
            throw new Violation(NAME, job + " is wound down within its limits");
        }
    }

    private void requireNothingMore(LedgerSnapshot rows, LedgerSnapshot.Job job) {
        long now = rows.results().stream()
                .filter(result -> result.jobId().equals(job.jobId()))
                .count();
        Long before = published.putIfAbsent(new Run(job.jobId(), job.revision()), now);
        if (before != null && now > before) {
            throw new Violation(NAME, (now - before) + " results were published beyond the limit of " + job);
        }
    }

    @Override
    public void atEnd(InMemoryLedger ledger, LedgerSnapshot rows, List<SimJob> jobs) {
        meanwhile(rows);
    }
}
