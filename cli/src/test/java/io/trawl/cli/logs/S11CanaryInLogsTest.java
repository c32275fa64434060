package io.trawl.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.assembly.LocalEngine;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import io.trawl.worker.WorkerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** S11: what stands in the log when parts and libraries try to write what a source holds. */
class S11CanaryInLogsTest {
    private static final String CANARY = "4111-1111-1111-1111";
    private static final Duration LEASE = Duration.ofSeconds(15);

    @TempDir
    private Path directory;

    private static UUID leak() throws Exception {
        InMemoryLedger ledger =
                new InMemoryLedger(new VirtualClock(), Fences.ALL, RetryPolicy.DEFAULT, LEASE, new Random(1));
        LocalEngine.Settings settings = new LocalEngine.Settings(
                WorkerConfig.inProcess("test", 2), LEASE, Reconciler.Bounds.DEFAULT, true, SourceAccess.NONE);
        Workloads workloads = new Workloads(List.of(new LeakyWorkload(CANARY)));
        try (LocalEngine engine = LocalEngine.start(ledger, workloads, new byte[32], settings, EngineListener.NONE)) {
            JobService jobs = engine.jobs();
            SourceSpec source = new SourceSpec("s", "none", Map.of(), null, null, null);
            JobRequest request = new JobRequest(null, "leaky", List.of(source), null, null, null, null);
            UUID job = jobs.start("default", request, null).jobId();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> jobs.status("default", List.of(job))
                            .getFirst()
                            .state()
                            .terminal());
            return job;
        }
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void shouldWriteNoValueAndNameTheJobAndTheTaskOfEachLine(LogFormat format) throws Exception {
        try (WrittenLog log = new WrittenLog(directory, format)) {
            UUID job = leak();

            List<String> lines = log.lines().stream()
                    .filter(line -> line.startsWith("{") || line.matches("\\d{4}-.*"))
                    .filter(line ->
                            line.contains("org.parser") || line.contains("org.jul") || line.contains("Execution"))
                    .toList();
            assertThat(lines)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(line -> assertThat(line)
                            .contains(job.toString())
                            .contains(LogLine.TASK)
                            .contains(LogLine.TRACE)
                            .contains(TraceContext.begin(job).traceId()));
            assertThat(String.join("\n", log.lines()))
                    .doesNotContain(CANARY)
                    .contains("IllegalStateException")
                    .contains("left out");
        }
    }

    @Test
    void shouldQuoteOnlyExceptionsOfItsOwn() throws Exception {
        try (WrittenLog log = new WrittenLog(directory, LogFormat.JSON)) {
            LoggerFactory.getLogger("io.trawl.test")
                    .error("broken", new LedgerUnavailable("No answer.", new IllegalStateException(CANARY)));

            String line = log.lines().getFirst();
            JsonNode read = new JsonMapper().readTree(line);
            assertThat(read.get("error").get(0).asString()).endsWith("LedgerUnavailable: No answer.");
            assertThat(read.get("error").get(1).asString()).isEqualTo("java.lang.IllegalStateException");
            assertThat(read.get("stack").get(0).asString()).contains("S11CanaryInLogsTest");
            assertThat(line).doesNotContain(CANARY);
        }
    }
}
