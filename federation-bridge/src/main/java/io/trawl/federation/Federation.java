package io.trawl.federation;

import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.SourceLedger;
import io.trawl.engine.site.Sites;
import io.trawl.engine.workload.Credentials;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.InstallationView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A running master: its jobs, its sites, and a link to each of them. */
public final class Federation implements AutoCloseable {
    /** Between two questions for news of the same site: what the master shows is so old at most, and a little more. */
    public static final Duration PACE = Duration.ofMillis(500);

    /** With a site that is away, before a job that can do without it ends. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Tables tables;
    private final HttpChildren children;
    private final Links links;
    private final JobService jobs;
    private final Sites sites;

    /**
     * What a master is made of.
     *
     * @param sources where the names of sources are kept, each with its site
     * @param workloads whose jobs are taken
     * @param credentials what references to the sites' tokens are looked up with
     * @param ids of new jobs, time-ordered and never repeated
     */
    public record Parts(
            Store store,
            Self self,
            SourceLedger sources,
            Workloads workloads,
            Credentials credentials,
            Supplier<UUID> ids,
            Audit audit) {}

    /**
     * How a master goes about it.
     *
     * @param aliveLimit jobs of one tenant that may be alive at a time
     * @param keep how long a job is kept after its end
     */
    public record Policy(Duration pace, Duration patience, int aliveLimit, Duration keep) {}

    private Federation(Parts parts, Policy policy, InstantSource clock, Supplier<Backoff> backoffs) {
        tables = Tables.in(parts.store());
        children = new HttpChildren(parts.credentials());
        links = new Links(
                        children,
                        new Link.World(tables, parts.self(), parts.audit(), clock, new Pace(policy.pace())),
                        backoffs,
                        new Links.Times(policy.patience(), policy.keep()))
                .start();
        jobs = new FederatedJobs(
                tables,
                links,
                new Split(parts.sources(), tables.sites(), parts.workloads()),
                parts.workloads(),
                new Verbs(parts.store()),
                new FederatedJobs.Origin(parts.ids(), clock, parts.self().installation(), policy.aliveLimit()));
        sites = new FederatedSites(tables.sites(), parts.sources(), links, children, parts.self());
    }

    public static Federation start(Parts parts, Policy policy, InstantSource clock, RandomGenerator random) {
        return new Federation(parts, policy, clock, () -> new Backoff(random));
    }

    /** @param backoffs one for each site */
    static Federation start(Parts parts, Policy policy, InstantSource clock, Supplier<Backoff> backoffs) {
        return new Federation(parts, policy, clock, backoffs);
    }

    public JobService jobs() {
        return jobs;
    }

    public Sites sites() {
        return sites;
    }

    /** Installations below this one, however far, as the sites told it. */
    public List<UUID> below() {
        return tables.sites().all().stream()
                .map(kept -> kept.site().word())
                .filter(word -> word != null && word.installation() != null)
                .flatMap(word -> Stream.concat(Stream.of(word.installation()), word.below().stream()))
                .distinct()
                .limit(InstallationView.MAX_BELOW)
                .toList();
    }

    /** Whether the tenant has a site of this id. */
    public boolean knows(String tenant, String site) {
        return tables.sites().find(tenant, site).isPresent();
    }

    @Override
    public void close() {
        links.close();
        children.close();
    }
}
