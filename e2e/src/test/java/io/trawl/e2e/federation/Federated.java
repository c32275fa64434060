package io.trawl.e2e.federation;

import io.trawl.cli.assembly.MasterProcess;
import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.cli.remote.HttpJobService;
import io.trawl.cli.remote.HttpSites;
import io.trawl.cli.remote.HttpSources;
import io.trawl.e2e.JobClient;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Site;
import io.trawl.schemas.SourceSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Real installations in this JVM, each with its own database and its own API: {@code london}, and {@code tokyo} behind a
 * master of its own, under one master.
 */
final class Federated implements AutoCloseable {
    private static final String VERSION = "0.1.0";

    private final Path home;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final URI london;
    private final URI tokyo;
    private MasterProcess master;

    private Federated(Path home) {
        this.home = home;
        london = child("london");
        tokyo = child("tokyo");
        MasterProcess between = opened(MasterProcess.start(config("between"), VERSION));
        register(between.api().orElseThrow(), "tokyo-itself", tokyo);
        master = opened(MasterProcess.start(config("master"), VERSION));
        register(at(), "london", london);
        register(at(), "tokyo", between.api().orElseThrow());
    }

    /** With the sources {@code papers} at London and {@code letters} at Tokyo, known to both masters. */
    static Federated of(Path home, Path papers, Path letters) {
        Federated all = new Federated(home);
        addSource(all.london, "papers", papers);
        addSource(all.tokyo, "letters", letters);
        return all;
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private URI child(String name) {
        return opened(SingleProcess.start(config(name), VERSION)).api().orElseThrow();
    }

    private SingleProcessConfig config(String name) {
        return new SingleProcessConfig(
                home.resolve(name),
                null,
                2,
                ApiConfig.local(0),
                SingleProcessConfig.DEFAULT_LEASE,
                SourceAccess.of(Map.of()));
    }

    private static void register(URI master, String id, URI site) {
        try (HttpSites sites = HttpSites.at(master, null)) {
            sites.add(new Site(id, site.toString(), null, null, null, null, null, null, null, null, null));
        }
    }

    private static void addSource(URI at, String id, Path root) {
        try (HttpSources sources = HttpSources.at(at, null)) {
            sources.add(new NamedSource(
                    id, "file", Map.of("root", root.toString()), null, null, null, null, null, null, null, null));
        }
    }

    /** From the far end on, as somebody at the masters would. */
    void importSources() {
        try (HttpSites between = HttpSites.at(URI.create(url("tokyo")), null);
                HttpSites top = HttpSites.at(at(), null)) {
            between.importSources("tokyo-itself");
            top.importSources("tokyo");
            top.importSources("london");
        }
    }

    private String url(String site) {
        try (HttpSites top = HttpSites.at(at(), null)) {
            return top.get(site).url();
        }
    }

    /** Where the master listens. */
    URI at() {
        return master.api().orElseThrow();
    }

    URI london() {
        return london;
    }

    URI tokyo() {
        return tokyo;
    }

    static JobRequest over(String... sources) {
        return new JobRequest(
                "everywhere",
                "discovery",
                List.of(sources).stream().map(SourceSpec::named).toList(),
                null,
                null,
                null,
                null);
    }

    JobClient client(URI installation) {
        HttpJobService jobs = opened(HttpJobService.at(installation, null));
        return new JobClient(() -> jobs);
    }

    /** Ends the master alone. @return its data directory */
    Path endMaster() throws Exception {
        parts.remove(master);
        master.close();
        return home.resolve("master");
    }

    @Override
    public void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
