package io.trawl.orchestrator.api;

import io.trawl.schemas.InvalidField;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns a body into a job request, or says which field is in the way. */
final class JobRequests {
    private JobRequests() {}

    static JobRequest read(HttpServletRequest request) {
        JsonNode tree = RequestBody.object(request);
        FieldNames.refuse(FieldNames.unknownIn(tree));
        refuseUnstorable(tree, "");
        try {
            // The size was checked as it arrived; this text differs from what arrived in spaces and escapes alone.
            return Json.parse(tree.toString(), JobRequest.class, Integer.MAX_VALUE);
        } catch (InvalidField e) {
            ProblemType type = hasWrongType(tree) ? ProblemType.MALFORMED_BODY : ProblemType.INVALID_JOB;
            throw Refused.body(type, e.pointer(), e.getMessage() + ".");
        }
    }

    /** Whether it was the JSON that did not fit, and not a record that refused a value. Asked only when refused. */
    private static boolean hasWrongType(JsonNode tree) {
        try {
            Json.mapper().treeToValue(tree, JobRequest.class);
            return false;
        } catch (JacksonException e) {
            return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                    .noneMatch(InvalidField.class::isInstance);
        }
    }

    /** What JSON can say and the database cannot hold would otherwise fail after the job was accepted here. */
    static void refuseUnstorable(JsonNode node, String at) {
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
