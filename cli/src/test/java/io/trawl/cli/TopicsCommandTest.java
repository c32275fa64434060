package io.trawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.run.FakeJobs;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsCommandTest {
    @TempDir
    private Path home;

    private CommandLineRig rig;

    @BeforeEach
    void freshTerminal() {
        rig = new CommandLineRig(home, new FakeJobs());
    }

    @Test
    void shouldPrintEveryTopic() {
        assertThat(rig.run("topics")).isZero();
        assertThat(rig.out.toString().lines())
                .hasSize(7)
                .anySatisfy(
                        line -> assertThat(line).startsWith("trawl.work.<pool>").contains("task_id", "WorkPacket"))
                .anySatisfy(line -> assertThat(line).startsWith("trawl.control").contains("Control"));
    }

    @Test
    void shouldBeginNamesAsAsked() {
        rig.environment.put("TRAWL_KAFKA_TOPIC_PREFIX", "eu.trawl");
        assertThat(rig.run("topics", "--format", "csv")).isZero();
        assertThat(rig.out.toString()).contains("eu.trawl.progress,task_id,Report,6,");
        assertThat(rig.run("topics", "--prefix", "other", "--format", "json")).isZero();
        assertThat(rig.out.toString()).contains("\"topic\":\"other.heartbeats\"", "\"max_bytes\":");
    }

    @Test
    void shouldRefuseAPrefixThatNoTopicMayHave() {
        assertThat(rig.run("topics", "--prefix", "a b")).isEqualTo(2);
        assertThat(rig.err.toString()).contains("trawl.kafka.topic_prefix").doesNotContain("Exception");
    }
}
