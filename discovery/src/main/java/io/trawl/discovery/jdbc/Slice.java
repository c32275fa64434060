package io.trawl.discovery.jdbc;

import io.trawl.schemas.Json;

/**
 * Rows that are read together.
 *
 * @param from first block or key; the bounds are round numbers, so a key that is itself a value is not told
 * @param to the block or key behind the last one
 */
record Slice(TableName table, String version, Kind kind, long from, long to) {
    enum Kind {
        BLOCKS,
        KEYS,
        /** All of it, in the order of its key. */
        ORDERED,
        /** All of it, in one go: nothing tells where to go on. */
        WHOLE
    }

    String text() {
        return Json.mapper().writeValueAsString(this);
    }

    static Slice of(String text) {
        return Json.mapper().readValue(text, Slice.class);
    }
}
