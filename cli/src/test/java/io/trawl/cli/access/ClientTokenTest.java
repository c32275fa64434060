package io.trawl.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTokenTest {
    private static final Map<String, String> BOTH = Map.of("TRAWL_TOKEN", "own", "TRAWL_API_TOKEN", "server's");

    @TempDir
    private Path directory;

    private static Settings settings(Map<String, String> environment) {
        return Settings.load(null, environment);
    }

    @Test
    void shouldTakeTheFileBeforeTheEnvironment() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), " of-the-file\n");

        assertThat(ClientToken.of(settings(BOTH), file)).isEqualTo("of-the-file");
        assertThat(ClientToken.of(settings(BOTH), null)).isEqualTo("own");
        assertThat(ClientToken.of(settings(Map.of("TRAWL_API_TOKEN", "server's")), null))
                .isEqualTo("server's");
        assertThat(ClientToken.of(settings(Map.of()), null)).isNull();
    }

    @Test
    void shouldSayThatAFileHoldsNoToken() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");

        assertThatThrownBy(() -> ClientToken.of(settings(BOTH), empty))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> ClientToken.of(settings(BOTH), directory.resolve("absent")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--token-file");
    }
}
