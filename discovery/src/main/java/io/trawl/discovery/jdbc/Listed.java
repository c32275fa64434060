package io.trawl.discovery.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * A table as the catalogue lists it.
 *
 * @param kind for people, empty for a plain table: {@code view}, {@code partition of sales.orders}
 * @param bytes about
 * @param left null when it is to be read
 */
record Listed(
        TableName name, String kind, long bytes, @Nullable Left left) {
    String shown() {
        return kind.isEmpty() ? name.shown() : name.shown() + " (" + kind + ")";
    }
}
