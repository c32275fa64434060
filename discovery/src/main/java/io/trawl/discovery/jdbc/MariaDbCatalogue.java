package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Reasons;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What MariaDB and MySQL say of themselves. Tables that the user may not read are not listed there at all. */
final class MariaDbCatalogue {
    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");
    /** None of what is looked for can stand in them. */
    private static final Set<String> HARMLESS =
            Set.of("date", "datetime", "timestamp", "time", "year", "bit", "float", "double", "uuid");

    private static final Set<String> PLACES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection");

    private MariaDbCatalogue() {}

    static List<Listed> list(Connection connection, DatabaseOptions options, @Nullable TableName after, int limit)
            throws SQLException {
        String sql = """
                SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, coalesce(DATA_LENGTH, 0) FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = ? AND CAST(TABLE_NAME AS BINARY) > CAST(? AS BINARY)
                ORDER BY CAST(TABLE_NAME AS BINARY) LIMIT ?
                """;
        List<Listed> page = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, options.url().database());
            statement.setString(2, after == null ? "" : after.name());
            statement.setInt(3, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    TableName name = new TableName(row.getString(1), row.getString(2));
                    page.add(listed(name, row.getString(3), row.getLong(4), options));
                }
            }
        }
        return page;
    }

    private static Listed listed(TableName name, String type, long bytes, DatabaseOptions options) {
        return switch (type) {
            case "VIEW" ->
                new Listed(name, "view", bytes, options.views() ? null : Left.excluded(Reasons.NOT_WANTED + "view"));
            case "SEQUENCE" -> new Listed(name, "sequence", bytes, Left.excluded(Reasons.SYSTEM + "sequence"));
            default -> new Listed(name, "", bytes, null);
        };
    }

    static @Nullable Table table(Connection connection, TableName name) throws SQLException {
        String sql = """
                SELECT coalesce(DATA_LENGTH, 0) FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?
                """;
        Long bytes = null;
        try (PreparedStatement statement = statement(connection, sql, name);
                ResultSet row = statement.executeQuery()) {
            if (row.next()) {
                bytes = row.getLong(1);
            }
        }
        return bytes == null ? null : withKey(connection, name, bytes);
    }

    private static Table withKey(Connection connection, TableName name, long bytes) throws SQLException {
        String sql = """
                SELECT s.COLUMN_NAME, c.DATA_TYPE FROM information_schema.STATISTICS s
                JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = s.TABLE_SCHEMA
                  AND c.TABLE_NAME = s.TABLE_NAME AND c.COLUMN_NAME = s.COLUMN_NAME
                WHERE s.TABLE_SCHEMA = ? AND s.TABLE_NAME = ? AND s.INDEX_NAME = 'PRIMARY' ORDER BY s.SEQ_IN_INDEX
                """;
        List<String> key = new ArrayList<>();
        boolean integer = true;
        try (PreparedStatement statement = statement(connection, sql, name);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                key.add(row.getString(1));
                integer &= INTEGERS.contains(row.getString(2));
            }
        }
        return new Table(name, "", null, bytes, key, integer && key.size() == 1, false);
    }

    static List<Column> columns(Connection connection, TableName name) throws SQLException {
        String sql = """
                SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS
                WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION
                """;
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = statement(connection, sql, name);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                columns.add(column(row.getString(1), row.getString(2)));
            }
        }
        if (columns.isEmpty()) {
            sayWhy(connection, name);
        }
        return columns;
    }

    /** A view that cannot be opened has no columns there, and no word why; whoever asks it for rows is told. */
    private static void sayWhy(Connection connection, TableName name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM " + name.sql('`') + " LIMIT 0")) {
            throw new SQLException(
                    "No columns are listed, " + none.getMetaData().getColumnCount() + " are there", "HY000");
        }
    }

    private static Column column(String name, String type) {
        String value = Quoted.identifier(name, '`');
        if (HARMLESS.contains(type)) {
            return Column.left(name, Left.excluded(Reasons.TYPE + type));
        }
        if (PLACES.contains(type)) {
            return Column.left(name, Left.skipped(Reasons.UNSUPPORTED + type));
        }
        if (type.endsWith("blob") || type.endsWith("binary")) {
            return Column.read(name, Column.Form.BYTES, value);
        }
        Column.Form form = type.equals("json") ? Column.Form.JSON : Column.Form.TEXT;
        return Column.read(name, form, "CAST(" + value + " AS CHAR)");
    }

    private static PreparedStatement statement(Connection connection, String sql, TableName name) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, name.schema());
        statement.setString(2, name.name());
        return statement;
    }
}
