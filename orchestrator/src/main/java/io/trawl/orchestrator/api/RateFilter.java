package io.trawl.orchestrator.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/**
 * Holds every caller to its rate: who presents a token, or an address where none is presented. It stands before the
 * access filter, so that guessing is limited too: each wrong token is charged to the address that it came from.
 */
final class RateFilter extends HttpFilter {
    /** What a webhook of ours carries. A submitter could otherwise have this process call itself. */
    static final String OWN_WEBHOOK = "Trawl-Delivery";

    private static final String PROBES = "/actuator/health/";
    /** Of wrong tokens, per address. */
    private static final ApiLimits GUESSES = new ApiLimits(10, 200);

    private final transient TokenBuckets callers;
    private final transient TokenBuckets guesses;

    RateFilter(ApiLimits limits, LongSupplier nanoTime) {
        this.callers = new TokenBuckets(limits, nanoTime);
        this.guesses = new TokenBuckets(GUESSES, nanoTime);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getHeader(OWN_WEBHOOK) != null) {
            ProblemWriter.write(
                    response,
                    Problem.of(ProblemType.FOREIGN_ORIGIN, "Webhooks are not taken here; name another receiver."));
            return;
        }
        Duration wait = request.getRequestURI().startsWith(PROBES) ? Duration.ZERO : wait(request);
        if (wait.isZero()) {
            chain.doFilter(request, response);
            if (response.getStatus() == ProblemType.UNAUTHORIZED.status()) {
                guesses.take(request.getRemoteAddr());
            }
            return;
        }
        response.setHeader(
                "Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
        ProblemWriter.write(
                response,
                Problem.of(
                        ProblemType.TOO_MANY_REQUESTS,
                        "Too many requests come from this caller; wait as long as Retry-After says."));
    }

    private Duration wait(HttpServletRequest request) {
        Duration guessed = guesses.ask(request.getRemoteAddr());
        return guessed.isZero() ? callers.take(caller(request)) : guessed;
    }

    /** The token's digest, never the token. */
    private static String caller(HttpServletRequest request) {
        String token = request.getHeader("Authorization");
        return token == null ? request.getRemoteAddr() : request.getRemoteAddr() + " " + digest(token);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
