package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API without a token is for this machine alone. */
class RefusesForeignBindTest {
    @TempDir
    private Path home;

    @Test
    void shouldRefuseToListenToTheNetworkWithoutAToken() {
        try (TrawlProcess serve =
                TrawlProcess.start(home.resolve("data"), Map.of(), "serve", "--host", "0.0.0.0", "--port", "0")) {
            assertThat(serve.awaitExit(Duration.ofSeconds(90))).isPositive().isLessThanOrEqualTo(2);
            assertThat(serve.out()).isEmpty();
            assertThat(serve.err().strip())
                    .startsWith("trawl: The API may listen on 0.0.0.0 only with an API token")
                    .doesNotContain("\n", "\tat ");
            assertThat(Files.exists(home.resolve("data/pgdata/postmaster.pid")))
                    .as("a server is left running")
                    .isFalse();
        }
    }
}
