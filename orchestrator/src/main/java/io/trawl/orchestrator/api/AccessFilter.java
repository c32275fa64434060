package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.Callers;
import io.trawl.orchestrator.access.Principal;
import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.access.Verdict;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in who may come in, and says who that is. With access control: who presents a token. Without it the API listens to
 * this machine only, and what has to be kept out are the pages that a browser on this machine shows: they can send
 * requests here, but not without saying where they come from, nor, after making their own name point here, under a name of
 * this machine. A token that is presented counts in both cases, and has to be right.
 */
final class AccessFilter extends HttpFilter {
    /** Whoever decides whether this process is restarted has no token. They answer with nothing but up or down. */
    private static final Set<String> OPEN = Set.of("/actuator/health/liveness", "/actuator/health/readiness");

    private static final String SCHEME = "bearer ";

    private final transient ApiConfig config;
    private final transient Callers callers;
    private final transient Auditor auditor;

    AccessFilter(ApiConfig config, Callers callers, Auditor auditor) {
        this.config = config;
        this.callers = callers;
        this.auditor = auditor;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        Optional<Problem> refusal =
                OPEN.contains(request.getRequestURI()) ? Optional.empty() : refusal(request, response);
        if (refusal.isPresent()) {
            ProblemWriter.write(response, refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Problem> refusal(HttpServletRequest request, HttpServletResponse response) {
        Optional<Problem> unknown = identify(request, response);
        if (unknown.isPresent()) {
            auditor.turnedAway(request, unknown.get().status());
            return unknown;
        }
        return forbidden(request, response);
    }

    private Optional<Problem> identify(HttpServletRequest request, HttpServletResponse response) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            if (config.access().guarded()) {
                response.setHeader("WWW-Authenticate", "Bearer realm=\"trawl\"");
                return Optional.of(Problem.of(
                        ProblemType.UNAUTHORIZED,
                        "The header Authorization is missing; send Authorization: Bearer <API token>."));
            }
            Caller.set(request, Principal.local(config.tenant()));
            return foreign(request);
        }
        return switch (callers.of(header.substring(SCHEME.length()).strip())) {
            case Verdict.Known known -> {
                Caller.set(request, known.principal());
                yield Optional.empty();
            }
            case Verdict.Refused refused -> {
                response.setHeader("WWW-Authenticate", "Bearer realm=\"trawl\", error=\"invalid_token\"");
                yield Optional.of(Problem.of(ProblemType.UNAUTHORIZED, refused.why()));
            }
            case Verdict.Unavailable unavailable -> {
                response.setHeader("Retry-After", ProblemResolver.RETRY_AFTER_SECONDS);
                yield Optional.of(Problem.of(ProblemType.ISSUER_UNAVAILABLE, unavailable.why()));
            }
        };
    }

    /** The framework maps its own endpoints past our interceptors. Their paths have no variables. */
    private Optional<Problem> forbidden(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getServletPath();
        if (!path.startsWith("/actuator")) {
            return Optional.empty();
        }
        Scope needed = Operations.of(request.getMethod(), path).scope();
        Optional<Problem> missing = Gate.missing(Caller.of(request), needed);
        missing.ifPresent(problem -> {
            Gate.challenge(response, needed);
            auditor.refused(request, Operations.of(request.getMethod(), path).action(), problem.status());
        });
        return missing;
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
}
