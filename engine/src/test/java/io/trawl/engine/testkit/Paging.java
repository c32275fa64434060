package io.trawl.engine.testkit;

import io.trawl.schemas.InvalidField;
import io.trawl.schemas.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts listings into pages. */
final class Paging {
    private Paging() {}

    static int limit(int limit) {
        if (limit < 1 || limit > Page.MAX_LIMIT) {
            throw new InvalidField("limit", "must be between 1 and " + Page.MAX_LIMIT + ", got " + limit);
        }
        return limit;
    }

    static long number(@Nullable String cursor, long whenAbsent) {
        try {
            return cursor == null ? whenAbsent : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new InvalidField("cursor", "is not one of ours; leave it out to start from the beginning");
        }
    }

    /** @param rows what follows the cursor, in order */
    static <R, T> Page<T> page(List<R> rows, int limit, Function<R, String> cursor, Function<R, T> view) {
        int size = Math.min(rows.size(), limit(limit));
        String next = size < rows.size() ? cursor.apply(rows.get(size - 1)) : null;
        return new Page<>(rows.subList(0, size).stream().map(view).toList(), next);
    }
}
