package io.trawl.engine.simulation;

import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.LedgerSnapshot;
import io.trawl.schemas.JobState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** G2: each part of a result is published once, and together they are what was expected. */
final class OnceOnly implements Invariant {
    private static final String NAME = "OnceOnly";

    @Override
    public void meanwhile(LedgerSnapshot rows) {
        Set<String> seen = new HashSet<>();
        for (LedgerSnapshot.Result result : rows.results()) {
            if (!seen.add(result.jobId() + "|" + result.source() + "|" + result.key())) {
                throw new Violation(NAME, "published twice: " + result);
            }
        }
    }

    @Override
    public void atEnd(InMemoryLedger ledger, LedgerSnapshot rows, List<SimJob> jobs) {
        meanwhile(rows);
        if (rows.jobs().size() != jobs.size()) {
            throw new Violation(
                    NAME, jobs.size() + " submissions made " + rows.jobs().size() + " jobs");
        }
        for (SimJob job : jobs) {
            boolean whole = state(rows, job) != JobState.CANCELLED
                    && !LimitMeansStop.cutShort(
                            ledger.receipt(SimUser.TENANT, job.id()).orElseThrow());
            compare(rows, job, whole);
        }
    }

    private static void compare(LedgerSnapshot rows, SimJob job, boolean whole) {
        List<String> published = rows.results().stream()
                .filter(result -> result.jobId().equals(job.id()))
                .map(result -> result.source() + "|" + result.key())
                .toList();
        List<String> invented = without(published, job.expectation().leaves());
        if (!invented.isEmpty()) {
            throw new Violation(NAME, job + " published what does not exist: " + invented);
        }
        List<String> missing = without(job.expectation().leaves(), published);
        if (!missing.isEmpty() && whole) {
            throw new Violation(NAME, job + " ended " + state(rows, job) + " without " + missing);
        }
    }

    private static List<String> without(List<String> some, List<String> others) {
        List<String> rest = new ArrayList<>(some);
        rest.removeAll(new HashSet<>(others));
        return rest;
    }

    static JobState state(LedgerSnapshot rows, SimJob job) {
        return rows.jobs().stream()
                .filter(row -> row.jobId().equals(job.id()))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
