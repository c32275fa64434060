package io.trawl.orchestrator.ledger;

import io.trawl.schemas.Page;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a page ended, as the sort key of its last row: opaque to callers, and steady while rows come and go. */
record Cursor(List<String> parts) {
    private static final String SEPARATOR = "\u0001";

    Cursor {
        parts = List.copyOf(parts);
    }

    static Cursor of(Object... parts) {
        List<String> texts = new ArrayList<>();
        for (Object part : parts) {
            texts.add(part.toString());
        }
        return new Cursor(texts);
    }

    /** @throws IllegalArgumentException when the text is not one of ours */
    static @Nullable Cursor parse(@Nullable String text, int parts) {
        if (text == null) {
            return null;
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        Cursor cursor = new Cursor(List.of(new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, -1)));
        if (cursor.parts().size() != parts) {
            throw new IllegalArgumentException("The cursor belongs to another listing; start again without one.");
        }
        return cursor;
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
    }

    String part(int index) {
        return parts.get(index);
    }

    long number(int index) {
        return Long.parseLong(parts.get(index));
    }

    static int checked(int limit) {
        if (limit < 1 || limit > Page.MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "A page has 1 to " + Page.MAX_LIMIT + " items, asked for " + limit + ".");
        }
        return limit;
    }

    /** A page of rows that were read with one more than the limit. */
    static <T> Page<T> page(List<T> rows, int limit, Function<T, Cursor> cursorOf) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, cursorOf.apply(items.getLast()).text());
    }
}
