package io.trawl.engine.testkit;

import io.trawl.engine.testkit.LedgerTables.Key;
import io.trawl.engine.testkit.LedgerTables.Submission;
import io.trawl.schemas.JobState;
import java.util.Optional;
import java.util.UUID;

/** Jobs of a ledger in memory, as schedules see them. */
record SubmittedJobs(InMemoryLedger ledger, LedgerTables tables) implements InMemorySchedules.JobsOfRuns {
    @Override
    public Optional<JobState> state(String tenant, UUID job) {
        synchronized (ledger) {
            return Optional.ofNullable(tables.job(tenant, job)).map(row -> row.state);
        }
    }

    @Override
    public Optional<UUID> submitted(String tenant, String key) {
        synchronized (ledger) {
            return Optional.ofNullable(tables.submissions.get(new Key(tenant, key)))
                    .map(Submission::jobId);
        }
    }
}
