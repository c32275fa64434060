package io.trawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.run.FakeJobs;
import io.trawl.engine.testkit.Messages;
import io.trawl.kafka.carry.TestTopics;
import io.trawl.schemas.Json;
import io.trawl.schemas.topic.Topics;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters of a real broker, as {@code trawl dlq list} shows them. */
class DlqCommandTest {
    private static final String SECRET = "4000001234567899";

    @TempDir
    private Path home;

    private final TestTopics topics = TestTopics.create(1);
    private final String progress = topics.settings().names().of(Topics.PROGRESS);
    private CommandLineRig rig;

    @BeforeEach
    void freshTerminal() {
        rig = terminal();
    }

    private CommandLineRig terminal() {
        CommandLineRig made = new CommandLineRig(home, new FakeJobs());
        made.environment.put("TRAWL_KAFKA_BOOTSTRAP_SERVERS", topics.settings().bootstrapServers());
        made.environment.put(
                "TRAWL_KAFKA_TOPIC_PREFIX", topics.settings().names().prefix());
        return made;
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldListWhatCouldNotBeReadAndWhyButNothingOfIt() {
        topics.put(
                progress, Json.canonical(Messages.report(1, 1)).replace("\"v\":1", "\"v\":7,\"x\":\"" + SECRET + "\""));
        topics.put(progress, "=cmd|' " + SECRET);
        topics.put(progress, Json.canonical(Messages.report(1, 1)));
        topics.read(Topics.PROGRESS, found -> !found.isEmpty());
        String letters = topics.settings()
                .names()
                .deadLettersOf(topics.settings().names().work("default"));
        topics.put(letters, SECRET, "__dlq.errors.topic", "elsewhere", "__dlq.errors.message", "given up");

        assertThat(rig.run("dlq", "list")).as(rig.err.toString()).isZero();
        assertThat(rig.out.toString().lines().skip(1))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains(progress, "'v' must be 1"))
                .anySatisfy(line -> assertThat(line).contains(progress, "is malformed"))
                .anySatisfy(line -> assertThat(line).contains("elsewhere", "given up"));
        assertThat(list("--format", "json"))
                .startsWith("{\"dead_letters\":[{")
                .contains("\"topic\":\"" + progress + "\",\"partition\":\"0\",\"offset\":\"0\"");
        assertThat(list("--format", "csv").lines()).hasSize(4).first().isEqualTo("at,topic,partition,offset,reason");
        assertThat(list("--format", "csv", "--limit", "1").lines())
                .as("the latest of each topic")
                .hasSize(3)
                .noneMatch(line -> line.contains("'v' must be 1"));
    }

    private String list(String... options) {
        CommandLineRig fresh = terminal();
        String[] arguments = new String[options.length + 2];
        arguments[0] = "dlq";
        arguments[1] = "list";
        System.arraycopy(options, 0, arguments, 2, options.length);
        assertThat(fresh.run(arguments)).as(fresh.err.toString()).isZero();
        assertThat(fresh.out.toString()).doesNotContain(SECRET);
        return fresh.out.toString();
    }

    @Test
    void shouldListNothingWhereNothingIs() {
        assertThat(list("--format", "json")).isEqualToIgnoringWhitespace("{\"dead_letters\":[]}");
        assertThat(list().lines()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void shouldSayWhatIsMissingOrWrong() {
        assertThat(rig.run("dlq", "list", "--limit", "0")).isEqualTo(2);
        assertThat(rig.err.toString()).contains("--limit must be between 1 and 10000, got 0.");
        rig.environment.remove("TRAWL_KAFKA_BOOTSTRAP_SERVERS");
        assertThat(rig.run("dlq", "list")).isEqualTo(2);
        assertThat(rig.err.toString()).contains("No Kafka broker is named; give --kafka HOST:PORT.");
    }
}
