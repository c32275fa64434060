package io.trawl.benchmarks;

import io.trawl.cli.remote.HttpSites;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Site;
import io.trawl.schemas.SiteProgress;
import io.trawl.schemas.SourceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A master over many simulated sites: what it costs to follow them, and how old what it shows is. Master and sites are
 * processes of their own. Run by {@code benchmarks/run federation}.
 */
public final class FederationBenchmark {
    private static final int SITES = Integer.getInteger("trawl.bench.sites", 500);
    private static final int JOBS = Integer.getInteger("trawl.bench.jobs", 20);
    private static final int SECONDS = Integer.getInteger("trawl.bench.seconds", 60);
    private static final long LOOK_NANOS = 200_000_000;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long PATIENCE_NANOS = 120 * SECOND_NANOS;
    private static final String TENANT = "default";

    private final Figures figures;
    private final ServeProcess master;
    private final SitesProcess sites;

    private FederationBenchmark(Figures figures, ServeProcess master, SitesProcess sites) {
        this.figures = figures;
        this.master = master;
        this.sites = sites;
    }

    /** @param args number of runs, 1 when absent */
    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        Figures figures = new Figures();
        for (int run = 1; run <= runs; run++) {
            System.err.println("run " + run + " of " + runs);
            Path directory = Files.createTempDirectory("trawl-bench");
            try (SitesProcess sites = SitesProcess.start(SITES);
                    ServeProcess master = ServeProcess.master(directory)) {
                new FederationBenchmark(figures, master, sites).run();
            }
        }
        System.out.println(figures.table());
    }

    private void run() throws Exception {
        register();
        List<UUID> jobs = submit();
        watch(jobs.getFirst());
        sites.complete();
        long began = System.nanoTime();
        await(jobs, JobState.COMPLETED);
        figures.add("all jobs complete at the master after, s", seconds(began));
        figures.add("peak memory of the master, MiB", master.peakResident() / 1024.0 / 1024.0);
    }

    private void register() {
        long began = System.nanoTime();
        try (HttpSites registry = HttpSites.at(master.api(), null)) {
            for (int i = 0; i < SITES; i++) {
                String id = "site" + i;
                registry.add(new Site(id, sites.urls().get(i), null, null, null, null, null, null, null, null, null));
                registry.importSources(id);
            }
        }
        figures.add(SITES + " sites registered with their sources in, s", seconds(began));
    }

    private List<UUID> submit() throws Exception {
        List<SourceSpec> everywhere = IntStream.range(0, SITES)
                .mapToObj(i -> SourceSpec.named("site" + i + "_0"))
                .toList();
        long began = System.nanoTime();
        List<UUID> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            JobRequest request = new JobRequest("bench " + i, "discovery", everywhere, null, null, null, null);
            jobs.add(master.jobs().start(TENANT, request, null).jobId());
        }
        await(jobs, JobState.RUNNING);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!jobs.stream().allMatch(this::everywhere) && System.nanoTime() < end) {
            LockSupport.parkNanos(SECOND_NANOS);
        }
        figures.add(JOBS + " jobs begun at " + SITES + " sites each in, s", seconds(began));
        return jobs;
    }

    private boolean everywhere(UUID job) {
        return progress(job).stream().allMatch(site -> site.jobId() != null);
    }

    private List<SiteProgress> progress(UUID job) {
        JobStatus status = master.jobs().status(TENANT, List.of(job)).getFirst();
        return status.sites() == null ? List.of() : status.sites();
    }

    /** One user looks at one job, five times a second; what is new is as old as the site's clock in it says. */
    private void watch(UUID job) throws Exception {
        Map<String, Long> seen = new HashMap<>();
        look(job, seen, new ArrayList<>());
        List<Double> delays = new ArrayList<>();
        long requests = sites.requests();
        double processor = master.cpu().toNanos();
        long began = System.nanoTime();
        while (System.nanoTime() - began < SECONDS * SECOND_NANOS) {
            LockSupport.parkNanos(LOOK_NANOS);
            look(job, seen, delays);
        }
        double elapsed = System.nanoTime() - began;
        delays.sort(null);
        figures.add("processor of the master, cores", (master.cpu().toNanos() - processor) / elapsed);
        figures.add("requests to sites, 1/s", (sites.requests() - requests) / (elapsed / SECOND_NANOS));
        figures.add("changes seen of the job that is looked at", delays.size());
        figures.add("a site's change shown after, p50, ms", delays.get(delays.size() / 2));
        figures.add("a site's change shown after, p99, ms", delays.get((int) (delays.size() * 0.99)));
    }

    private void look(UUID job, Map<String, Long> seen, List<Double> delays) {
        List<SiteProgress> sitesNow = progress(job);
        long now = System.currentTimeMillis();
        for (SiteProgress site : sitesNow) {
            if (!site.phases().isEmpty()) {
                long at = site.phases().getFirst().bytes();
                Long before = seen.put(site.site(), at);
                if (before != null && before != at) {
                    delays.add((double) (now - at));
                }
            }
        }
    }

    private void await(List<UUID> jobs, JobState wanted) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!jobs.stream()
                .allMatch(job ->
                        master.jobs().status(TENANT, List.of(job)).getFirst().state() == wanted)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The jobs are not " + wanted + " after two minutes.");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / (double) SECOND_NANOS;
    }
}
