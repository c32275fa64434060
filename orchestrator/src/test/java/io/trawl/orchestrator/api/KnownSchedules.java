package io.trawl.orchestrator.api;

import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.schedule.RunStarter;
import io.trawl.engine.schedule.Schedules;
import io.trawl.engine.testkit.InMemorySchedules;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.orchestrator.cron.CronTimetables;
import io.trawl.schemas.JobState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Schedules in memory, at a time that stands still; they start the jobs of a fake. */
final class KnownSchedules {
    private KnownSchedules() {}

    static Schedules none(JobService jobs) {
        InMemorySchedules ledger =
                new InMemorySchedules(new VirtualClock(), Fences.ALL, new InMemorySchedules.JobsOfRuns() {
                    @Override
                    public Optional<JobState> state(String tenant, UUID job) {
                        return jobs.status(tenant, List.of(job)).stream()
                                .map(status -> status.state())
                                .findFirst();
                    }

                    @Override
                    public Optional<UUID> submitted(String tenant, String key) {
                        return Optional.empty();
                    }
                });
        RunStarter starter = new RunStarter(ledger, jobs, defect -> {
            throw defect;
        });
        return new Schedules(ledger, new CronTimetables(), starter);
    }
}
