package io.trawl.cli.assembly;

import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.orchestration.Housekeeper.Retention;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.orchestrator.api.ApiConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a SINGLE_PROCESS installation runs.
 *
 * @param dataDirectory holds the installation's key, and the embedded database unless another is named
 * @param database null is the embedded one
 * @param threads attempts at the same time
 * @param api null serves no HTTP
 * @param lease of the worker; a third of it is the longest time a verb takes to reach a running attempt
 * @param access what sources may be opened with
 * @param jobsAlive jobs of one tenant that may be alive at a time
 * @param retention how long what has ended is kept
 * @param collector of spans; null sends none
 */
public record SingleProcessConfig(
        Path dataDirectory,
        @Nullable ExternalDatabase database,
        int threads,
        @Nullable ApiConfig api,
        Duration lease,
        SourceAccess access,
        int jobsAlive,
        Retention retention,
        @Nullable URI collector) {
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(15);

    /** With as many jobs as usual, kept as long as usual. */
    public SingleProcessConfig(
            Path dataDirectory,
            @Nullable ExternalDatabase database,
            int threads,
            @Nullable ApiConfig api,
            Duration lease,
            SourceAccess access) {
        this(dataDirectory, database, threads, api, lease, access, NewJob.DEFAULT_ALIVE_LIMIT, Retention.DEFAULT, null);
    }

    /** A PostgreSQL that somebody else runs. */
    public record ExternalDatabase(
            String jdbcUrl, @Nullable String user, @Nullable String password) {
        @Override
        public String toString() {
            return "ExternalDatabase[user=" + user + "]";
        }
    }

    /** Embedded database, no HTTP, no credentials. */
    public static SingleProcessConfig embedded(Path dataDirectory, int threads) {
        return new SingleProcessConfig(dataDirectory, null, threads, null, DEFAULT_LEASE, SourceAccess.NONE);
    }
}
