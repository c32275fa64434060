package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.testkit.SwallowingProxy;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.SourceSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F19: all connections to the database are half-open at once, the leader's too, in the middle of whatever they do. Nobody
 * ends them, neither here nor at the server, whose sessions keep their locks; only new connections pass.
 */
class F19HalfOpenDatabaseTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final int RECORDS = 3_000;
    /** As in production, but sooner. */
    private static final String SOON = "?socketTimeout=2&connectTimeout=2"
            + "&options=-c%20plan_cache_mode=force_generic_plan%20-c%20idle_in_transaction_session_timeout=2s";

    @TempDir
    private Path home;

    private StandaloneDatabase database;
    private SwallowingProxy proxy;

    @BeforeEach
    void start() throws Exception {
        database = new StandaloneDatabase(home.resolve("database"));
        proxy = SwallowingProxy.to(
                URI.create(database.url().substring("jdbc:".length())).getPort(), 0);
    }

    @AfterEach
    void stop() {
        proxy.close();
        database.close();
    }

    @Test
    void shouldGoOnOverNewConnections() throws Exception {
        String url = database.url().replaceFirst(":\\d+/", ":" + proxy.port() + "/");
        SingleProcessConfig config = new SingleProcessConfig(
                home.resolve("data"),
                new ExternalDatabase(url + SOON, database.user(), database.password()),
                2,
                null,
                LEASE,
                SourceAccess.NONE);
        try (SingleProcess process =
                SingleProcess.start(config, new Workloads(List.of(new SteeredWorkload())), "test")) {
            UUID job = submit(process);
            await().atMost(LIMIT).until(() -> processed(status(process, job)) > 0);
            assertThat(proxy.swallow())
                    .as("connections, the leader's among them")
                    .isGreaterThan(1);
            JobStatus end = await("end of the job")
                    .atMost(LIMIT.multipliedBy(3))
                    .ignoreExceptionsInstanceOf(LedgerUnavailable.class)
                    .until(() -> status(process, job), status -> status.state().terminal());
            assertThat(end.state()).isEqualTo(JobState.COMPLETED);
            assertThat(Canonical.of(process.jobs(), job).findings())
                    .hasSize(RECORDS)
                    .allMatch(row -> row.endsWith(" 1"));
        }
    }

    private static UUID submit(SingleProcess process) throws InvalidJob {
        JobRequest request = new JobRequest(
                "steered",
                SteeredWorkload.NAME,
                List.of(SourceSpec.of("s", "none", Map.of())),
                Map.of("count", RECORDS),
                null,
                null,
                null);
        return process.jobs().start(Server.TENANT, request, null).jobId();
    }

    private static JobStatus status(SingleProcess process, UUID job) {
        return process.jobs().status(Server.TENANT, List.of(job)).getFirst();
    }

    private static long processed(JobStatus status) {
        return status.phases().getLast().records().processed();
    }
}
