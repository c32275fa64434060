package io.trawl.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes that are really killed. One directory for all: unpacking and making a cluster takes seconds. */
class EmbeddedDatabaseTest {
    @TempDir
    private static Path directory;

    @Test
    void shouldConfirmOnlyWhatIsOnDisk() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory);
                Connection connection = connect(database)) {
            assertThat(ask(connection, "SHOW fsync")).containsExactly("on");
            assertThat(ask(connection, "SHOW synchronous_commit")).containsExactly("on");
            assertThat(ask(connection, "SHOW full_page_writes")).containsExactly("on");
        }
    }

    @Test
    void shouldLetOnlyItsOwnerIn() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory);
                Connection connection = connect(database)) {
            assertThat(ask(connection, "SHOW listen_addresses")).containsExactly("127.0.0.1");
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(permissions("database.password")).isEqualTo("rw-------");
            assertThat(permissions("postgres")).isEqualTo("rwx------");
            assertThat(permissions("pgdata")).isEqualTo("rwx------");
        }
    }

    @Test
    void shouldKeepCommittedRowsWhenItsProcessIsKilled() throws Exception {
        DatabaseHolder.start(directory, "before the kill").kill();
        assertThat(orphans()).as("the server outlives its killed owner").isNotEmpty();
        assertThat(notes()).contains("before the kill");
    }

    @Test
    void shouldKeepCommittedRowsWhenProcessAndServerAreKilled() throws Exception {
        DatabaseHolder.start(directory, "before both kills").kill();
        orphans().forEach(ProcessHandle::destroyForcibly);
        assertThat(notes()).contains("before both kills");
    }

    @Test
    void shouldKeepCommittedRowsWhenOnlyTheMainServerProcessIsKilledWithIt() throws Exception {
        DatabaseHolder.start(directory, "children linger").kill();
        processes().postmaster().orElseThrow().destroyForcibly();
        assertThat(notes()).contains("children linger");
    }

    @Test
    void shouldStartAKilledServerAgainUnderTheSameAddress() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
            ProcessHandle killed = processes().postmaster().orElseThrow();
            killed.destroyForcibly();
            killed.onExit().join();
            try (Connection connection = connectPatiently(database)) {
                assertThat(ask(connection, "SELECT 'back'")).containsExactly("back");
            }
            database.requireAlive();
        }
        assertThat(orphans()).as("closing stops the second server too").isEmpty();
    }

    @Test
    void shouldRefuseASecondProcessUntilTheFirstIsGone() throws Exception {
        try (DatabaseHolder first = DatabaseHolder.start(directory, "first")) {
            assertThatThrownBy(() -> EmbeddedDatabase.open(directory))
                    .isInstanceOf(DataDirectoryInUse.class)
                    .hasMessage("Another trawl (pid " + first.pid() + ") is using " + directory.toRealPath()
                            + "; use it, stop it, or give another --data-dir.");
            assertThat(Instance.in(directory))
                    .get()
                    .satisfies(i -> assertThat(i.alive()).isTrue());
        }
        assertThat(Instance.in(directory))
                .get()
                .satisfies(i -> assertThat(i.alive()).isFalse());
        assertThat(notes()).contains("first");
    }

    @Test
    void shouldRefuseASecondOpeningInTheSameProcess() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory)) {
            assertThatThrownBy(() -> EmbeddedDatabase.open(directory)).isInstanceOf(DataDirectoryInUse.class);
            database.requireAlive();
        }
        assertThat(Instance.in(directory)).isEmpty();
    }

    @Test
    void shouldForgetAPidThatBelongsToSomeoneElse() throws Exception {
        EmbeddedDatabase.open(directory).close();
        Path cluster = directory.toRealPath().resolve("pgdata");
        Files.writeString(
                cluster.resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + cluster
                        + "\n1700000000\n5432\n\n\n  12345     67890\nready   \n");
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory);
                Connection connection = connect(database)) {
            assertThat(ask(connection, "SELECT 'up'")).containsExactly("up");
        }
    }

    @Test
    void shouldMakeTheClusterAgainWhenItsMakingWasInterrupted(@TempDir Path fresh) throws Exception {
        EmbeddedDatabase.open(directory).close();
        Files.createSymbolicLink(
                fresh.resolve("postgres"), directory.toRealPath().resolve("postgres"));
        Files.createDirectory(fresh.resolve("pgdata"));
        Files.writeString(fresh.resolve("pgdata/PG_VERSION"), "18\n");
        try (EmbeddedDatabase database = EmbeddedDatabase.open(fresh);
                Connection connection = connect(database)) {
            assertThat(ask(connection, "SELECT 'made'")).containsExactly("made");
        }
        assertThat(fresh.resolve("pgdata.unfinished")).isDirectory();
    }

    private static List<String> notes() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(directory);
                Connection connection = connect(database)) {
            return ask(connection, "SELECT text FROM note");
        }
    }

    private static ClusterProcesses processes() {
        return new ClusterProcesses(directory.resolve("pgdata"));
    }

    private static List<ProcessHandle> orphans() {
        return processes().all();
    }

    private static String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /** As a pool does: it tries until the server is back, and is told when it never will be. */
    private static Connection connectPatiently(EmbeddedDatabase database) {
        while (true) {
            try {
                return connect(database);
            } catch (SQLException e) {
                database.requireAlive();
                Thread.onSpinWait();
            }
        }
    }

    private static List<String> ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> answers = new ArrayList<>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return answers;
        }
    }
}
