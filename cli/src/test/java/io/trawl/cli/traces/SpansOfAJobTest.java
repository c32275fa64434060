package io.trawl.cli.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.serve.ServiceSettings;
import io.trawl.cli.traces.Collector.Kept;
import io.trawl.engine.trace.TraceContext;
import io.trawl.orchestrator.api.ApiConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** From the request of a caller to the attempts, in one trace. */
class SpansOfAJobTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String CANARY = "canary4711";
    private static final String JOB = """
            {"workload": "word-count",
             "sources": [{"id": "s", "connector": "text", "options": {"text": "%s b"}}]}""".formatted(CANARY);
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    @TempDir
    private Path directory;

    private SingleProcess start(URI collector) {
        return CountingWords.start(directory.resolve("data"), ApiConfig.local(0), collector);
    }

    private static HttpResponse<String> submit(SingleProcess process) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(process.api().orElseThrow().resolve("/start_job"))
                            .header("Content-Type", "application/json")
                            .header("traceparent", "00-" + TRACE_ID + "-" + CALLER + "-01")
                            .timeout(LONG)
                            .POST(BodyPublishers.ofString(JOB))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static UUID job(HttpResponse<String> answer) {
        return UUID.fromString(
                new JsonMapper().readTree(answer.body()).path("job_id").stringValue());
    }

    @Test
    void shouldTellTheCollectorOfTheSubmissionAndOfEveryAttempt() throws Exception {
        try (Collector collector = new Collector()) {
            UUID job;
            TraceContext answered;
            try (SingleProcess process = start(collector.uri())) {
                HttpResponse<String> answer = submit(process);
                answered = TraceContext.parse(
                                answer.headers().firstValue("traceparent").orElse(null))
                        .orElseThrow();
                job = job(answer);
                CountingWords.awaitEnd(process, job);
            }
            Kept submission = collector.next();
            assertThat(submission)
                    .isEqualTo(new Kept(
                            "trawl",
                            TRACE_ID,
                            answered.spanId(),
                            CALLER,
                            "submit job",
                            Map.of("trawl.job", job.toString(), "trawl.outcome", "created"),
                            false));
            Kept attempt = collector.next();
            assertThat(attempt.trace()).isEqualTo(TRACE_ID);
            assertThat(attempt.parent()).isEqualTo(submission.id());
            assertThat(attempt.name()).isEqualTo("attempt");
            assertThat(attempt.attributes())
                    .containsEntry("trawl.job", job.toString())
                    .containsEntry("trawl.attempt", "1")
                    .containsEntry("trawl.pool", "default")
                    .containsEntry("trawl.outcome", "done")
                    .containsKeys("trawl.task", "trawl.phase")
                    .hasSize(6);
            assertThat(collector.messages)
                    .allSatisfy(message -> assertThat(message).doesNotContain(CANARY));
        }
    }

    @Test
    void shouldSendSpansOnlyWhereItIsTold() {
        assertThat(collector(Map.of())).isNull();
        assertThat(collector(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://common:4318")))
                .isEqualTo(URI.create("http://common:4318"));
        assertThat(collector(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://common:4318",
                        "TRAWL_OTEL_ENDPOINT", "https://ours/otlp")))
                .isEqualTo(URI.create("https://ours/otlp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"collector:4318", "grpc://c:4317", "http://", "http://u:secret@c", "http://c?k=secret", "h t"})
    void shouldRefuseAnAddressThatIsNone(String text) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> collector(Map.of("TRAWL_OTEL_ENDPOINT", text)))
                .withMessage("'trawl.otel.endpoint' must be the http or https address of a collector, without a user or"
                        + " a query, for example http://collector:4318.");
    }

    private static URI collector(Map<String, String> environment) {
        return ServiceSettings.collector(Settings.load(null, environment));
    }
}
