package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.database.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL that the test alone starts and stops, as one that somebody else runs. */
final class StandaloneDatabase implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Path directory;
    private final Path control;
    private final String url;
    private final String user;
    private final String password;

    /** Made as the embedded one is made, and started again without its watchdog. */
    StandaloneDatabase(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        try (EmbeddedDatabase made = EmbeddedDatabase.open(directory)) {
            url = made.jdbcUrl();
            user = made.user();
            password = made.password();
        }
        try (Stream<Path> files = Files.walk(directory.resolve("postgres"))) {
            control =
                    files.filter(file -> file.endsWith("bin/pg_ctl")).findAny().orElseThrow();
        }
        start();
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    void start() throws IOException, InterruptedException {
        run("start", "-w", "-s", "-l", directory.resolve("standalone.log").toString());
    }

    /** Without a checkpoint and without a farewell: the next start recovers from the log, as after a loss of power. */
    void stopImmediately() throws IOException, InterruptedException {
        run("stop", "-m", "immediate", "-s");
    }

    long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to be root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(control.toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-D", directory.resolve("pgdata").toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("pg_ctl.out").toFile())
                .start();
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(directory.resolve("pg_ctl.out")))
                .isZero();
    }

    @Override
    public void close() {
        DatabaseProcesses.of(directory).end();
    }
}
