package io.trawl.cli.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A process that opens a data directory, commits a row, says so and holds on until its input ends. */
final class DatabaseHolder implements AutoCloseable {
    private final Process process;

    private DatabaseHolder(Process process) {
        this.process = process;
    }

    /** Returns when the row is committed. */
    static DatabaseHolder start(Path dataDirectory, String note) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DatabaseHolder.class.getName(),
                        dataDirectory.toString(),
                        note)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.equals("committed")) {
                return new DatabaseHolder(process);
            }
        }
        throw new IOException("The process ended before it had committed its row.");
    }

    long pid() {
        return process.pid();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] args) throws IOException, SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(Path.of(args[0]))) {
            try (Connection connection =
                            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS note (text text)");
                statement.execute("INSERT INTO note VALUES ('" + args[1] + "')");
            }
            System.out.println("committed");
            System.in.read();
        }
    }
}
