package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Reasons;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.SourceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** SQLite: a database in a file, whose columns hold values of any type. */
final class SqliteDialect implements Dialect {
    private static final String READ_ONLY = "1";
    private static final List<String> ROW_ID = List.of("rowid", "_rowid_", "oid");
    private static final String NO_FILE = "58P01";
    private static final String DENIED = "42501";

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public char quote() {
        return '"';
    }

    @Override
    public DatabaseOptions options(SourceSpec source, String pointer) throws InvalidJob {
        return DatabaseOptions.ofFile(source, pointer);
    }

    @Override
    public Connection connect(DatabaseOptions options, @Nullable String password) throws SQLException {
        Path file = Path.of(options.path());
        if (!Files.isRegularFile(file)) {
            throw new SQLException("There is no such file", NO_FILE);
        }
        if (!Files.isReadable(file)) {
            throw new SQLException("The file is not ours to read", DENIED);
        }
        Properties properties = new Properties();
        properties.setProperty("open_mode", READ_ONLY);
        properties.setProperty("busy_timeout", Integer.toString(DatabaseOptions.LOCK_SECONDS * 1_000));
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, properties);
        try (Statement settings = connection.createStatement()) {
            settings.execute("PRAGMA query_only = ON");
            // Views may not call functions that do more than compute.
            settings.execute("PRAGMA trusted_schema = OFF");
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public List<Listed> asides(Connection connection) {
        return List.of(
                new Listed(new TableName("", "sqlite"), "tables of", 0, Left.excluded(Reasons.SYSTEM + "sqlite")));
    }

    @Override
    public List<Listed> list(Connection connection, DatabaseOptions options, @Nullable TableName after, int limit)
            throws SQLException {
        String sql = """
                SELECT name, type FROM pragma_table_list
                WHERE schema = 'main' AND substr(name, 1, 7) <> 'sqlite_' AND (?1 IS NULL OR name > ?1)
                ORDER BY name LIMIT ?2
                """;
        List<Listed> page = new ArrayList<>();
        long bytes = bytesPerTable(connection);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, after == null ? null : after.name());
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    TableName name = new TableName("", row.getString(1));
                    String type = row.getString(2);
                    Left left = switch (type) {
                        case "view" -> options.views() ? null : Left.excluded(Reasons.NOT_WANTED + "view");
                        case "shadow" -> Left.excluded(Reasons.READ_ELSEWHERE + "virtual_table");
                        default -> null;
                    };
                    page.add(new Listed(name, type.equals("table") ? "" : type, bytes, left));
                }
            }
        }
        return page;
    }

    @Override
    public @Nullable Table table(Connection connection, DatabaseOptions options, TableName name) throws SQLException {
        String sql = "SELECT type, wr FROM pragma_table_list WHERE schema = 'main' AND name = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name.name());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                boolean hasRowId = row.getString(1).equals("table") && !row.getBoolean(2);
                List<String> key = hasRowId ? rowId(connection, name) : primaryKey(connection, name);
                return new Table(name, "", null, bytesPerTable(connection), key, hasRowId && !key.isEmpty(), false);
            }
        }
    }

    /** By a name that no column has taken. */
    private static List<String> rowId(Connection connection, TableName name) throws SQLException {
        List<String> taken = names(connection, "SELECT lower(name) FROM pragma_table_xinfo(?)", name);
        return ROW_ID.stream().filter(id -> !taken.contains(id)).limit(1).toList();
    }

    private static List<String> primaryKey(Connection connection, TableName name) throws SQLException {
        return names(connection, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", name);
    }

    @Override
    public List<Column> columns(Connection connection, TableName name) throws SQLException {
        // Hidden columns are the arguments of virtual tables.
        return names(connection, "SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1", name).stream()
                .map(column -> Column.read(column, Column.Form.EITHER, Quoted.identifier(column, quote())))
                .toList();
    }

    private static List<String> names(Connection connection, String sql, TableName name) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }

    /** SQLite does not say how large a table is. */
    private static long bytesPerTable(Connection connection) throws SQLException {
        String sql = """
                SELECT page_count * page_size / max(1, (SELECT count(*) FROM sqlite_schema WHERE type = 'table'))
                FROM pragma_page_count, pragma_page_size
                """;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public String prefix(Column column, int chars) {
        String value = column.value();
        return "CASE typeof(" + value + ") WHEN 'blob' THEN substr(" + value + ", 1, " + chars + ") ELSE substr(CAST("
                + value + " AS TEXT), 1, " + chars + ") END";
    }

    @Override
    public String from(TableName name) {
        return name.sql(quote());
    }

    @Override
    public Verdict verdict(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        if (state.equals(NO_FILE)) {
            return Verdict.refused(Reasons.GONE);
        }
        if (state.equals(DENIED)) {
            return Verdict.refused(Reasons.DENIED);
        }
        String message = String.valueOf(error.getMessage());
        return switch (error.getErrorCode()) {
            case 1 -> message.contains("no such table") ? Verdict.refused(Reasons.GONE) : Verdict.broken("sqlite_1");
            case 5, 6 -> Verdict.refused(Reasons.LOCKED);
            case 8 -> Verdict.refused(Reasons.SIDE_EFFECT);
            case 9, 10 -> Verdict.passing(Reasons.IO_ERROR);
            case 14, 23 -> Verdict.refused(Reasons.DENIED);
            case 11, 26 -> new Verdict(Verdict.Kind.BROKEN, Reasons.MALFORMED + "sqlite");
            default -> Verdict.broken("sqlite_" + error.getErrorCode());
        };
    }
}
