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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a whole server. */
class SchedulesCommandTest {
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
                        SourceAccess.NONE),
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

    private String share() throws Exception {
        Path share = Files.createDirectories(directory.resolve("share"));
        Files.writeString(share.resolve("a.txt"), "hello");
        return share.toString();
    }

    @Test
    void shouldAddListShowPauseResumeRunAndRemove() throws Exception {
        assertThat(rig.run(
                        "schedules",
                        "add",
                        "nightly",
                        "--cron",
                        "30 2 1 1 *",
                        "--zone",
                        "Europe/London",
                        "--overlap",
                        "cancel_previous",
                        "--missed",
                        "run_once",
                        "--jitter",
                        "PT10M",
                        "--source",
                        "tree=" + share(),
                        "--label",
                        "team=risk"))
                .as(rig.err.toString())
                .isZero();
        assertThat(rig.run("schedules", "list", "--label", "team=risk")).isZero();
        assertThat(rig.out.toString())
                .contains(
                        "30 2 1 1 *", "cancel previous, jitter PT10M, missed: run once", "-01-01T02:30Z", "team=risk");
        assertThat(rig.run("schedules", "pause", "nightly")).isZero();
        assertThat(rig.out.toString()).contains("paused");
        assertThat(rig.run("schedules", "run", "nightly"))
                .as(rig.err.toString())
                .isZero();
        assertThat(rig.run("schedules", "resume", "nightly")).isZero();
        freshOutput();
        assertThat(rig.run("schedules", "show", "nightly")).isZero();
        assertThat(rig.out.toString()).contains("(asked)", "started, ");
        freshOutput();
        assertThat(rig.run("jobs", "list", "--label", "trawl.schedule=nightly")).isZero();
        assertThat(rig.out.toString()).contains("discovery");
        freshOutput();
        assertThat(rig.run("schedules", "show", "nightly", "--format", "json")).isZero();
        assertThat(rig.out.toString()).contains("\"state\":\"STARTED\"", "\"cron\":\"30 2 1 1 *\"");
        assertThat(rig.run("schedules", "remove", "nightly")).isZero();
        assertThat(rig.run("schedules", "show", "nightly")).isEqualTo(1);
        assertThat(rig.err.toString()).contains("There is no schedule of this id");
    }

    private void freshOutput() {
        rig.out.getBuffer().setLength(0);
    }

    @Test
    void shouldSayThatARunWasRefused() {
        rig.run("sources", "add", "gone", "--connector", "file", "--option", "root=" + directory);
        assertThat(rig.run("schedules", "add", "orphan", "--cron", "@daily", "--source", "gone"))
                .as(rig.err.toString())
                .isZero();
        assertThat(rig.run("sources", "remove", "gone")).isZero();

        assertThat(rig.run("schedules", "run", "orphan")).isEqualTo(1);
        assertThat(rig.out.toString()).contains("refused", "/sources/0: The source 'gone' is not known here");
    }

    @Test
    void shouldSayWhatIsWrongInOneSentence() throws Exception {
        String tree = "tree=" + share();

        assertThat(rig.run("schedules", "add", "x", "--cron", "61 * * * *", "--source", tree))
                .isEqualTo(2);
        assertThat(rig.run("schedules", "add", "x", "--cron", "@daily", "--zone", "Mars", "--source", tree))
                .isEqualTo(2);
        assertThat(rig.run("schedules", "add", "x", "--cron", "@daily", "--jitter", "10m", "--source", tree))
                .isEqualTo(2);
        assertThat(rig.run("schedules", "add", "x", "--cron", "@daily", "--source", "nowhere"))
                .isEqualTo(2);
        assertThat(rig.run("schedules", "add", "x", "--cron", "@daily")).isEqualTo(2);
        assertThat(rig.err.toString())
                .contains(
                        "/cron: 'cron' has a field that cannot be read, minute; use 0 to 59",
                        "'zone' is no time zone known here",
                        "'--jitter' must be an ISO-8601 duration",
                        "/job/sources/0: The source 'nowhere' is not known here",
                        "Give either a FILE with the job");
    }
}
