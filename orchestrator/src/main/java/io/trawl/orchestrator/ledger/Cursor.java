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
    /** The end of the year 9999. */
    private static final long LAST_MICROS = 253_402_300_799_999_999L;

    Cursor {
        parts = List.copyOf(parts);
    }

    /** @param listing tells the cursors of one listing from those of another */
    static Cursor of(String listing, Object... parts) {
        List<String> texts = new ArrayList<>();
        texts.add(listing);
        for (Object part : parts) {
            texts.add(part.toString());
        }
        return new Cursor(texts);
    }

    /**
     * Whatever is sent here, nothing of it reaches a statement that the statement could not take.
     *
     * @param parts behind the name of the listing
     * @throws IllegalArgumentException when the text is not one of this listing's
     */
    static @Nullable Cursor parse(@Nullable String text, String listing, int parts) {
        if (text == null) {
            return null;
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        String plain = new String(bytes, StandardCharsets.UTF_8);
        Cursor cursor = new Cursor(List.of(plain.split(SEPARATOR, -1)));
        // PostgreSQL's text does not hold U+0000; a key that had it was stored without.
        boolean ours = plain.indexOf('\0') < 0
                && cursor.parts().size() == parts + 1
                && cursor.parts().getFirst().equals(listing);
        if (!ours) {
            throw new IllegalArgumentException("The cursor is none of this listing; start again without one.");
        }
        return cursor;
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
    }

    /** @param index 0 is the first behind the name of the listing */
    String part(int index) {
        return parts.get(index + 1);
    }

    /** @throws IllegalArgumentException when it is no number from 0 to the largest */
    long number(int index, long max) {
        long number = Long.parseLong(part(index));
        if (number < 0 || number > max) {
            throw new IllegalArgumentException("The cursor holds a number that is out of range.");
        }
        return number;
    }

    /** Microseconds since 1970, within the times that PostgreSQL knows. */
    long micros(int index) {
        return number(index, LAST_MICROS);
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
