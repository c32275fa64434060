package io.trawl.e2e;

import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.desk.WorkerProtocol;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.schedule.RunStarter;
import io.trawl.engine.schedule.Schedules;
import io.trawl.engine.source.Sources;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.InMemorySchedules;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.access.AccessStores;
import io.trawl.orchestrator.access.ApiToken;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditTrail;
import io.trawl.orchestrator.access.TokenStore;
import io.trawl.orchestrator.api.ApiAccess;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.orchestrator.api.ApiParts;
import io.trawl.orchestrator.api.ApiServer;
import io.trawl.orchestrator.api.ApiStartFailed;
import io.trawl.orchestrator.cron.CronTimetables;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The HTTP API of an installation without jobs, whose worker protocol is the test's. */
final class BareApi {
    static final String TOKEN = "a-token-of-24-characters";

    private BareApi() {}

    static ApiServer start(WorkerProtocol workers) {
        InMemoryLedger ledger = new InMemoryLedger(
                new VirtualClock(), Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(15), new Random(1));
        Workloads workloads = new Workloads(List.of());
        JobService jobs = new LocalJobService(ledger, workloads, UUID::randomUUID, new Waits(), () -> {}, _ -> {});
        ApiParts parts = new ApiParts(
                        jobs,
                        new Sources(ledger, workloads, SourceAccess.NONE),
                        Optional::empty,
                        () -> "",
                        new AccessStores(new NoTokens(), new NoTrail()),
                        "test",
                        schedules(jobs))
                .at(ApiParts.Host.ofJobs(workers));
        try {
            return ApiServer.start(new ApiConfig(new ApiAccess(ApiAccess.LOOPBACK, TOKEN), 0, Server.TENANT), parts);
        } catch (ApiStartFailed e) {
            throw new AssertionError(e);
        }
    }

    private static Schedules schedules(JobService jobs) {
        InMemorySchedules ledger = new InMemorySchedules(new VirtualClock(), Fences.ALL, new NoRuns());
        RunStarter starter = new RunStarter(ledger, jobs, defect -> {
            throw defect;
        });
        return new Schedules(ledger, new CronTimetables(), starter);
    }

    private static final class NoRuns implements InMemorySchedules.JobsOfRuns {
        @Override
        public Optional<JobState> state(String tenant, UUID job) {
            return Optional.empty();
        }

        @Override
        public Optional<UUID> submitted(String tenant, String key) {
            return Optional.empty();
        }
    }

    private static final class NoTokens implements TokenStore {
        @Override
        public boolean add(Kept token) {
            return false;
        }

        @Override
        public Optional<Kept> find(String tokenId) {
            return Optional.empty();
        }

        @Override
        public Page<ApiToken> list(String tenant, @Nullable String cursor, int limit) {
            return new Page<>(List.of(), null);
        }

        @Override
        public Optional<ApiToken> revoke(String tenant, String tokenId, Instant at) {
            return Optional.empty();
        }

        @Override
        public void used(String tokenId, Instant at) {
            // There are none.
        }

        @Override
        public boolean anyLive(Instant at) {
            return false;
        }
    }

    private static final class NoTrail implements AuditTrail {
        @Override
        public void append(AuditEntry entry) {
            // Nobody reads it.
        }

        @Override
        public Page<AuditEntry> list(String tenant, Filter filter, @Nullable String cursor, int limit) {
            return new Page<>(List.of(), null);
        }
    }
}
