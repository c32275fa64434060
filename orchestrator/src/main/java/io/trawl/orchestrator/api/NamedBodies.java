package io.trawl.orchestrator.api;

import io.trawl.orchestrator.api.Problem.FieldError;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.Json;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.Site;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a body into one of the things that people give an id, or says which field is in the way.
 *
 * @param unknown fields that such a body must not have
 * @param invalid what is said of a field with a wrong value
 */
record NamedBodies<T>(
        Class<T> type, Function<JsonNode, List<FieldError>> unknown, Function<T, String> id, ProblemType invalid) {
    static final NamedBodies<NamedSource> SOURCES = new NamedBodies<>(
            NamedSource.class, FieldNames::unknownInSource, NamedSource::id, ProblemType.INVALID_SOURCE);
    static final NamedBodies<Schedule> SCHEDULES = new NamedBodies<>(
            Schedule.class, FieldNames::unknownInSchedule, Schedule::id, ProblemType.INVALID_SCHEDULE);
    static final NamedBodies<Site> SITES =
            new NamedBodies<>(Site.class, FieldNames::unknownInSite, Site::id, ProblemType.INVALID_SITE);

    /** @param named id of the path; null when the body alone names it */
    T read(HttpServletRequest request, @Nullable String named) {
        JsonNode tree = RequestBody.object(request);
        FieldNames.refuse(unknown.apply(tree));
        JobRequests.refuseUnstorable(tree, "");
        if (named != null && tree instanceof ObjectNode object && !object.has("id")) {
            object.put("id", named);
        }
        T read = parse(tree);
        if (named != null && !named.equals(id.apply(read))) {
            throw Refused.body(invalid, "/id", "'id' is not the one of the path; leave it out or repeat it.");
        }
        return read;
    }

    private T parse(JsonNode tree) {
        try {
            return Json.parse(tree.toString(), type, Integer.MAX_VALUE);
        } catch (InvalidField e) {
            throw Refused.body(invalid, e.pointer(), e.getMessage() + ".");
        }
    }
}
