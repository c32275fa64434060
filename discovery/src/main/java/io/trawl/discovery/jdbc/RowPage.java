package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Cell;
import io.trawl.discovery.source.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows held in memory until they are searched. A row with long cells is the last of its page, and these are fetched apart. */
final class RowPage {
    private final Query query;
    private final DatabaseLimits limits;
    private final List<Row> rows = new ArrayList<>();
    private long chars;
    private boolean hasLongCells;
    private int mostRows;

    RowPage(Query query, DatabaseLimits limits) {
        this.query = query;
        this.limits = limits;
    }

    /**
     * One row.
     *
     * @param place empty when it cannot be told
     * @param cut columns of which only the beginning is here, or nothing
     */
    record Row(Object[] identity, String place, @Nullable Cell[] cells, BitSet cut) {
        long number() {
            return place.isEmpty() ? Rows.NOWHERE : Ctid.of(place).row();
        }
    }

    List<Row> rows() {
        return rows;
    }

    long chars() {
        return chars;
    }

    /** It is full with so many rows, 1 or more. */
    void atMost(int rowsOfPage) {
        mostRows = rowsOfPage;
    }

    boolean isFull() {
        return rows.size() >= mostRows || chars >= limits.pageChars() || hasLongCells;
    }

    void clear() {
        rows.clear();
        chars = 0;
        hasLongCells = false;
    }

    void add(ResultSet result) throws SQLException {
        Object[] identity = new Object[query.identity()];
        for (int i = 0; i < identity.length; i++) {
            identity[i] = result.getObject(i + 1);
        }
        String place = query.slice().kind() == Slice.Kind.BLOCKS ? String.valueOf(identity[0]) : "";
        List<Column> columns = query.columns();
        @Nullable Cell[] cells = new Cell[columns.size()];
        BitSet cut = new BitSet();
        int at = identity.length + 1;
        for (int i = 0; i < cells.length; i++) {
            Column column = columns.get(i);
            cells[i] = value(result, at++, column.form());
            long length = length(cells[i]);
            chars += length;
            boolean isLong = length > query.inlineChars();
            boolean isGuarded = column.guard() != null && result.getBoolean(at++);
            cut.set(i, isLong || isGuarded);
            hasLongCells |= isLong && query.identity() > 0;
        }
        rows.add(new Row(identity, place, cells, cut));
    }

    /** Fetches the long cells of the last row, as much of them as may be. */
    void complete(Connection connection, Session session) throws SQLException {
        if (!hasLongCells) {
            return;
        }
        Row row = rows.getLast();
        int count = row.cut().cardinality();
        int most = (int) Math.clamp(limits.pageChars() / count, query.inlineChars(), limits.cellChars());
        for (int i = row.cut().nextSetBit(0); i >= 0; i = row.cut().nextSetBit(i + 1)) {
            Column column = query.columns().get(i);
            if (row.cells()[i] == null) {
                continue;
            }
            try (PreparedStatement statement =
                            session.running(query.cell(connection, column, row.identity(), most + 1));
                    ResultSet result = statement.executeQuery()) {
                Cell whole = result.next() ? value(result, 1, column.form()) : null;
                if (whole != null) {
                    chars += length(whole);
                    row.cells()[i] = whole;
                    row.cut().set(i, length(whole) > most);
                }
            }
        }
    }

    private static @Nullable Cell value(ResultSet result, int at, Column.Form form) throws SQLException {
        Object value = switch (form) {
            case TEXT, JSON -> result.getString(at);
            case BYTES -> result.getBytes(at);
            case EITHER -> result.getObject(at);
        };
        return switch (value) {
            case null -> null;
            case byte[] bytes -> new Cell.Bytes(bytes);
            default -> form == Column.Form.JSON ? new Cell.Json(value.toString()) : new Cell.Text(value.toString());
        };
    }

    private static long length(@Nullable Cell cell) {
        return switch (cell) {
            case null -> 0;
            case Cell.Text(String text) -> text.length();
            case Cell.Json(String text) -> text.length();
            case Cell.Bytes(byte[] bytes) -> bytes.length;
        };
    }
}
