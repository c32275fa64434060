package io.trawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.run.FakeJobs;
import io.trawl.cli.run.Interrupts;
import io.trawl.schemas.JobState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrawlCommandTest {
    @TempDir
    private Path home;

    private CommandLineRig rig() {
        return new CommandLineRig(home, new FakeJobs(JobState.COMPLETED));
    }

    @Test
    void shouldSayItsNameAndVersion() {
        CommandLineRig rig = rig();
        assertThat(rig.run("--version")).isZero();
        assertThat(rig.out.toString()).startsWith("trawl ");
    }

    @Test
    void shouldShowHelpWithExamples() {
        for (String command : new String[] {"scan", "serve", "jobs"}) {
            CommandLineRig rig = rig();
            assertThat(rig.run(command, "--help")).isZero();
            assertThat(rig.out.toString())
                    .contains("Examples:", "trawl " + command)
                    .doesNotContain("@|");
        }
        CommandLineRig rig = rig();
        assertThat(rig.run()).isZero();
        assertThat(rig.out.toString()).contains("scan", "serve", "jobs", "Examples:");
    }

    @Test
    void shouldSuggestTheCommandThatWasMeant() {
        CommandLineRig rig = rig();
        assertThat(rig.run("scna", "/tmp")).isEqualTo(2);
        assertThat(rig.err.toString()).contains("Unmatched argument", "scan", "See trawl --help.");
    }

    @Test
    void shouldSuggestTheOptionThatWasMeant() {
        CommandLineRig rig = rig();
        assertThat(rig.run("scan", "--formt", "json", "/tmp")).isEqualTo(2);
        assertThat(rig.err.toString()).contains("Unknown option: '--formt'", "--format", "See trawl scan --help.");
    }

    @Test
    void shouldTellADefectInOneSentenceAndNameTheLog() {
        CommandLineRig rig = rig();
        rig.broken = new IllegalStateException("first\nsecond");
        assertThat(rig.run("scan", home.toString())).isEqualTo(1);
        assertThat(rig.err.toString())
                .startsWith("trawl: Something went wrong that should not have (first); ")
                .contains("trawl.log")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldPrintTheStackForThoseWhoAsk() {
        CommandLineRig rig = rig();
        rig.environment.put("TRAWL_DEBUG", "1");
        rig.broken = new IllegalStateException("first");
        assertThat(rig.run("scan", home.toString())).isEqualTo(1);
        assertThat(rig.err.toString()).contains("\tat ");
    }

    @Test
    void shouldServeUntilAskedToStop() {
        CommandLineRig rig = rig();
        rig.asked = Interrupts.Kind.TERMINATE;
        assertThat(rig.run(
                        "serve",
                        "--port",
                        "9001",
                        "--threads",
                        "3",
                        "--data-dir",
                        home.resolve("data").toString()))
                .isZero();
        assertThat(rig.out.toString().lines()).hasSize(2);
        assertThat(rig.out.toString())
                .startsWith("trawl is ready at http://127.0.0.1:9001")
                .contains("trawl is stopping");
        assertThat(rig.started.threads()).isEqualTo(3);
        assertThat(rig.closed).isTrue();
        assertThat(home.resolve("data/instance.json")).doesNotExist();
    }

    @Test
    void shouldTakeTheTokenFromTheEnvironmentOrAFileOnly() throws Exception {
        CommandLineRig rig = rig();
        rig.asked = Interrupts.Kind.TERMINATE;
        rig.environment.put("TRAWL_API_TOKEN", "from-environment");
        rig.run("serve");
        assertThat(rig.started.api().token()).isEqualTo("from-environment");
        Path file = Files.writeString(home.resolve("token"), "from-file\n");
        rig.run("serve", "--api-token-file", file.toString());
        assertThat(rig.started.api().token()).isEqualTo("from-file");
        assertThat(rig.started.toString()).doesNotContain("from-file");
        assertThat(rig.run("serve", "--api-token", "visible")).isEqualTo(2);
    }

    @Test
    void shouldTakeSettingsFromAFile() throws Exception {
        CommandLineRig rig = rig();
        rig.asked = Interrupts.Kind.INTERRUPT;
        Path file = Files.writeString(
                home.resolve("trawl.properties"),
                "trawl.worker.in-process-thread-count=7\ntrawl.database.url=jdbc:postgresql://db/trawl\n");
        rig.environment.put("TRAWL_DATABASE_PASSWORD", "canary");
        assertThat(rig.run("serve", "--config", file.toString())).isEqualTo(130);
        assertThat(rig.started.threads()).isEqualTo(7);
        assertThat(rig.started.database().url()).isEqualTo("jdbc:postgresql://db/trawl");
        assertThat(rig.started.database().password()).isEqualTo("canary");
        assertThat(rig.started.toString()).doesNotContain("canary");
    }

    @Test
    void shouldSayInASentenceThatABrokersNameIsUnknown() {
        CommandLineRig rig = rig();
        assertThat(rig.run("pipeliner", "--kafka", "nowhere.invalid:9092")).isEqualTo(ExitCode.FAILED.number());
        assertThat(rig.err.toString())
                .startsWith("trawl: No client of Kafka can be made for nowhere.invalid:9092 (No resolvable")
                .endsWith(
                        "check trawl.kafka.bootstrap_servers and trawl.kafka.client_config." + System.lineSeparator());
    }
}
