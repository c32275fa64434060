package io.trawl.discovery.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * A column as it is asked for.
 *
 * @param value SQL for its value as text or bytes, to be cut to a length; empty when it is left
 * @param guard SQL that says whether the value is too large to be made into text at all; null when it never is
 * @param left null when it is read
 */
record Column(
        String name,
        Form form,
        String value,
        @Nullable String guard,
        @Nullable Left left) {
    /** What the value is once it is here. */
    enum Form {
        TEXT,
        JSON,
        BYTES,
        /** Text or bytes, row by row. */
        EITHER
    }

    static Column read(String name, Form form, String value) {
        return new Column(name, form, value, null, null);
    }

    static Column guarded(String name, Form form, String value, String guard) {
        return new Column(name, form, value, guard, null);
    }

    static Column left(String name, Left left) {
        return new Column(name, Form.TEXT, "", null, left);
    }
}
