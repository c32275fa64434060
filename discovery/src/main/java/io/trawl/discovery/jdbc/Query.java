package io.trawl.discovery.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements that read one slice. A row begins with what identifies it, then come the columns, each with its guard. */
record Query(Dialect dialect, Table table, Slice slice, List<Column> columns, DatabaseLimits limits) {
    /** Columns that identify a row. */
    int identity() {
        return switch (slice.kind()) {
            case BLOCKS -> 1;
            case KEYS, ORDERED -> table.key().size();
            case WHOLE -> 0;
        };
    }

    int inlineChars() {
        return limits.inlineChars(slice.kind());
    }

    int fetchRows() {
        return limits.fetchRows(slice.kind(), columns.size());
    }

    /** The rows after those of {@code progress}. @param last key of the last row, null when this attempt read none */
    PreparedStatement page(Connection connection, Progress progress, Object @Nullable [] last) throws SQLException {
        return switch (slice.kind()) {
            case BLOCKS -> connection.prepareStatement(select("ctid::text") + " WHERE " + blocks(progress.place()));
            case KEYS, ORDERED -> {
                Object[] key = last == null && progress.rows() > 0 ? key(connection, progress.rows()) : last;
                String sql = select(keys()) + " WHERE " + range() + (key == null ? "" : " AND (" + after() + ")")
                        + " ORDER BY " + keys() + " LIMIT " + limits.pageRows();
                PreparedStatement statement = connection.prepareStatement(sql);
                bindAfter(statement, key);
                yield statement;
            }
            case WHOLE -> connection.prepareStatement(select(""));
        };
    }

    /** One cell of one row, longer than it came with its row. */
    PreparedStatement cell(Connection connection, Column column, Object[] identity, int chars) throws SQLException {
        String which = slice.kind() == Slice.Kind.BLOCKS
                ? "ctid = ?::tid"
                : table.key().stream().map(key -> quoted(key) + " = ?").collect(Collectors.joining(" AND "));
        PreparedStatement statement = connection.prepareStatement(
                "SELECT " + dialect.prefix(column, chars) + " FROM " + dialect.from(table.name()) + " WHERE " + which);
        for (int i = 0; i < identity.length; i++) {
            statement.setObject(i + 1, identity[i]);
        }
        return statement;
    }

    private String select(String identity) {
        List<String> all = new ArrayList<>();
        if (!identity.isEmpty()) {
            all.add(identity);
        }
        for (Column column : columns) {
            all.add(dialect.prefix(column, inlineChars() + 1));
            if (column.guard() != null) {
                all.add(column.guard());
            }
        }
        return "SELECT " + String.join(", ", all) + " FROM " + dialect.from(table.name());
    }

    /** Numbers only: a place is parsed before it becomes part of a statement. */
    private String blocks(String place) {
        String from = place.isEmpty()
                ? "ctid >= '(" + slice.from() + ",0)'::tid"
                : "ctid > '" + Ctid.of(place).text() + "'::tid";
        return from + " AND ctid < '(" + slice.to() + ",0)'::tid";
    }

    private String range() {
        if (slice.kind() == Slice.Kind.ORDERED) {
            return "1 = 1";
        }
        String key = quoted(table.key().getFirst());
        return key + " >= " + slice.from() + " AND " + key + " < " + slice.to();
    }

    private String keys() {
        return table.key().stream().map(this::quoted).collect(Collectors.joining(", "));
    }

    /** a > ? OR (a = ? AND b > ?): what every database has an index scan for. */
    private String after() {
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            StringBuilder term = new StringBuilder("(");
            for (int j = 0; j < i; j++) {
                term.append(quoted(table.key().get(j))).append(" = ? AND ");
            }
            terms.add(term.append(quoted(table.key().get(i))).append(" > ?)").toString());
        }
        return String.join(" OR ", terms);
    }

    private static void bindAfter(PreparedStatement statement, Object @Nullable [] key) throws SQLException {
        int at = 1;
        for (int i = 0; key != null && i < key.length; i++) {
            for (int j = 0; j <= i; j++) {
                statement.setObject(at++, key[j]);
            }
        }
    }

    /** The key of a row by its number: a checkpoint holds no key, since that may be what is looked for. */
    private Object @Nullable [] key(Connection connection, long rows) throws SQLException {
        String sql = "SELECT " + keys() + " FROM " + dialect.from(table.name()) + " WHERE " + range() + " ORDER BY "
                + keys() + " LIMIT 1 OFFSET " + (rows - 1);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            Object[] key = new Object[table.key().size()];
            for (int i = 0; i < key.length; i++) {
                key[i] = row.getObject(i + 1);
            }
            return key;
        }
    }

    private String quoted(String name) {
        return Quoted.identifier(name, dialect.quote());
    }
}
