package io.trawl.discovery.jdbc;

import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.SourceSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one kind of database does in its own way. Stateless. */
interface Dialect {
    /** As written in {@code sources[].connector}, and the scheme of its URLs. */
    String name();

    char quote();

    DatabaseOptions options(SourceSpec source, String pointer) throws InvalidJob;

    /** A connection on which nothing can be written. */
    Connection connect(DatabaseOptions options, @Nullable String password) throws SQLException;

    /** What is left out as a whole: schemas of the system, kinds of things that are not tables. At most a hundred. */
    List<Listed> asides(Connection connection) throws SQLException;

    /** The next tables in their order. @param after null for the first ones */
    List<Listed> list(Connection connection, DatabaseOptions options, @Nullable TableName after, int limit)
            throws SQLException;

    /** @return null when there is no such table */
    @Nullable
    Table table(Connection connection, DatabaseOptions options, TableName name) throws SQLException;

    List<Column> columns(Connection connection, TableName name) throws SQLException;

    /** The first {@code chars} characters, or bytes. */
    String prefix(Column column, int chars);

    /** What to read from: the table alone, without what inherits from it. */
    String from(TableName name);

    Verdict verdict(SQLException error);
}
