package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import io.trawl.schemas.SourceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class B3DatabaseRefusalsTest {
    private static final String SECRET = "s3cret-Pa55word";

    @TempDir
    private Path directory;

    private static List<String> gaps(SourceSpec source) throws Exception {
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(source, Map.of());
        assertThat(run.said).noneMatch(said -> said.contains(SECRET));
        return run.gaps;
    }

    private SourceSpec with(String url, Path credential) {
        return new SourceSpec("s", "postgresql", Map.of("url", url), null, "file:" + credential, null);
    }

    private Path secret() throws Exception {
        return Files.writeString(directory.resolve("password"), SECRET + "\n");
    }

    @Test
    void shouldSayThatNothingAnswers() throws Exception {
        int port;
        try (var socket = new java.net.ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(gaps(with("postgresql://u@127.0.0.1:" + port + "/d", secret())))
                .containsExactly("discover SKIPPED unreachable s");
        assertThat(gaps(with("postgresql://u@no-such-host.invalid/d", secret())))
                .containsExactly("discover SKIPPED unreachable s");
    }

    @Test
    void shouldSayThatTheLoginWasRefused() throws Exception {
        Postgres database = Postgres.fresh();
        assertThat(gaps(with(database.url("nobody_of_that_name"), secret())))
                .containsExactly("discover SKIPPED login_refused s");
    }

    @Test
    void shouldSayThatThereIsNoSuchDatabase() throws Exception {
        assertThat(gaps(with("postgresql://postgres@127.0.0.1:" + Postgres.port() + "/nothing", secret())))
                .containsExactly("discover SKIPPED no_database s");
    }

    @Test
    void shouldSayThatTheCredentialIsNotThere() throws Exception {
        assertThat(gaps(with(Postgres.fresh().url("postgres"), directory.resolve("none"))))
                .containsExactly("discover SKIPPED credential s");
    }

    @Test
    void shouldSayThatThereIsNoSecureConnection() throws Exception {
        assertThat(gaps(with(Postgres.fresh().url("postgres") + "?sslmode=require", secret())))
                .containsExactly("discover SKIPPED tls s");
    }

    @Test
    void shouldReadTheOtherHalfOfTheTables() throws Exception {
        Postgres database = Postgres.fresh();
        String user = database.user();
        database.run(
                "CREATE TABLE mine (mail text, salary text)",
                "CREATE TABLE yours (mail text)",
                "CREATE SCHEMA closed",
                "CREATE TABLE closed.theirs (mail text)",
                "INSERT INTO mine VALUES ('jane@example.org', 'joe@example.org')",
                "GRANT SELECT (mail) ON mine TO " + user,
                "GRANT SELECT ON closed.theirs TO " + user);
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(database.source(user, Map.of()), Map.of());
        assertThat(run.counts()).containsExactly("public.mine|mail|email 1");
        assertThat(run.sortedGaps())
                .filteredOn(gap -> !gap.contains("system:"))
                .containsExactly(
                        "discover SKIPPED denied closed.theirs",
                        "discover SKIPPED denied public.yours",
                        "inspect SKIPPED denied public.mine [salary]");
    }
}
