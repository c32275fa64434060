package io.trawl.cli.run;

import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.orchestration.Housekeeper.Retention;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.orchestrator.access.OidcSettings;
import io.trawl.orchestrator.api.ApiAccess;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.orchestrator.api.ApiLimits;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How an engine in this process runs.
 *
 * @param dataDirectory existing
 * @param database null is the embedded one in the data directory
 * @param threads tasks at the same time; 0 only answers questions and leaves jobs where they are
 * @param api null is none
 * @param access what sources may be opened with
 * @param jobsAlive jobs of one tenant that may be alive at a time
 * @param retention how long what has ended is kept
 * @param collector of spans; null sends none
 * @param master whether it asks its sites instead of doing anything itself
 */
public record EngineSettings(
        Path dataDirectory,
        @Nullable Database database,
        int threads,
        @Nullable Api api,
        SourceAccess access,
        int jobsAlive,
        Retention retention,
        @Nullable URI collector,
        boolean master) {
    public static final int MAX_THREADS = 1_000;
    public static final int MAX_JOBS_ALIVE = 1_000_000;

    /** With as many jobs as usual, kept as long as usual. */
    public EngineSettings(
            Path dataDirectory, @Nullable Database database, int threads, @Nullable Api api, SourceAccess access) {
        this(dataDirectory, database, threads, api, access, NewJob.DEFAULT_ALIVE_LIMIT, Retention.DEFAULT, null, false);
    }

    /** A PostgreSQL of someone else's. */
    public record Database(
            String url, @Nullable String user, @Nullable String password) {
        /** Without the secret: settings get into logs. */
        @Override
        public String toString() {
            return "Database[url=" + url + "]";
        }
    }

    /**
     * Where the API listens, for whom, and how much of it.
     *
     * @param token one that has every scope; null is none
     * @param required whether callers have to present something also where only this machine can connect
     */
    public record Api(
            String host,
            int port,
            @Nullable String token,
            boolean required,
            @Nullable OidcSettings oidc,
            ApiLimits limits) {
        /** For the tenant of whoever is not told apart. */
        public ApiConfig config() {
            return new ApiConfig(new ApiAccess(host, token, required, oidc), port, ApiConfig.DEFAULT_TENANT, limits);
        }

        @Override
        public String toString() {
            return "Api[" + host + ":" + port + "]";
        }
    }

    /** As many threads as the machine has processors. */
    public static int defaultThreads() {
        return Runtime.getRuntime().availableProcessors();
    }
}
