package io.trawl.cli.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.assembly.SingleProcess;
import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector that does not answer, or is not there, neither keeps work waiting nor fails it. */
class F45CollectorAwayTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void shouldWorkAsEver() throws Exception {
        Collector collector = new Collector().silent();
        try (SingleProcess process = start(collector.uri())) {
            shouldRun(process);
            assertThat(collector.asked.await(LONG.toSeconds(), TimeUnit.SECONDS))
                    .as("it was told, and does not answer")
                    .isTrue();
            shouldRun(process);
            collector.close();
            shouldRun(process);
        } finally {
            collector.close();
        }
    }

    @Test
    void shouldDropWhatFindsNoRoom() throws Exception {
        TraceContext trace = TraceContext.begin(UUID.randomUUID());
        int kept;
        int told = 3 * CollectorSpans.MAX_WAITING;
        try (Collector collector = new Collector().silent()) {
            try (CollectorSpans spans = CollectorSpans.to(collector.uri(), "trawl-test")) {
                spans.begin("first", trace, null, Map.of()).end("done", false);
                assertThat(collector.asked.await(LONG.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                for (int i = 0; i < told; i++) {
                    spans.begin("one of many", trace.next(UUID.randomUUID()), trace.spanId(), Map.of())
                            .end("done", false);
                }
                collector.speak();
            }
            kept = collector.waiting();
        }
        assertThat(kept).isPositive().isLessThan(told);
    }

    private SingleProcess start(URI collector) {
        return CountingWords.start(directory.resolve("data"), null, collector);
    }

    private static void shouldRun(SingleProcess process) throws Exception {
        JobRequest request = new JobRequest(
                null, "word-count", List.of(SourceSpec.of("s", "text", Map.of("text", "a b"))), null, null, null, null);
        UUID job = process.jobs().start("default", request, null).jobId();
        CountingWords.awaitEnd(process, job);
    }
}
