package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Cuts;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a table is cut.
 *
 * @param width blocks or keys of one slice
 */
record Plan(Table table, List<Column> columns, Slice.Kind kind, long from, long to, long width, String unit) {
    /** Beyond that the arithmetic of bounds would overflow. */
    private static final int MAX_KEY_BITS = 61;

    /** @return null when the table is gone */
    static @Nullable Plan of(
            Connection connection, Dialect dialect, DatabaseOptions options, TableName name, DatabaseLimits limits)
            throws SQLException {
        Table table = dialect.table(connection, options, name);
        if (table == null) {
            return null;
        }
        List<Column> columns = dialect.columns(connection, name);
        Long blocks = table.blocks();
        if (blocks != null) {
            long width = Math.max(1, limits.sliceBytes() * Math.max(1, blocks) / Math.max(1, table.bytes()));
            return new Plan(table, columns, Slice.Kind.BLOCKS, 0, blocks, width, "blocks");
        }
        if (table.keyIsInteger() && table.bytes() > limits.sliceBytes()) {
            Plan ranges = byKey(connection, dialect, table, columns, limits);
            if (ranges != null) {
                return ranges;
            }
        }
        Slice.Kind kind = table.key().isEmpty() ? Slice.Kind.WHOLE : Slice.Kind.ORDERED;
        return new Plan(table, columns, kind, 0, 1, 1, "");
    }

    private static @Nullable Plan byKey(
            Connection connection, Dialect dialect, Table table, List<Column> columns, DatabaseLimits limits)
            throws SQLException {
        String key = Quoted.identifier(table.key().getFirst(), dialect.quote());
        String sql = "SELECT min(" + key + "), max(" + key + ") FROM " + dialect.from(table.name());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next() || row.getObject(1) == null) {
                return null;
            }
            BigInteger least = row.getBigDecimal(1).toBigInteger();
            BigInteger most = row.getBigDecimal(2).toBigInteger();
            if (least.bitLength() > MAX_KEY_BITS || most.bitLength() > MAX_KEY_BITS || least.equals(most)) {
                return null;
            }
            long low = least.longValueExact();
            long high = most.longValueExact();
            long span = high - low;
            long pieces = Math.min(DatabaseLimits.MAX_SLICES, table.bytes() / limits.sliceBytes() + 1);
            // A power of two, and bounds that are multiples of it: they tell no key.
            long width = Long.highestOneBit(Math.max(1, span / pieces)) * 2;
            return new Plan(
                    table, columns, Slice.Kind.KEYS, Math.floorDiv(low, width) * width, high + 1, width, "keys");
        }
    }

    /** @param cursor null for all slices, else the start of the first one that was not told */
    void tell(@Nullable String cursor, Cuts cuts) {
        if (columns.stream().allMatch(column -> column.left() != null)) {
            return;
        }
        long slices = Math.max(1, (to - from + width - 1) / width);
        for (long at = cursor == null ? from : Long.parseLong(cursor); at < to; at += width) {
            long end = kind == Slice.Kind.BLOCKS ? Math.min(to, at + width) : at + width;
            String label = slices == 1 ? "" : unit + " " + at + "-" + (end - 1);
            Slice slice = new Slice(table.name(), table.version(), kind, at, end);
            cuts.slice(slice.text(), label, table.bytes() / slices, Long.toString(at + width));
        }
    }
}
