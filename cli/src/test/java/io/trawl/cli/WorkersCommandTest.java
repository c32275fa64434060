package io.trawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.cli.run.FakeJobs;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.orchestrator.api.ApiConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a whole server. */
class WorkersCommandTest {
    @TempDir
    private Path directory;

    @Test
    void shouldListWorkersAndPools() {
        SingleProcessConfig config = new SingleProcessConfig(
                directory.resolve("data"), null, 3, ApiConfig.local(0), Duration.ofSeconds(15), SourceAccess.NONE);
        try (SingleProcess server = SingleProcess.start(config, "test")) {
            CommandLineRig rig = new CommandLineRig(directory, new FakeJobs());
            rig.environment.put("TRAWL_SERVER", server.api().orElseThrow().toString());
            assertThat(rig.run("workers", "list")).as(rig.err.toString()).isZero();
            assertThat(rig.out.toString()).contains("in-process", "default", "yes");
            assertThat(rig.run("workers", "list", "--pool", "elsewhere", "--all", "--format", "json"))
                    .isZero();
            assertThat(rig.out.toString()).contains("{\"workers\":[]}");
            assertThat(rig.run("workers", "pools", "--format", "csv")).isZero();
            assertThat(rig.out.toString()).contains("pool,pending,runnable,", "default,0,0,0,3,1,0");
        }
    }
}
