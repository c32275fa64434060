package io.trawl.discovery.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The primary key of a table of PostgreSQL. */
record PostgresKey(List<String> columns, boolean isInteger) {
    static final PostgresKey NONE = new PostgresKey(List.of(), false);

    static PostgresKey of(Connection connection, long table) throws SQLException {
        String sql = """
                SELECT a.attname, a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype),
                       has_column_privilege(i.indrelid, a.attnum, 'SELECT')
                FROM pg_index i
                CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, place)
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                WHERE i.indrelid = ? AND i.indisprimary AND k.place <= i.indnkeyatts
                ORDER BY k.place
                """;
        List<String> columns = new ArrayList<>();
        boolean integer = true;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (!row.getBoolean(3)) {
                        return NONE;
                    }
                    columns.add(row.getString(1));
                    integer &= row.getBoolean(2);
                }
            }
        }
        return new PostgresKey(List.copyOf(columns), integer && columns.size() == 1);
    }
}
