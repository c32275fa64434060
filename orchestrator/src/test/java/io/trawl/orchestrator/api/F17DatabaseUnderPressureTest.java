package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.ledger.EmbeddedDatabase;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.schemas.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * F17: no connection is free, a lock is held by somebody else, the server chooses a transaction of the ledger as the
 * victim of a deadlock or cannot serialise it. What can be repeated is repeated; else the answer is 503, never 500.
 */
class F17DatabaseUnderPressureTest {
    private static final String JOB = """
            {"workload": "word-count", "sources": [{"id": "s", "connector": "text", "options": {"text": "a b"}}]}""";

    /** Fails as often as the table says, with what it says. A sequence counts, since nothing takes it back. */
    private static final String FAILURES = """
            CREATE SEQUENCE failures;
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('failures') <= %d THEN
                    RAISE EXCEPTION 'on purpose' USING ERRCODE = '%s';
                END IF;
                RETURN NEW;
            END
            $$;
            CREATE TRIGGER fail BEFORE INSERT ON trawl.job FOR EACH ROW EXECUTE FUNCTION fail()
            """;

    private static final String BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            + " AND datname = current_database() AND pid <> pg_backend_pid()";

    private final HttpClient http = HttpClient.newHttpClient();
    private HikariDataSource database;
    private HikariDataSource pool;
    private ApiServer server;

    @BeforeEach
    void start() throws ApiStartFailed {
        database = EmbeddedDatabase.create();
        pool = new HikariDataSource();
        pool.setDataSource(database.getDataSource());
        pool.setMaximumPoolSize(2);
        pool.setConnectionTimeout(500);
        // Long enough for the other side to have asked for its second lock when the ledger looks.
        pool.setConnectionInitSql("SET deadlock_timeout = '3s'");
        PostgresLedger ledger = new PostgresLedger(
                pool, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(30), new SplittableRandom(17));
        LocalJobService jobs = new LocalJobService(
                ledger,
                new Workloads(List.of(new WordCountWorkload())),
                UUID::randomUUID,
                new Waits(),
                () -> {},
                _ -> {});
        server = ApiServer.start(
                new ApiConfig(new ApiAccess(ApiAccess.LOOPBACK, null), 0, "default"),
                new ApiParts(
                        jobs,
                        KnownSources.none(),
                        Optional::empty,
                        () -> "",
                        new MemoryAccess().stores(),
                        "1",
                        KnownSchedules.none(jobs)));
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
        pool.close();
        database.close();
    }

    @Test
    void shouldAnswerThatItIsUnavailableWhileEveryConnectionIsTaken() throws Exception {
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection()) {
            assertThat(one).isNotSameAs(two);
            shouldBeUnavailable(get("/jobs"));
            shouldBeUnavailable(submit());
        }
        assertThat(submit().statusCode()).isEqualTo(202);
        assertThat(get("/jobs").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldWaitForALockAndGoOn() throws Exception {
        CompletableFuture<HttpResponse<String>> answer;
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE trawl.job IN ACCESS EXCLUSIVE MODE");
            answer = http.sendAsync(submission(), BodyHandlers.ofString());
            awaitBlocked(1);
            assertThat(answer).isNotDone();
            other.rollback();
        }
        assertThat(answer.join().statusCode()).isEqualTo(202);
    }

    @Test
    void shouldRepeatWhatWasTheVictimOfADeadlock() throws Exception {
        String job = jobOf(submit());
        CompletableFuture<HttpResponse<String>> answer;
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SET LOCAL deadlock_timeout = '1min'");
            statement.execute("SELECT 1 FROM trawl.task WHERE job_id = '" + job + "' FOR UPDATE");
            answer = http.sendAsync(
                    to("/jobs/" + job + "/cancel").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
            awaitBlocked(1);
            // The ledger has the job and waits for its task: now neither can go on, until the server ends the ledger's.
            statement.execute("SELECT 1 FROM trawl.job WHERE job_id = '" + job + "' FOR UPDATE");
            other.commit();
        }
        assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(200);
        assertThat(Json.mapper().readTree(answer.join().body()).path("state").stringValue(""))
                .isEqualTo("CANCELLED");
        assertThat(deadlocks()).isPositive();
    }

    @Test
    void shouldRepeatWhatCouldNotBeSerialised() throws Exception {
        fail("40001", 2);
        assertThat(submit().statusCode()).isEqualTo(202);
        JsonNode jobs = Json.mapper().readTree(get("/jobs").body());
        assertThat(jobs.path("items").size()).isEqualTo(1);
    }

    @Test
    void shouldSayThatItIsUnavailableWhenNoRepetitionHelps() throws Exception {
        fail("40P01", 1_000);
        shouldBeUnavailable(submit());
        assertThat(Json.mapper().readTree(get("/jobs").body()).path("items").size())
                .isZero();
    }

    private static void shouldBeUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body())
                .contains("urn:trawl:problem:ledger-unavailable")
                .doesNotContain("SQL");
    }

    private void fail(String state, int times) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(FAILURES.formatted(times, state));
        }
    }

    /** Counted by the server when a session reports, which is at the latest when it ends. */
    private long deadlocks() throws Exception {
        pool.close();
        long count = 0;
        for (long end = System.nanoTime() + Duration.ofSeconds(20).toNanos(); count == 0 && System.nanoTime() < end; ) {
            count = number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
        }
        return count;
    }

    private void awaitBlocked(int sessions) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (number(BLOCKED) < sessions) {
            assertThat(System.nanoTime()).as("nobody waits for the lock").isLessThan(end);
        }
    }

    private long number(String sql) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server.uri() + path)).timeout(Duration.ofSeconds(60));
    }

    private HttpRequest submission() {
        return to("/start_job")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JOB))
                .build();
    }

    private HttpResponse<String> submit() throws Exception {
        return http.send(submission(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(to(path).build(), BodyHandlers.ofString());
    }

    private static String jobOf(HttpResponse<String> started) {
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        return Json.mapper().readTree(started.body()).path("job_id").stringValue("");
    }
}
