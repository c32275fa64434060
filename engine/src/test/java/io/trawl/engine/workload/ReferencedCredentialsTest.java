package io.trawl.engine.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencedCredentialsTest {
    private static final String CANARY = "canary-7f3a";

    private final Credentials credentials =
            new ReferencedCredentials(Map.of("PGPASSWORD", CANARY, "EMPTY", "", "TRAWL_DATABASE_PASSWORD", CANARY));

    @Test
    void shouldReadAVariableOfTheEnvironment() throws CredentialRefused {
        assertThat(credentials.resolve("env:PGPASSWORD").reveal()).isEqualTo(CANARY);
    }

    @Test
    void shouldReadAFileWithoutItsLastLineBreak(@TempDir Path directory) throws IOException, CredentialRefused {
        Path file = Files.writeString(directory.resolve("secret"), CANARY + "\n");

        assertThat(credentials.resolve("file:" + file).reveal()).isEqualTo(CANARY);
    }

    @Test
    void shouldNotGiveAwayItsOwnSecrets() {
        assertRefused("env:TRAWL_DATABASE_PASSWORD", "belongs to Trawl itself");
    }

    @Test
    void shouldSayInOneSentenceWhatAReferenceLacks(@TempDir Path directory) throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));
        Path large = Files.write(directory.resolve("large"), new byte[ReferencedCredentials.MAX_BYTES + 1]);

        assertRefused("env:NOWHERE", "is not set");
        assertRefused("env:EMPTY", "is not set");
        assertRefused("file:relative/path", "absolute path");
        assertRefused("file:" + directory.resolve("missing"), "is no file");
        assertRefused("file:" + directory, "is no file");
        assertRefused("file:/nul\0", "is no file");
        assertRefused("file:" + empty, "is empty");
        assertRefused("file:" + large, "is larger than");
        assertRefused("vault:x", "is no reference");
    }

    @Test
    void shouldNotShowTheValueWhenPrinted() {
        assertThat(new Secret(CANARY).toString()).doesNotContain(CANARY);
        assertThat(SourceAccess.of(Map.of("PGPASSWORD", CANARY)).toString()).doesNotContain(CANARY);
    }

    private void assertRefused(String reference, String why) {
        assertThatExceptionOfType(CredentialRefused.class)
                .isThrownBy(() -> credentials.resolve(reference))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(CANARY));
    }
}
