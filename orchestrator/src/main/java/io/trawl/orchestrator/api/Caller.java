package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** The principal of a request, as {@link AccessFilter} found it. Controllers take the tenant from here and nowhere else. */
final class Caller {
    private static final String ATTRIBUTE = Caller.class.getName();
    private static final String CORRELATION = ATTRIBUTE + ".correlation";

    private Caller() {}

    static void set(HttpServletRequest request, Principal principal) {
        request.setAttribute(ATTRIBUTE, principal);
    }

    static Principal of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Principal principal) {
            return principal;
        }
        throw new IllegalStateException("The request came past the access filter.");
    }

    static String tenant(HttpServletRequest request) {
        return of(request).tenant();
    }

    /** One per request, the same in the log, in the audit trail and in the answer to an error. */
    static UUID correlationId(HttpServletRequest request) {
        if (request.getAttribute(CORRELATION) instanceof UUID known) {
            return known;
        }
        UUID fresh = UUID.randomUUID();
        request.setAttribute(CORRELATION, fresh);
        return fresh;
    }
}
