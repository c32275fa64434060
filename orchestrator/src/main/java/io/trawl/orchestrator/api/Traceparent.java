package io.trawl.orchestrator.api;

import io.trawl.engine.trace.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The trace that a request says it is part of. */
final class Traceparent {
    private Traceparent() {}

    /** Empty without one, with several, and with what is none. */
    static Optional<TraceContext> of(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(TraceContext.HEADER));
        return headers.size() == 1 ? TraceContext.parse(headers.getFirst()) : Optional.empty();
    }
}
