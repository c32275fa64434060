package io.trawl.engine.trace;

/**
 * What a process does for traces.
 *
 * @param jobs whose traces it knows
 * @param spans is told of its work
 */
public record Tracing(JobTraces jobs, Spans spans) {
    /** Carries traces on, and keeps no spans. */
    public static Tracing carryOn() {
        return new Tracing(new JobTraces(), Spans.NONE);
    }
}
