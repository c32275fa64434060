package io.trawl.cli.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.trawl.engine.trace.Spans;
import io.trawl.engine.trace.TraceContext;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans by OTLP over HTTP, in batches, from a thread of its own. What finds no room in the queue, or is not taken in
 * time, is dropped: no work ever waits for a collector. Spans of a trace that its beginner does not keep are not made.
 */
public final class CollectorSpans implements Spans, AutoCloseable {
    static final int MAX_WAITING = 2_048;
    private static final int MAX_BATCH = 512;
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final String PATH = "v1/traces";
    private static final String PREFIX = "trawl.";
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey(PREFIX + "outcome");

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private CollectorSpans(URI collector, String service) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(spansOf(collector))
                .setConnectTimeout(CONNECT)
                .setTimeout(CALL)
                .setRetryPolicy(null)
                .build();
        provider = SdkTracerProvider.builder()
                .setIdGenerator(new GivenIds())
                .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
                .setResource(Resource.create(Attributes.of(SERVICE, service)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(MAX_WAITING)
                        .setMaxExportBatchSize(MAX_BATCH)
                        .setScheduleDelay(TURN)
                        .setExporterTimeout(CALL)
                        .build())
                .build();
        tracer = provider.get("io.trawl");
    }

    /**
     * To be closed.
     *
     * @param collector the base of its addresses, as in {@code OTEL_EXPORTER_OTLP_ENDPOINT}
     * @param service how the process is called there
     */
    public static CollectorSpans to(URI collector, String service) {
        return new CollectorSpans(collector, service);
    }

    private static String spansOf(URI collector) {
        String base = collector.toString();
        return (base.endsWith("/") ? base : base + "/") + PATH;
    }

    @Override
    public Open begin(String name, TraceContext own, @Nullable String parent, Map<String, String> attributes) {
        SpanBuilder builder = tracer.spanBuilder(name).setParent(parentOf(own, parent));
        attributes.forEach((key, value) -> builder.setAttribute(PREFIX + key, value));
        Span span = ScopedValue.where(GivenIds.NEXT, own).call(builder::startSpan);
        return (outcome, failed) -> {
            span.setAttribute(OUTCOME, outcome);
            if (failed) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        };
    }

    private static Context parentOf(TraceContext own, @Nullable String parent) {
        if (parent == null) {
            return Context.root();
        }
        TraceFlags flags = own.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
        return Context.root()
                .with(Span.wrap(
                        SpanContext.createFromRemoteParent(own.traceId(), parent, flags, TraceState.getDefault())));
    }

    /** Sends what waits, for a bounded time. */
    @Override
    public void close() {
        provider.shutdown().join(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ids are given by whoever knows the job; the SDK asks for them in the very call that begins the span. */
    private static final class GivenIds implements IdGenerator {
        private static final ScopedValue<TraceContext> NEXT = ScopedValue.newInstance();

        @Override
        public String generateTraceId() {
            return NEXT.get().traceId();
        }

        @Override
        public String generateSpanId() {
            return NEXT.get().spanId();
        }
    }
}
