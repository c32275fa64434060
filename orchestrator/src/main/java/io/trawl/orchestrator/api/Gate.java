package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.AuditEntry.Outcome;
import io.trawl.orchestrator.access.Principal;
import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.api.Operations.Operation;
import io.trawl.orchestrator.api.Operations.Trail;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Lets through what the caller's scopes allow, and tells the audit trail. Asks the pattern that was chosen, not the path
 * that was sent. What belongs into the trail is stored before it is done: without a line nothing is changed or shown.
 */
final class Gate implements HandlerInterceptor {
    private static final String CHALLENGE = "Bearer realm=\"trawl\", error=\"insufficient_scope\", scope=\"%s\"";
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int NOT_FOUND = 404;

    private final Auditor auditor;

    Gate(Auditor auditor) {
        this.auditor = auditor;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // What an answer that comes later is dispatched to was checked when the request came.
        if (request.getDispatcherType() == DispatcherType.REQUEST
                && !request.getMethod().equals("OPTIONS")) {
            Operation operation = operation(request);
            Optional<Problem> missing = missing(Caller.of(request), operation.scope());
            if (missing.isPresent()) {
                challenge(response, operation.scope());
                auditor.refused(request, operation.action(), missing.get().status());
                throw new Refused(missing.get());
            }
            if (operation.trail() != Trail.NONE) {
                auditor.tell(request, operation.action(), target(request, response), Outcome.ASKED, 0);
            }
        }
        return true;
    }

    /** A read ends as it was asked unless it fails; a change always says how it ended. Only who exists can be missed. */
    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception thrown) {
        Operation operation = operation(request);
        int status = response.getStatus();
        boolean told = operation.trail() == Trail.VERB || (operation.trail() == Trail.READ && status >= FIRST_ERROR);
        if (told) {
            auditor.tell(request, operation.action(), target(request, response), outcome(status), status);
        } else if (status == NOT_FOUND && target(request, response) != null) {
            auditor.refused(request, operation.action(), status);
        }
    }

    private static Outcome outcome(int status) {
        if (status < FIRST_ERROR) {
            return Outcome.DONE;
        }
        return status < FIRST_SERVER_ERROR ? Outcome.REFUSED : Outcome.FAILED;
    }

    private static Operation operation(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return Operations.of(request.getMethod(), String.valueOf(pattern));
    }

    /** The id in the path, or of what was made. */
    private static @Nullable String target(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && !variables.isEmpty()) {
            return Plain.text(String.valueOf(variables.values().iterator().next()), 100);
        }
        String made = response.getHeader("Location");
        return made == null ? null : Plain.text(made.substring(made.lastIndexOf('/') + 1), 100);
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
