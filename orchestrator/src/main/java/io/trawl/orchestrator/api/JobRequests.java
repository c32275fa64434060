package io.trawl.orchestrator.api;

import io.trawl.orchestrator.api.Problem.FieldError;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;

/** Turns a body into a job request, or says which field is in the way. */
final class JobRequests {
    private JobRequests() {}

    static JobRequest read(HttpServletRequest request) {
        JsonNode tree = RequestBody.object(request);
        List<FieldError> unknown = FieldNames.unknownIn(tree);
        if (!unknown.isEmpty()) {
            throw new Refused(
                    Problem.of(ProblemType.UNKNOWN_FIELD, unknown.getFirst().detail(), unknown));
        }
        refuseUnstorable(tree, "");
        try {
            return Json.mapper().treeToValue(tree, JobRequest.class);
        } catch (JacksonException e) {
            throw refusal(e);
        }
    }

    private static Refused refusal(JacksonException e) {
        Optional<InvalidField> cause = invalidField(e);
        if (cause.isPresent()) {
            String detail = cause.get().getMessage() + ".";
            return Refused.body(
                    ProblemType.INVALID_JOB, Pointers.of(e, cause.get().field()), detail);
        }
        String pointer = Pointers.of(e);
        Class<?> wanted = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        String detail = (pointer.isEmpty() ? "The body" : "'" + pointer + "'") + " must be " + described(wanted) + ".";
        return Refused.body(ProblemType.MALFORMED_BODY, pointer, detail);
    }

    private static Optional<InvalidField> invalidField(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidField invalid) {
                return Optional.of(invalid);
            }
        }
        return Optional.empty();
    }

    /** A Java type in the words of JSON: class names are none of the caller's business. */
    private static String described(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        } else if (type == String.class) {
            return "a text";
        } else if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        } else if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        } else if (type == Duration.class) {
            return "an ISO-8601 duration such as PT6H";
        } else if (Map.class.isAssignableFrom(type) || Record.class.isAssignableFrom(type)) {
            return "an object";
        }
        return "of another type";
    }

    /** What JSON can say and the database cannot hold would otherwise fail after the job was accepted here. */
    private static void refuseUnstorable(JsonNode node, String at) {
        if (node.isString()) {
            requireStorable(node.stringValue(), at);
        } else if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            throw Refused.body(ProblemType.INVALID_JOB, at, "'" + at + "' is a number too large; give a smaller one.");
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                refuseUnstorable(node.get(i), at + "/" + i);
            }
        } else if (node.isObject()) {
            node.properties().forEach(field -> {
                String place = at + "/" + Pointers.escape(field.getKey());
                requireStorable(field.getKey(), place);
                refuseUnstorable(field.getValue(), place);
            });
        }
    }

    private static void requireStorable(String text, String at) {
        boolean bad = text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
        if (bad) {
            throw Refused.body(
                    ProblemType.INVALID_JOB,
                    at,
                    "'" + Plain.text(at) + "' holds a NUL character or half a surrogate pair; remove it.");
        }
    }
}
