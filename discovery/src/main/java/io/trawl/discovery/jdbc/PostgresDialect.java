package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Reasons;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.SourceSpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, and what speaks like it. */
final class PostgresDialect implements Dialect {
    private static final int PORT = 5_432;
    private static final String CONNECT_SECONDS = "10";
    /** The server gives up first; this is for one that does not answer at all. */
    private static final int SOCKET_MARGIN_SECONDS = 30;

    private final PostgresCatalogue catalogue = new PostgresCatalogue();

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public char quote() {
        return '"';
    }

    @Override
    public DatabaseOptions options(SourceSpec source, String pointer) throws InvalidJob {
        return DatabaseOptions.ofServer(source, pointer, PORT);
    }

    @Override
    public Connection connect(DatabaseOptions options, @Nullable String password) throws SQLException {
        DatabaseUrl url = options.url();
        Properties properties = new Properties();
        properties.setProperty("user", options.user());
        // Never null: the driver would look for a password file of its own.
        properties.setProperty("password", password == null ? "" : password);
        properties.setProperty("ApplicationName", "trawl");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", Integer.toString(options.statementSeconds() + SOCKET_MARGIN_SECONDS));
        properties.setProperty("gssEncMode", "disable");
        for (Map.Entry<String, String> parameter : url.parameters().entrySet()) {
            properties.setProperty(parameter.getKey(), parameter.getValue());
        }
        properties.setProperty("socketFactory", GuardedSockets.class.getName());
        String host = url.host().indexOf(':') >= 0 ? "[" + url.host() + "]" : url.host();
        Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + url.port() + "/" + PercentEncoded.encode(url.database()),
                properties);
        try {
            readOnly(connection, options);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void readOnly(Connection connection, DatabaseOptions options) throws SQLException {
        long statement = TimeUnit.SECONDS.toMillis(options.statementSeconds());
        long lock = TimeUnit.SECONDS.toMillis(DatabaseOptions.LOCK_SECONDS);
        try (Statement settings = connection.createStatement()) {
            // No schema but the system's is searched: what we call is what we mean. Sequential scans begin at the
            // beginning, so that blocks come in their order.
            settings.execute("SET default_transaction_read_only = on;"
                    + "SET statement_timeout = " + statement + ";"
                    + "SET lock_timeout = " + lock + ";"
                    + "SET idle_in_transaction_session_timeout = " + statement + ";"
                    + "SET search_path = pg_catalog;"
                    + "SET synchronize_seqscans = off;"
                    + "SET max_parallel_workers_per_gather = 0;"
                    + "SET jit = off");
        }
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
    }

    @Override
    public List<Listed> asides(Connection connection) throws SQLException {
        return catalogue.asides(connection);
    }

    @Override
    public List<Listed> list(Connection connection, DatabaseOptions options, @Nullable TableName after, int limit)
            throws SQLException {
        return catalogue.list(connection, options, after, limit);
    }

    @Override
    public @Nullable Table table(Connection connection, DatabaseOptions options, TableName name) throws SQLException {
        return catalogue.table(connection, options, name);
    }

    @Override
    public List<Column> columns(Connection connection, TableName name) throws SQLException {
        return catalogue.columns(connection, name);
    }

    @Override
    public String prefix(Column column, int chars) {
        String cut = "substring(" + column.value() + ", 1, " + chars + ")";
        return column.guard() == null ? cut : "CASE WHEN NOT " + column.guard() + " THEN " + cut + " END";
    }

    @Override
    public String from(TableName name) {
        return "ONLY " + name.sql(quote());
    }

    @Override
    public Verdict verdict(SQLException error) {
        Verdict connection = ConnectionTrouble.of(error);
        if (connection != null) {
            return connection;
        }
        String state = String.valueOf(error.getSQLState());
        return switch (state) {
            case "42P01", "3F000", "42704" -> Verdict.refused(Reasons.GONE);
            // A column that was renamed or dropped while we looked; the next attempt looks again.
            case "42703" -> Verdict.passing(Reasons.CHANGED);
            case "42501" -> Verdict.refused(Reasons.DENIED);
            case "57014", "25P03", "25P04" -> Verdict.refused(Reasons.TIMEOUT);
            case "55P03" -> Verdict.refused(Reasons.LOCKED);
            case "25006" -> Verdict.refused(Reasons.SIDE_EFFECT);
            case "28000", "28P01" -> Verdict.refused(Reasons.LOGIN_REFUSED);
            case "3D000" -> Verdict.refused(Reasons.NO_DATABASE);
            case "40001", "40P01", "53300", "53400", "57P01", "57P02", "57P03" -> Verdict.passing(Reasons.UNREACHABLE);
            // The driver's own words, in any language: the server offers no SSL, or wants a password it was not given.
            case "08004", "08006" ->
                String.valueOf(error.getMessage()).contains("SSL")
                        ? Verdict.refused(Reasons.TLS)
                        : state.equals("08004")
                                ? Verdict.refused(Reasons.LOGIN_REFUSED)
                                : Verdict.passing(Reasons.UNREACHABLE);
            default -> state.startsWith("08") ? Verdict.passing(Reasons.UNREACHABLE) : Verdict.broken(state);
        };
    }
}
