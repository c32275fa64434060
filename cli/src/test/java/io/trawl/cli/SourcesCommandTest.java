package io.trawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.cli.run.FakeJobs;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.orchestrator.api.ApiConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a whole server. */
class SourcesCommandTest {
    private static final String CANARY = "canary-91c7";

    @TempDir
    private static Path directory;

    private static SingleProcess server;
    private CommandLineRig rig;

    @BeforeAll
    static void startServer() {
        server = SingleProcess.start(
                new SingleProcessConfig(
                        directory.resolve("data"),
                        null,
                        2,
                        ApiConfig.local(0),
                        Duration.ofSeconds(15),
                        SourceAccess.of(Map.of("SHARE_PASSWORD", CANARY))),
                "test");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void freshTerminal() {
        rig = new CommandLineRig(directory, new FakeJobs());
        rig.environment.put("TRAWL_SERVER", server.api().orElseThrow().toString());
    }

    @Test
    void shouldRegisterTestShowUseAndRemoveASource() throws Exception {
        Path share = Files.createDirectories(directory.resolve("share"));
        Files.writeString(share.resolve("a.txt"), "hello");

        assertThat(rig.run(
                        "sources",
                        "add",
                        "share",
                        "--connector",
                        "file",
                        "--option",
                        "root=" + share,
                        "--option",
                        "exclude=*.bak",
                        "--credential",
                        "env:SHARE_PASSWORD",
                        "--concurrency",
                        "4",
                        "--bytes-per-second",
                        "10MB",
                        "--window",
                        "not 03:00-03:01 Europe/London",
                        "--label",
                        "team=risk"))
                .as(rig.err.toString())
                .isZero();
        assertThat(rig.run("sources", "list", "--label", "team=risk")).isZero();
        assertThat(rig.run("sources", "show", "share")).isZero();
        assertThat(rig.run("sources", "test", "share")).isZero();
        assertThat(rig.out.toString())
                .contains("4 at a time, 10000000 B/s", "team=risk", "env:SHARE_PASSWORD", "can be listed")
                .doesNotContain(CANARY);
        assertThat(rig.run("jobs", "start", "--source", "share"))
                .as(rig.err.toString())
                .isZero();
        assertThat(rig.run("sources", "remove", "share")).isZero();
        assertThat(rig.run("sources", "show", "share")).isEqualTo(1);
        assertThat(rig.run("jobs", "start", "--source", "share")).isEqualTo(2);
        assertThat(rig.err.toString()).contains("/sources/0: The source 'share' is not known here");
    }

    @Test
    void shouldSayWhatIsWrongInOneSentence() {
        String missing = directory.resolve("missing").toString();
        rig.run("sources", "add", "missing", "--connector", "file", "--option", "root=" + missing);

        assertThat(rig.run("sources", "test", "missing")).isEqualTo(1);
        assertThat(rig.out.toString()).contains("missing: The root " + missing + " is not there.");
        assertThat(rig.run("sources", "add", "x", "--connector", "fiel")).isEqualTo(2);
        assertThat(rig.run("sources", "add", "x", "--connector", "file", "--option", "password=" + CANARY))
                .isEqualTo(2);
        assertThat(rig.run("sources", "add", "x", "--connector", "file", "--bytes-per-second", "fast"))
                .isEqualTo(2);
        assertThat(rig.run("sources", "add", "x", "--connector", "file", "--window", "at night"))
                .isEqualTo(2);
        assertThat(rig.err.toString())
                .contains("/connector: ", "/options/password: Options hold no secrets", "500KB", "not 08:00-18:00")
                .doesNotContain(CANARY);
    }
}
