package io.trawl.orchestrator.api;

import io.trawl.schemas.NamedSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Versions as entity tags: whoever changes something says which version of it was read. */
final class EntityTags {
    /** What no version is: another tag than any of ours is as stale as an old one. */
    private static final long NEVER = -1;

    private EntityTags() {}

    static String of(NamedSource source) {
        return of(source.version());
    }

    static String of(@Nullable Long version) {
        return "\"" + version + "\"";
    }

    static long required(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
        if (given.isEmpty()) {
            String detail = "'If-Match' is missing; read it and send the ETag that came with it.";
            throw new Refused(Problem.of(
                    ProblemType.PRECONDITION_REQUIRED, detail, Problem.FieldError.in(HttpHeaders.IF_MATCH, detail)));
        }
        String tag = given.getFirst().strip();
        if (given.size() != 1 || !tag.matches("\"\\d{1,18}\"")) {
            return NEVER;
        }
        return Long.parseLong(tag.substring(1, tag.length() - 1));
    }
}
