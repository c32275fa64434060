package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.Principal;
import io.trawl.orchestrator.access.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who may come in. With a token: who presents it. Without one the API listens to this machine only, and what has
 * to be kept out are the pages that a browser on this machine shows: they can send requests here, but not without saying
 * where they come from, nor, after making their own name point here, under a name of this machine.
 */
final class AccessFilter extends HttpFilter {
    /** Whoever decides whether this process is restarted has no token. They answer with nothing but up or down. */
    private static final Set<String> OPEN = Set.of("/actuator/health/liveness", "/actuator/health/readiness");

    private static final String SCHEME = "bearer ";

    private final transient byte @Nullable [] expected;
    private final transient Principal known;

    AccessFilter(ApiConfig config) {
        String token = config.access().token();
        this.known = token == null ? Principal.local(config.tenant()) : Principal.installation(config.tenant());
        this.expected = token == null ? null : sha256(token);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        if (OPEN.contains(request.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Problem> refusal = refusal(request);
        if (refusal.isPresent()) {
            if (refusal.get().status() == ProblemType.UNAUTHORIZED.status()) {
                response.setHeader("WWW-Authenticate", "Bearer realm=\"trawl\"");
            }
            ProblemWriter.write(response, refusal.get());
            return;
        }
        Caller.set(request, known);
        Optional<Problem> forbidden = forbidden(request, response);
        if (forbidden.isPresent()) {
            ProblemWriter.write(response, forbidden.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The framework maps its own endpoints past the interceptors of ours. Their paths have no variables. */
    private static Optional<Problem> forbidden(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getServletPath();
        if (!path.startsWith("/actuator")) {
            return Optional.empty();
        }
        Scope needed = Operations.of(request.getMethod(), path).scope();
        Optional<Problem> missing = ScopeCheck.missing(Caller.of(request), needed);
        missing.ifPresent(_ -> ScopeCheck.challenge(response, needed));
        return missing;
    }

    private Optional<Problem> refusal(HttpServletRequest request) {
        return expected == null ? foreign(request) : unauthorized(request, expected);
    }

    private static Optional<Problem> unauthorized(HttpServletRequest request, byte[] expected) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.of(Problem.of(
                    ProblemType.UNAUTHORIZED,
                    "The header Authorization is missing; send Authorization: Bearer <API token>."));
        }
        // Digests have one length and tell nothing of the token, so comparing them takes the same time for every guess.
        boolean right =
                MessageDigest.isEqual(sha256(header.substring(SCHEME.length()).strip()), expected);
        return right
                ? Optional.empty()
                : Optional.of(Problem.of(
                        ProblemType.UNAUTHORIZED,
                        "The API token is not the one of this installation; send the right one."));
    }

    private static Optional<Problem> foreign(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host == null || !ApiAccess.isLoopback(withoutPort(host))) {
            return Optional.of(Problem.of(
                    ProblemType.FOREIGN_ORIGIN,
                    "Without an API token only names of this machine are answered; use http://" + ApiAccess.LOOPBACK
                            + " or set a token."));
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            return Optional.of(Problem.of(
                    ProblemType.FOREIGN_ORIGIN,
                    "Without an API token pages of other sites are refused; set a token to call the API from them."));
        }
        return Optional.empty();
    }

    private static String withoutPort(String host) {
        try {
            String name = URI.create("http://" + host).getHost();
            return name == null ? "" : name;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
