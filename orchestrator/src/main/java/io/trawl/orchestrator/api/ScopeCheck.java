package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.Principal;
import io.trawl.orchestrator.access.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Lets through what the caller's scopes allow. Asks the pattern that was chosen, not the path that was sent. */
final class ScopeCheck implements HandlerInterceptor {
    private static final String CHALLENGE = "Bearer realm=\"trawl\", error=\"insufficient_scope\", scope=\"%s\"";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // What an answer that comes later is dispatched to was checked when the request came.
        if (request.getDispatcherType() == DispatcherType.REQUEST
                && !request.getMethod().equals("OPTIONS")) {
            Scope needed = Operations.of(request.getMethod(), pattern(request)).scope();
            missing(Caller.of(request), needed).ifPresent(problem -> {
                challenge(response, needed);
                throw new Refused(problem);
            });
        }
        return true;
    }

    private static String pattern(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    }

    /** As RFC 6750 has it. */
    static void challenge(HttpServletResponse response, @Nullable Scope needed) {
        response.setHeader("WWW-Authenticate", CHALLENGE.formatted(needed == null ? "" : needed.text()));
    }

    static Optional<Problem> missing(Principal caller, @Nullable Scope needed) {
        return needed == null || caller.may(needed)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        ProblemType.FORBIDDEN,
                        "This needs the scope '" + needed.text() + "', which the token does not have; use one that has"
                                + " it."));
    }
}
