package io.trawl.schemas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some items of a listing, and the opaque cursor that brings the next ones; null at the end. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /** Most items a page may be asked for. */
    public static final int MAX_LIMIT = 1_000;

    public Page {
        items = Checks.list(items, "items");
    }
}
