package io.trawl.engine.source;

import io.trawl.engine.workload.InvalidJob;
import java.util.regex.Pattern;

/** Ids of things that have an address of their own in the API. */
public final class PathId {
    /** What stands in a path without being quoted. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private PathId() {}

    /** @throws InvalidJob at {@code /id} */
    public static void require(String id) throws InvalidJob {
        if (!SAFE.matcher(id).matches()) {
            throw new InvalidJob(
                    "/id",
                    "An id has letters, digits, dots, dashes and underscores, and begins with a letter or digit.");
        }
    }
}
