package io.trawl.orchestrator.ledger;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/** Columns of a batch, each bound as one array: {@code unnest(:ids, :attempts, …)} makes rows of them again. */
final class Column {
    private Column() {}

    static Argument longs(long... values) {
        return (position, statement, context) -> statement.setObject(position, values);
    }

    static <T> Argument longs(List<T> rows, ToLongFunction<? super T> field) {
        return longs(rows.stream().mapToLong(field).toArray());
    }

    static <T> Argument ints(List<T> rows, ToIntFunction<? super T> field) {
        int[] values = rows.stream().mapToInt(field).toArray();
        return (position, statement, context) -> statement.setObject(position, values);
    }

    static <T> Argument flags(List<T> rows, Predicate<? super T> field) {
        boolean[] values = new boolean[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = field.test(rows.get(i));
        }
        return (position, statement, context) -> statement.setObject(position, values);
    }

    static <T> Argument uuids(List<T> rows, Function<? super T, UUID> field) {
        UUID[] values = rows.stream().map(field).toArray(UUID[]::new);
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("uuid", values));
    }

    static Argument uuids(List<UUID> values) {
        return uuids(values, Function.identity());
    }

    static <T> Argument texts(List<T> rows, Function<? super T, ? extends @Nullable String> field) {
        @Nullable String[] values = new @Nullable String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = storable(field.apply(rows.get(i)));
        }
        return (position, statement, context) -> statement.setObject(position, values);
    }

    /**
     * PostgreSQL's text holds neither U+0000 nor half of a surrogate pair. Names come from sources and may have both:
     * a replacement character is worth more than a task that can never be staged.
     */
    static @Nullable String storable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
