package io.trawl.orchestrator.api;

import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.TraceContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/** What is logged during a request about one job names the job and its trace; of any other, the trace of the request. */
final class JobIdInLogs extends HttpFilter {
    private static final Pattern ABOUT_A_JOB =
            Pattern.compile("/jobs/(\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12})(/.*)?");
    private static final String JOB = "job_id";
    private static final String TRACE = "trace";

    private final JobTraces traces;

    JobIdInLogs(JobTraces traces) {
        this.traces = traces;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Matcher path = ABOUT_A_JOB.matcher(request.getRequestURI());
        Optional<TraceContext> trace;
        if (path.matches()) {
            MDC.put(JOB, path.group(1));
            trace = traces.find(UUID.fromString(path.group(1)));
        } else {
            trace = Traceparent.of(request);
        }
        trace.ifPresent(known -> MDC.put(TRACE, known.traceId()));
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(JOB);
            MDC.remove(TRACE);
        }
    }
}
