package io.trawl.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever has an answer to a request that went wrong finds its lines in the log. */
class RequestsInLogsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    @Test
    void shouldWriteTheIdOfTheRequestAndOfItsJob() throws Exception {
        SingleProcessConfig config = new SingleProcessConfig(
                directory.resolve("data"),
                null,
                1,
                ApiConfig.local(0),
                SingleProcessConfig.DEFAULT_LEASE,
                SourceAccess.NONE);
        try (WrittenLog log = new WrittenLog(directory, LogFormat.JSON);
                SingleProcess process =
                        SingleProcess.start(config, new Workloads(List.of(new WordCountWorkload())), "test")) {
            UUID job = process.jobs().start("default", request(), null).jobId();
            rename(process);

            HttpResponse<String> answer = get(process.api().orElseThrow(), "/jobs/" + job + "/gaps");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
            String id = JSON.readTree(answer.body()).path("correlation_id").stringValue();
            List<JsonNode> lines = log.lines().stream()
                    .map(JSON::readTree)
                    .filter(line -> line.path("message").asString().contains(id))
                    .toList();
            assertThat(lines).singleElement().satisfies(line -> {
                assertThat(line.path("job_id").asString()).isEqualTo(job.toString());
                assertThat(line.path("level").asString()).isEqualTo("ERROR");
                assertThat(line.path("stack").toString()).contains("LocalJobService.gaps");
            });
        }
    }

    private static JobRequest request() {
        return new JobRequest(
                null, "word-count", List.of(SourceSpec.of("s", "text", Map.of("text", "a b"))), null, null, null, null);
    }

    /** From now on whoever asks for gaps fails in a way that nobody expects. */
    private static void rename(SingleProcess process) throws Exception {
        try (Connection connection = process.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE trawl.gap RENAME COLUMN reason TO why");
        }
    }

    private static HttpResponse<String> get(URI server, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }
    }
}
