package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S2: the first token is made on the machine, and opens a server that listens to others. */
class S2FirstTokenTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path home;

    @Test
    void shouldServeOthersOnceThereIsAToken() throws Exception {
        Path data = home.resolve("data");
        String token;
        try (TrawlProcess create =
                TrawlProcess.start(data, Map.of(), "tokens", "create", "--scope", "admin", "--label", "first")) {
            assertThat(create.awaitExit(PATIENCE)).as(create.err()).isZero();
            token = create.out().strip();
            assertThat(token).matches("trawl_[a-z2-7]{12}_[A-Za-z0-9_-]{43}");
            assertThat(create.err()).doesNotContain(token);
        }
        try (TrawlProcess serve = TrawlProcess.start(data, Map.of(), "serve", "--host", "0.0.0.0", "--port", "0");
                HttpClient http = HttpClient.newHttpClient()) {
            URI jobs = URI.create("http://127.0.0.1:" + serve.awaitReady().getPort() + "/jobs");
            HttpRequest.Builder request = HttpRequest.newBuilder(jobs).timeout(PATIENCE);
            assertThat(http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
            request.header("Authorization", "Bearer " + token);
            assertThat(http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
            shouldTakeTheTokenInEveryCommand(data, jobs.resolve("/").toString(), token);
        }
    }

    private static void shouldTakeTheTokenInEveryCommand(Path data, String server, String token) {
        for (String command : List.of("jobs", "sources", "tokens", "audit")) {
            try (TrawlProcess known = TrawlProcess.start(
                            data, Map.of("TRAWL_TOKEN", token), command, "list", "--server", server);
                    TrawlProcess unknown = TrawlProcess.start(data, Map.of(), command, "list", "--server", server)) {
                assertThat(known.awaitExit(PATIENCE)).as(known.err()).isZero();
                assertThat(unknown.awaitExit(PATIENCE)).isEqualTo(1);
                assertThat(unknown.err()).contains("wants an API token");
            }
        }
    }
}
