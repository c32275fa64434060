package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.Scope;
import io.trawl.schemas.OpenApi;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which scope each operation needs, and what the audit trail says of it: as the served description says. So what is
 * written is what is enforced. An operation that is not described needs {@link Scope#ADMIN}: a forgotten line closes a
 * door instead of opening it.
 */
final class Operations {
    private static final Map<String, Operation> DESCRIBED = described();

    private Operations() {}

    /** What the audit trail says of an operation that was allowed; one that was refused is always told. */
    enum Trail {
        NONE,
        /** A read of samples: who asked, before anything is shown. */
        READ,
        /** A change: that it was asked for, and how it ended. */
        VERB
    }

    /**
     * One method of a path.
     *
     * @param action for the audit trail, for example {@code cancelJob}
     * @param scope null is open to everybody
     */
    record Operation(String action, @Nullable Scope scope, Trail trail) {
        static Operation undescribed(String method) {
            return new Operation("undescribed", Scope.ADMIN, method.equals("GET") ? Trail.NONE : Trail.VERB);
        }
    }

    /** @param path the pattern that the web framework chose, so that nobody reads a path twice and differently */
    static Operation of(String method, String path) {
        String known = method.equals("HEAD") ? "GET" : method;
        return Optional.ofNullable(DESCRIBED.get(known + " " + path)).orElseGet(() -> Operation.undescribed(known));
    }

    private static Map<String, Operation> described() {
        Map<String, Operation> found = new HashMap<>();
        OpenApi.document()
                .path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    if (operation.has("operationId")) {
                        String name = method.toUpperCase(Locale.ROOT);
                        found.put(name + " " + path, read(name, operation));
                    }
                }));
        return Map.copyOf(found);
    }

    private static Operation read(String method, JsonNode operation) {
        String scope = operation.path("x-trawl-scope").asString("");
        boolean samples = operation.path("x-trawl-samples").asBoolean(false);
        // What workers say every few seconds changes nothing that a person asked for.
        boolean told = !operation.path("x-trawl-trail").asString("").equals("none");
        Trail ofReads = samples ? Trail.READ : Trail.NONE;
        return new Operation(
                operation.path("operationId").stringValue(),
                scope.equals("none") ? null : Scope.of(scope).orElse(Scope.ADMIN),
                method.equals("GET") || !told ? ofReads : Trail.VERB);
    }
}
