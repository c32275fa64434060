package io.trawl.cli.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.traces.Collector.Kept;
import io.trawl.engine.trace.TraceContext;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CollectorSpansTest {
    private static final TraceContext ROOT = TraceContext.begin(UUID.randomUUID());
    private static final TraceContext CHILD = ROOT.next(UUID.randomUUID());

    @Test
    void shouldSendSpansUnderTheIdsTheyWereGiven() throws Exception {
        try (Collector collector = new Collector()) {
            try (CollectorSpans spans = CollectorSpans.to(collector.uri(), "trawl-test")) {
                spans.begin("first", ROOT, null, Map.of("job", "j")).end("done", false);
                spans.begin("second", CHILD, ROOT.spanId(), Map.of()).end("failed", true);
            }
            assertThat(collector.next())
                    .isEqualTo(new Kept(
                            "trawl-test",
                            ROOT.traceId(),
                            ROOT.spanId(),
                            "",
                            "first",
                            Map.of("trawl.job", "j", "trawl.outcome", "done"),
                            false));
            assertThat(collector.next())
                    .isEqualTo(new Kept(
                            "trawl-test",
                            ROOT.traceId(),
                            CHILD.spanId(),
                            ROOT.spanId(),
                            "second",
                            Map.of("trawl.outcome", "failed"),
                            true));
        }
    }

    @Test
    void shouldSendNoSpanOfATraceThatNobodyKeeps() throws Exception {
        try (Collector collector = new Collector()) {
            TraceContext unkept = new TraceContext(CHILD.traceId(), CHILD.spanId(), false);
            try (CollectorSpans spans = CollectorSpans.to(URI.create(collector.uri() + "/"), "trawl-test")) {
                spans.begin("unkept", unkept, ROOT.spanId(), Map.of()).end("done", false);
                spans.begin("kept", CHILD, ROOT.spanId(), Map.of()).end("done", false);
            }
            assertThat(collector.next().name()).isEqualTo("kept");
        }
    }
}
