package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.cli.database.InstallationKey;
import io.trawl.engine.testkit.LaterVersion;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.api.ApiAccess;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.SourceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F26: a worker over HTTP and its server, each of which takes the other for a later version: every message says more than
 * its reader knows, and every third verdict is one that the worker has never heard of.
 */
class F26MixedVersionsTest {
    private static final String TOKEN = "a-token-of-24-characters";
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path home;

    private final AtomicInteger verdicts = new AtomicInteger();

    @Test
    void shouldFindTheSameThroughMessagesOfALaterVersion() throws Exception {
        Path tree = home.resolve("tree");
        TreeOfFiles.write(tree, 26, 300, 200_000);
        ApiConfig api = new ApiConfig(new ApiAccess(ApiAccess.LOOPBACK, TOKEN), 0, Server.TENANT);
        SingleProcessConfig config =
                new SingleProcessConfig(home.resolve("data"), null, 2, api, LEASE, SourceAccess.NONE);
        try (SingleProcess process = SingleProcess.start(config, Workloads.installed(), "test");
                RecordingProxy line = new RecordingProxy(process.api().orElseThrow(), this::later);
                RemoteWorker worker = new RemoteWorker(
                        line.uri(),
                        TOKEN,
                        Workloads.installed(),
                        InstallationKey.load(home.resolve("data")),
                        Duration.ofMillis(1))) {
            Canonical here = scan(process, tree, SourceSpec.DEFAULT_POOL);
            assertThat(here.findings()).isNotEmpty();
            assertThat(scan(process, tree, RemoteWorker.POOL)).isEqualTo(here);
            assertThat(line.passed)
                    .anyMatch(text -> text.contains("POSTPONED"))
                    .filteredOn(text -> text.contains("{"))
                    .allMatch(text -> text.contains("x_not_known_yet"));
            worker.stop();
        }
    }

    private String later(String body) {
        String unheardOf = verdicts.incrementAndGet() % 3 == 0 ? body.replace("\"ACCEPTED\"", "\"POSTPONED\"") : body;
        return LaterVersion.of(unheardOf);
    }

    private static Canonical scan(SingleProcess process, Path tree, String pool) throws InvalidJob {
        SourceSpec source = new SourceSpec("tree", "file", Map.of("root", tree.toString()), null, null, pool);
        JobRequest request = new JobRequest("e2e", "discovery", List.of(source), null, null, null, null);
        UUID job = process.jobs().start(Server.TENANT, request, null).jobId();
        JobState end = await("end of the job")
                .atMost(LONG)
                .until(
                        () -> process.jobs()
                                .status(Server.TENANT, List.of(job))
                                .getFirst()
                                .state(),
                        JobState::terminal);
        assertThat(end).isIn(JobState.COMPLETED, JobState.COMPLETED_WITH_GAPS);
        return Canonical.of(process.jobs(), job);
    }
}
