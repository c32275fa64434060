package io.trawl.discovery.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it is now.
 *
 * @param version changes when its rows are moved to another place; empty when that cannot be told
 * @param blocks of the table when rows can be asked for by block, else null
 * @param bytes about
 * @param keyIsInteger whether the key is one column of whole numbers
 * @param key columns that order and identify the rows; empty when there are none
 * @param hidesRows whether row security may keep rows from us
 */
record Table(
        TableName name,
        String version,
        @Nullable Long blocks,
        long bytes,
        List<String> key,
        boolean keyIsInteger,
        boolean hidesRows) {
    Table {
        key = List.copyOf(key);
    }
}
