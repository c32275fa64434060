package io.trawl.federation;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.SourceLedger;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.workload.Credentials;
import io.trawl.engine.workload.Secret;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.SitePolicy;
import io.trawl.schemas.SiteProgress;
import io.trawl.schemas.SourceSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** A master over simulated sites with tables of its own, which outlive a kill of it. */
final class Master implements AutoCloseable {
    static final String TENANT = "default";
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration PACE = Duration.ofMillis(20);

    final UUID installation = UUID.randomUUID();
    final HikariDataSource database = Database.create();
    final SourceLedger sources = new InMemoryLedger(
            new VirtualClock(), Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(30), new Random(1));
    final List<String> audit = new CopyOnWriteArrayList<>();
    private final Duration patience;
    private Federation federation;

    private Master(Duration patience) {
        this.patience = patience;
        this.federation = run();
    }

    static Master start(SimulatedSite... sites) throws Exception {
        return start(LONG, sites);
    }

    static Master start(Duration patience, SimulatedSite... sites) throws Exception {
        Master master = new Master(patience);
        for (SimulatedSite site : sites) {
            master.register(site);
        }
        return master;
    }

    private Federation run() {
        Credentials credentials = reference -> new Secret("token");
        Random random = new Random(1);
        return Federation.start(
                new Federation.Parts(
                        Store.migrated(database),
                        new Self(installation, "0.1.0"),
                        sources,
                        new Workloads(List.of(new ScanWorkload())),
                        credentials,
                        UUID::randomUUID,
                        (tenant, action, target) -> audit.add(action + " " + target)),
                new Federation.Policy(PACE, patience, 10_000, Duration.ofHours(1)),
                InstantSource.system(),
                () -> new Backoff(random, Duration.ofMillis(20), Duration.ofMillis(200)));
    }

    void register(SimulatedSite site) throws Exception {
        federation.sites().add(TENANT, site.definition());
        federation.sites().importSources(TENANT, site.id());
    }

    Federation federation() {
        return federation;
    }

    JobService jobs() {
        return federation.jobs();
    }

    /** Another process of this very master. */
    Federation another() {
        return run();
    }

    /** Ends this master, and starts another one on its tables. */
    void restart() {
        federation.close();
        federation = run();
    }

    UUID begin(SimulatedSite... sites) throws Exception {
        return begin(null, sites);
    }

    UUID begin(@Nullable SitePolicy policy, SimulatedSite... sites) throws Exception {
        List<SourceSpec> all =
                Arrays.stream(sites).flatMap(site -> site.specs().stream()).toList();
        JobRequest request =
                new JobRequest("a job", ScanWorkload.NAME, all, null, null, null, null, List.of(), policy, null);
        return jobs().start(TENANT, request, null).jobId();
    }

    JobStatus status(UUID job) {
        return jobs().status(TENANT, List.of(job)).getFirst();
    }

    SiteProgress at(UUID job, SimulatedSite site) {
        return Stream.ofNullable(status(job).sites())
                .flatMap(List::stream)
                .filter(progress -> progress.site().equals(site.id()))
                .findFirst()
                .orElseThrow();
    }

    static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    JobStatus awaitState(UUID job, JobState state) {
        return soon().until(() -> status(job), status -> status.state() == state);
    }

    SiteProgress awaitAt(UUID job, SimulatedSite site, Predicate<SiteProgress> what) {
        return soon().until(() -> at(job, site), what);
    }

    SiteProgress awaitStanding(UUID job, SimulatedSite site, SiteProgress.Standing standing) {
        return awaitAt(job, site, progress -> progress.standing() == standing);
    }

    @Override
    public void close() {
        federation.close();
        database.close();
    }
}
