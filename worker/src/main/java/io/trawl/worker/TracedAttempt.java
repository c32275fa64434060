package io.trawl.worker;

import io.trawl.engine.trace.Spans;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.trace.Tracing;
import io.trawl.schemas.WorkPacket;
import io.trawl.worker.StartSource.Started;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An attempt in the trace of its job, where that is known. */
record TracedAttempt(Spans spans, Optional<TraceContext> job, UUID execution, WorkPacket packet) {
    static final String ABNORMAL = "abnormal";
    static final String JOB_GONE = "job_gone";

    static TracedAttempt of(Tracing tracing, Started one) {
        WorkPacket packet = one.handle().packet();
        return new TracedAttempt(
                tracing.spans(),
                tracing.jobs().find(packet.jobId()),
                one.handle().execution(),
                packet);
    }

    @Nullable
    String traceId() {
        return job.map(TraceContext::traceId).orElse(null);
    }

    /** @param attempt says what became of it */
    void run(Supplier<String> attempt) {
        Optional<Spans.Open> span = job.map(this::begin);
        String outcome = ABNORMAL;
        try {
            outcome = attempt.get();
        } finally {
            boolean failed = outcome.equals(ABNORMAL) || outcome.equals(Execution.FAILED);
            String word = outcome;
            span.ifPresent(open -> open.end(word, failed));
        }
    }

    private Spans.Open begin(TraceContext trace) {
        return spans.begin(
                "attempt",
                trace.next(execution),
                trace.spanId(),
                Map.of(
                        "job", packet.jobId().toString(),
                        "task", Long.toString(packet.taskId()),
                        "attempt", Integer.toString(packet.attempt()),
                        "phase", packet.phase(),
                        "pool", packet.pool()));
    }
}
