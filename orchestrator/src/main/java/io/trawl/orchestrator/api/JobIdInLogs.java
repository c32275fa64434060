package io.trawl.orchestrator.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/** What is logged during a request about one job names the job. */
final class JobIdInLogs extends HttpFilter {
    private static final Pattern ABOUT_A_JOB =
            Pattern.compile("/jobs/(\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12})(/.*)?");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Matcher path = ABOUT_A_JOB.matcher(request.getRequestURI());
        if (!path.matches()) {
            chain.doFilter(request, response);
            return;
        }
        try (MDC.MDCCloseable _ = MDC.putCloseable("job_id", path.group(1))) {
            chain.doFilter(request, response);
        }
    }
}
