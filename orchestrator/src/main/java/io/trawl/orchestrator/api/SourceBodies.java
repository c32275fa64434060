package io.trawl.orchestrator.api;

import io.trawl.orchestrator.api.Problem.FieldError;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.Json;
import io.trawl.schemas.NamedSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a body into a source, or says which field is in the way. */
final class SourceBodies {
    private SourceBodies() {}

    /** @param id of the path; null when the body alone names it */
    static NamedSource read(HttpServletRequest request, @Nullable String id) {
        JsonNode tree = RequestBody.object(request);
        List<FieldError> unknown = FieldNames.unknownInSource(tree);
        if (!unknown.isEmpty()) {
            throw new Refused(
                    Problem.of(ProblemType.UNKNOWN_FIELD, unknown.getFirst().detail(), unknown));
        }
        JobRequests.refuseUnstorable(tree, "");
        if (id != null && tree instanceof ObjectNode object && !object.has("id")) {
            object.put("id", id);
        }
        NamedSource source = parse(tree);
        if (id != null && !id.equals(source.id())) {
            throw Refused.body(
                    ProblemType.INVALID_SOURCE, "/id", "'id' is not the one of the path; leave it out or repeat it.");
        }
        return source;
    }

    private static NamedSource parse(JsonNode tree) {
        try {
            return Json.parse(tree.toString(), NamedSource.class, Integer.MAX_VALUE);
        } catch (InvalidField e) {
            throw Refused.body(ProblemType.INVALID_SOURCE, e.pointer(), e.getMessage() + ".");
        }
    }
}
