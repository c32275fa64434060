package io.trawl.orchestrator.api;

import io.trawl.orchestrator.api.Problem.FieldError;

/** Ends a request with a problem that is the caller's to mend. */
final class Refused extends RuntimeException {
    private final Problem problem;

    Refused(Problem problem) {
        // No stack trace: hostile callers would make us fill one per request.
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    static Refused parameter(String name, String reason) {
        String detail = "'" + name + "' " + reason + ".";
        return new Refused(Problem.of(ProblemType.INVALID_PARAMETER, detail, FieldError.in(name, detail)));
    }

    static Refused body(ProblemType type, String pointer, String detail) {
        return new Refused(Problem.of(type, detail, FieldError.at(pointer, detail)));
    }

    Problem problem() {
        return problem;
    }
}
