package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Reasons;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL says of itself. */
final class PostgresCatalogue {
    private static final String SYSTEM_SCHEMA =
            "(n.nspname IN ('pg_catalog', 'information_schema', 'pg_toast') OR n.nspname ~ '^pg_(toast_)?temp_')";

    List<Listed> asides(Connection connection) throws SQLException {
        String sql = """
                SELECT DISTINCT regexp_replace(n.nspname, '_[0-9]+$', '') FROM pg_namespace n
                WHERE %s ORDER BY 1
                """.formatted(SYSTEM_SCHEMA);
        List<Listed> asides = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    String schema = row.getString(1);
                    asides.add(
                            new Listed(new TableName("", schema), "schema", 0, Left.excluded(Reasons.SYSTEM + schema)));
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT count(*) FROM (SELECT FROM pg_largeobject_metadata LIMIT 1) any_lo")) {
                if (row.next() && row.getLong(1) > 0) {
                    asides.add(new Listed(
                            new TableName("", "pg_largeobject"),
                            "large objects",
                            0,
                            Left.skipped(Reasons.UNSUPPORTED + "large_objects")));
                }
            }
        }
        return asides;
    }

    List<Listed> list(Connection connection, DatabaseOptions options, @Nullable TableName after, int limit)
            throws SQLException {
        // By bytes and not by any language's order: it is the same on every server and after every upgrade.
        String sql = """
                SELECT n.nspname, c.relname, c.relkind::text, pn.nspname, p.relname,
                       greatest(c.relpages, 0)::bigint * current_setting('block_size')::bigint, c.relispopulated,
                       has_schema_privilege(n.oid, 'USAGE')
                           AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT'))
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
                LEFT JOIN pg_class p ON p.oid = i.inhparent
                LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace
                WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND NOT %s
                  AND (?::text IS NULL
                       OR (n.nspname::text COLLATE "C", c.relname::text COLLATE "C") > (?::text, ?::text))
                ORDER BY n.nspname::text COLLATE "C", c.relname::text COLLATE "C"
                LIMIT ?
                """.formatted(SYSTEM_SCHEMA);
        List<Listed> page = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, after == null ? null : after.schema());
            statement.setString(2, after == null ? null : after.schema());
            statement.setString(3, after == null ? null : after.name());
            statement.setInt(4, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    page.add(listed(row, options));
                }
            }
        }
        return page;
    }

    private static Listed listed(ResultSet row, DatabaseOptions options) throws SQLException {
        TableName name = new TableName(row.getString(1), row.getString(2));
        String relkind = row.getString(3);
        String parent = row.getString(5);
        String kind = switch (relkind) {
            case "p" -> "partitioned table";
            case "m" -> "materialised view";
            case "v" -> "view";
            case "f" -> "foreign table";
            default -> "";
        };
        if (parent != null) {
            String of = "partition of " + Quoted.shown(row.getString(4), parent);
            kind = kind.isEmpty() ? of : kind + ", " + of;
        }
        Left left = null;
        if (relkind.equals("p")) {
            left = Left.excluded(Reasons.READ_ELSEWHERE + "partitions");
        } else if (relkind.equals("v") && !options.views()) {
            left = Left.excluded(Reasons.NOT_WANTED + "view");
        } else if (relkind.equals("f") && !options.foreignTables()) {
            left = Left.excluded(Reasons.NOT_WANTED + "foreign_table");
        } else if (!row.getBoolean(8)) {
            left = Left.skipped(Reasons.DENIED);
        } else if (!row.getBoolean(7)) {
            left = Left.skipped(Reasons.UNSUPPORTED + "unpopulated_view");
        }
        return new Listed(name, kind, row.getLong(6), left);
    }

    @Nullable
    Table table(Connection connection, DatabaseOptions options, TableName name) throws SQLException {
        // Ranges of blocks are scans of their own from version 14 on; before, each would read all of the table. And
        // whoever may read but some of the columns may not ask where a row is.
        String sql = """
                SELECT c.oid, coalesce(pg_relation_filenode(c.oid), 0),
                       CASE WHEN c.relkind IN ('r', 'm') THEN pg_relation_size(c.oid) ELSE 0 END,
                       current_setting('block_size')::bigint,
                       am.amname = 'heap' AND current_setting('server_version_num')::int >= 140000
                           AND has_table_privilege(c.oid, 'SELECT'),
                       row_security_active(c.oid)
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_am am ON am.oid = c.relam
                WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'm', 'v', 'f')
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name.schema());
            statement.setString(2, name.name());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                long bytes = row.getLong(3);
                boolean byBlock = row.getBoolean(5) && !options.byKey();
                String version = row.getLong(1) + "/" + row.getLong(2);
                PostgresKey key = byBlock ? PostgresKey.NONE : PostgresKey.of(connection, row.getLong(1));
                return new Table(
                        name,
                        byBlock ? version : "",
                        byBlock ? bytes / row.getLong(4) : null,
                        bytes,
                        key.columns(),
                        key.isInteger(),
                        row.getBoolean(6));
            }
        }
    }

    List<Column> columns(Connection connection, TableName name) throws SQLException {
        // A domain is what it is made of.
        String sql = """
                WITH RECURSIVE resolved AS (
                  SELECT a.attrelid, a.attnum, a.attname, t.oid, t.typbasetype, t.typtype
                  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                  JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                  SELECT r.attrelid, r.attnum, r.attname, t.oid, t.typbasetype, t.typtype
                  FROM resolved r JOIN pg_type t ON t.oid = r.typbasetype WHERE r.typtype = 'd')
                SELECT r.attname, t.typname, t.typtype::text, t.typcategory::text, e.typname,
                       has_column_privilege(r.attrelid, r.attnum, 'SELECT')
                FROM resolved r JOIN pg_type t ON t.oid = r.oid
                LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
                WHERE r.typtype <> 'd' ORDER BY r.attnum
                """;
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name.schema());
            statement.setString(2, name.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(column(row));
                }
            }
        }
        return columns;
    }

    private static Column column(ResultSet row) throws SQLException {
        String name = row.getString(1);
        if (!row.getBoolean(6)) {
            return Column.left(name, Left.skipped(Reasons.DENIED));
        }
        return PostgresTypes.column(
                name, new PostgresTypes.Type(row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
    }
}
