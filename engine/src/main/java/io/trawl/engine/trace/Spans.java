package io.trawl.engine.trace;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Is told of work under a trace, from its begin to its end. Called on hot paths by many threads: quick, never throwing. */
public interface Spans {
    /** Keeps nothing. */
    Spans NONE = (name, own, parent, attributes) -> (outcome, failed) -> {};

    /**
     * @param own the place in the trace that this work is
     * @param parent span id of what it was begun by; null for the first of its trace
     * @param attributes ids and names of the engine's own: never names of objects, nor values
     */
    Open begin(String name, TraceContext own, @Nullable String parent, Map<String, String> attributes);

    /** Work that goes on. */
    @FunctionalInterface
    interface Open {
        /** Once. @param outcome one word */
        void end(String outcome, boolean failed);
    }
}
