package io.trawl.cli.remote;

import io.trawl.schemas.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** An error as the API tells it (RFC 9457). */
record Problem(
        @Nullable String type,
        @Nullable String title,
        @Nullable String detail,
        @Nullable List<FieldError> errors) {
    private static final String PREFIX = "urn:trawl:problem:";
    private static final Problem NONE = new Problem(null, null, null, null);

    record FieldError(@Nullable String pointer) {}

    /** Whatever the body is: proxies answer with pages of their own. */
    static Problem read(String body) {
        try {
            Problem problem = Json.mapper().readValue(body, Problem.class);
            return problem == null ? NONE : problem;
        } catch (JacksonException e) {
            return NONE;
        }
    }

    /** For example {@code job-not-found}. */
    boolean is(String name) {
        return (PREFIX + name).equals(type);
    }

    String pointer() {
        return errors == null || errors.isEmpty() || errors.getFirst().pointer() == null
                ? ""
                : Objects.requireNonNull(errors.getFirst().pointer());
    }

    /** One sentence. */
    String sentence(int status) {
        if (detail != null && !detail.isBlank()) {
            return detail;
        }
        return title != null && !title.isBlank() ? title + "." : "The server answered with status " + status + ".";
    }
}
