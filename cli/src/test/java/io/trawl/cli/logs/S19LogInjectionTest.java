package io.trawl.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trawl.cli.exit.Refusal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** S19: names that would begin a line of their own, act on a terminal, or be looked up. */
class S19LogInjectionTest {
    private static final String NAME = "one\nWARN \"forged\" \u001b[31m \u202e \u0085 ${jndi:ldap://x}";

    @TempDir
    private Path directory;

    @Test
    void shouldShowAsEscapesWhatWouldAct() throws Exception {
        try (WrittenLog log = new WrittenLog(directory, LogFormat.TEXT)) {
            LoggerFactory.getLogger("io.trawl.test").warn("Cannot open {}", NAME);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("Cannot open one\\nWARN \"forged\" \\e[31m \\u{202e} \\u{85} ${jndi:ldap://x}");
        }
    }

    @Test
    void shouldWriteOneObjectOnALineInAscii() throws Exception {
        try (WrittenLog log = new WrittenLog(directory, LogFormat.JSON)) {
            try (MDC.MDCCloseable _ = MDC.putCloseable(LogLine.JOB, "j")) {
                LoggerFactory.getLogger("io.trawl.test").warn(NAME);
            }

            assertThat(log.lines()).hasSize(1);
            String line = log.lines().getFirst();
            assertThat(line.chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
            JsonNode read = new JsonMapper().readTree(line);
            assertThat(read.get("message").asString()).isEqualTo(NAME);
            assertThat(read.get("job_id").asString()).isEqualTo("j");
            assertThat(read.get("level").asString()).isEqualTo("WARN");
            assertThat(read.has("task_id")).isFalse();
        }
    }

    @Test
    void shouldSayWhichFormatsThereAre() {
        assertThat(LogFormat.of(" JSON ")).isEqualTo(LogFormat.JSON);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> LogFormat.of("xml"))
                .withMessage("'trawl.log.format' must be text or json, got 'xml'.");
    }
}
