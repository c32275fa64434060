package io.trawl.orchestrator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as callers see it (RFC 9457).
 *
 * @param detail one sentence: what was wrong, why, what to do
 * @param errors the fields and parameters at fault, if any
 * @param correlationId finds the cause in this installation's log; only for errors of its own
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
        @Nullable String correlationId) {
    static final int MAX_ERRORS = 20;

    Problem {
        detail = Plain.text(detail);
        errors = List.copyOf(errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
    }

    static Problem of(ProblemType type, String detail, FieldError... errors) {
        return new Problem(type.uri(), type.title(), type.status(), detail, List.of(errors), null);
    }

    static Problem of(ProblemType type, String detail, List<FieldError> errors) {
        return new Problem(type.uri(), type.title(), type.status(), detail, errors, null);
    }

    /** An error of this installation. */
    static Problem internal(String correlationId) {
        ProblemType type = ProblemType.INTERNAL;
        String detail = "The request could not be finished because of an error here, not in the request; try again, and"
                + " if it stays, give the operator the correlation id.";
        return new Problem(type.uri(), type.title(), type.status(), detail, List.of(), correlationId);
    }

    /** What the HTTP layer refused with this status. */
    static Problem http(int status, String detail) {
        return new Problem(ProblemType.HTTP.uri(), ProblemType.HTTP.title(), status, detail, List.of(), null);
    }

    /**
     * One thing at fault: either a place in the body or a parameter.
     *
     * @param pointer RFC 6901, for example {@code /sources/0/id}
     * @param parameter name of a query parameter or header
     */
    record FieldError(@Nullable String pointer, @Nullable String parameter, String detail) {
        FieldError {
            pointer = pointer == null ? null : Plain.text(pointer);
            parameter = parameter == null ? null : Plain.text(parameter);
            detail = Plain.text(detail);
        }

        static FieldError at(String pointer, String detail) {
            return new FieldError(pointer, null, detail);
        }

        static FieldError in(String parameter, String detail) {
            return new FieldError(null, parameter, detail);
        }
    }
}
