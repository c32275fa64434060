package io.trawl.orchestrator.api;

import io.trawl.orchestrator.api.Problem.FieldError;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.Json;
import io.trawl.schemas.Schedule;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a body into a schedule, or says which field is in the way. */
final class ScheduleBodies {
    private ScheduleBodies() {}

    /** @param id of the path; null when the body alone names it */
    static Schedule read(HttpServletRequest request, @Nullable String id) {
        JsonNode tree = RequestBody.object(request);
        List<FieldError> unknown = FieldNames.unknownInSchedule(tree);
        if (!unknown.isEmpty()) {
            throw new Refused(
                    Problem.of(ProblemType.UNKNOWN_FIELD, unknown.getFirst().detail(), unknown));
        }
        JobRequests.refuseUnstorable(tree, "");
        if (id != null && tree instanceof ObjectNode object && !object.has("id")) {
            object.put("id", id);
        }
        Schedule schedule = parse(tree);
        if (id != null && !id.equals(schedule.id())) {
            throw Refused.body(
                    ProblemType.INVALID_SCHEDULE, "/id", "'id' is not the one of the path; leave it out or repeat it.");
        }
        return schedule;
    }

    private static Schedule parse(JsonNode tree) {
        try {
            return Json.parse(tree.toString(), Schedule.class, Integer.MAX_VALUE);
        } catch (InvalidField e) {
            throw Refused.body(ProblemType.INVALID_SCHEDULE, e.pointer(), e.getMessage() + ".");
        }
    }
}
