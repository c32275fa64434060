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

/**
 * MariaDB and MySQL.
 *
 * @param name {@code mariadb} or {@code mysql}
 */
record MariaDbDialect(String name) implements Dialect {
    private static final int PORT = 3_306;
    private static final String CONNECT_MILLIS = "10000";
    private static final int SOCKET_MARGIN_SECONDS = 30;
    /** As PostgreSQL calls them, so that a URL means the same everywhere. */
    private static final Map<String, String> TLS_MODES =
            Map.of("disable", "disable", "require", "trust", "verify-ca", "verify-ca", "verify-full", "verify-full");

    @Override
    public char quote() {
        return '`';
    }

    @Override
    public DatabaseOptions options(SourceSpec source, String pointer) throws InvalidJob {
        DatabaseOptions options = DatabaseOptions.ofServer(source, pointer, PORT);
        String mode = options.url().parameters().get("sslmode");
        if (mode != null && !TLS_MODES.containsKey(mode)) {
            throw new InvalidJob(
                    pointer + "/options/url",
                    "The url has an sslmode that is not one of disable, require, verify-ca and verify-full.");
        }
        return options;
    }

    @Override
    public Connection connect(DatabaseOptions options, @Nullable String password) throws SQLException {
        DatabaseUrl url = options.url();
        Properties properties = new Properties();
        properties.setProperty("user", options.user());
        properties.setProperty("password", password == null ? "" : password);
        properties.setProperty("connectTimeout", CONNECT_MILLIS);
        properties.setProperty(
                "socketTimeout",
                Long.toString(TimeUnit.SECONDS.toMillis(options.statementSeconds() + SOCKET_MARGIN_SECONDS)));
        String mode = url.parameters().get("sslmode");
        if (mode != null) {
            properties.setProperty("sslMode", TLS_MODES.getOrDefault(mode, mode));
        }
        String certificate = url.parameters().get("sslrootcert");
        if (certificate != null) {
            properties.setProperty("serverSslCert", certificate);
        }
        // A server may ask its client for any file.
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("useServerPrepStmts", "true");
        properties.setProperty("connectionAttributes", "program_name:trawl");
        properties.setProperty("socketFactory", GuardedSockets.class.getName());
        String host = url.host().indexOf(':') >= 0 ? "[" + url.host() + "]" : url.host();
        Connection connection = DriverManager.getConnection(
                "jdbc:mariadb://" + host + ":" + url.port() + "/" + PercentEncoded.encode(url.database()), properties);
        try {
            readOnly(connection, options);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void readOnly(Connection connection, DatabaseOptions options) throws SQLException {
        boolean mariadb = connection.getMetaData().getDatabaseProductName().contains("MariaDB");
        try (Statement settings = connection.createStatement()) {
            settings.execute("SET SESSION TRANSACTION READ ONLY");
            settings.execute("SET SESSION lock_wait_timeout = " + DatabaseOptions.LOCK_SECONDS);
            settings.execute(
                    mariadb
                            ? "SET SESSION max_statement_time = " + options.statementSeconds()
                            : "SET SESSION max_execution_time = " + options.statementSeconds() * 1_000L);
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
    }

    @Override
    public List<Listed> asides(Connection connection) {
        return List.of();
    }

    @Override
    public List<Listed> list(Connection connection, DatabaseOptions options, @Nullable TableName after, int limit)
            throws SQLException {
        return MariaDbCatalogue.list(connection, options, after, limit);
    }

    @Override
    public @Nullable Table table(Connection connection, DatabaseOptions options, TableName name) throws SQLException {
        return MariaDbCatalogue.table(connection, name);
    }

    @Override
    public List<Column> columns(Connection connection, TableName name) throws SQLException {
        return MariaDbCatalogue.columns(connection, name);
    }

    @Override
    public String prefix(Column column, int chars) {
        return "SUBSTRING(" + column.value() + ", 1, " + chars + ")";
    }

    @Override
    public String from(TableName name) {
        return name.sql(quote());
    }

    @Override
    public Verdict verdict(SQLException error) {
        Verdict connection = ConnectionTrouble.of(error);
        if (connection != null) {
            return connection;
        }
        String state = String.valueOf(error.getSQLState());
        return switch (error.getErrorCode()) {
            case 1045, 1698 -> Verdict.refused(Reasons.LOGIN_REFUSED);
            case 1049 -> Verdict.refused(Reasons.NO_DATABASE);
            case 1044, 1142, 1143, 1370 -> Verdict.refused(Reasons.DENIED);
            case 1146, 1932 -> Verdict.refused(Reasons.GONE);
            case 1054 -> Verdict.passing(Reasons.CHANGED);
            case 1969, 3024, 1317 -> Verdict.refused(Reasons.TIMEOUT);
            case 1205, 1222 -> Verdict.refused(Reasons.LOCKED);
            case 1290, 1792 -> Verdict.refused(Reasons.SIDE_EFFECT);
            case 1040, 1053, 1203, 1213, 1226 -> Verdict.passing(Reasons.UNREACHABLE);
            default -> state.startsWith("08") ? Verdict.passing(Reasons.UNREACHABLE) : Verdict.broken(state);
        };
    }
}
