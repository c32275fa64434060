package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Part.Role;
import io.trawl.e2e.JobClient;
import io.trawl.schemas.JobRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * F7: {@code kill -9} of the orchestrator at each point of a submission. Who asks again with the same key, and asks
 * another, has one job. The points are found by locks in the database, and by a line that keeps the answer back.
 */
@ExtendWith(SharedInstallation.class)
class F7OrchestratorDiesInASubmissionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KEY = 7;

    /** Whoever stores a job waits here for a lock. */
    private static final String STOP_AT = """
            CREATE FUNCTION trawl.f7_wait() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_advisory_xact_lock_shared(%d); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER f7_wait AFTER INSERT ON trawl.job %%s
                FOR EACH ROW EXECUTE FUNCTION trawl.f7_wait()
            """.formatted(KEY);

    private static final String TAKE = "SELECT pg_advisory_xact_lock(" + KEY + ")";

    private final String key = UUID.randomUUID().toString();
    private final Installation installation;
    private final Stage stage;
    private final Part killed;
    private final Part other;

    F7OrchestratorDiesInASubmissionTest(Installation installation) {
        this.installation = installation;
        this.stage = installation.stage(Map.of());
        this.killed = installation.part(Role.ORCHESTRATOR, 0);
        this.other = installation.part(Role.ORCHESTRATOR, 1);
    }

    @AfterEach
    void letGo() throws SQLException {
        goOn();
    }

    @Test
    void shouldStoreOneJobWhenItDiesBeforeTheInsert() throws Exception {
        CompletableFuture<?> answer;
        try (DatabaseLock lock = DatabaseLock.by(installation, "LOCK TABLE trawl.idempotency IN EXCLUSIVE MODE")) {
            answer = submitTo(URI.create(killed.address()));
            lock.awaitSomebody();
            installation.stack().kill(killed);
        }
        assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
        shouldBeOneJob();
    }

    @Test
    void shouldStoreOneJobWhenItDiesBeforeTheCommit() throws Exception {
        stopAt("");
        CompletableFuture<?> again;
        try (DatabaseLock lock = DatabaseLock.by(installation, TAKE)) {
            CompletableFuture<?> answer = submitTo(URI.create(killed.address()));
            lock.awaitSomebody();
            installation.stack().kill(killed);
            assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
            // The dead one's transaction has the key still: who asks again now has to wait for what becomes of it.
            again = submitTo(URI.create(other.address()));
        }
        again.join();
        shouldBeOneJob();
    }

    @Test
    void shouldStoreOneJobWhenItDiesAfterTheCommit() throws Exception {
        stopAt("DEFERRABLE INITIALLY DEFERRED");
        try (DatabaseLock lock = DatabaseLock.by(installation, TAKE)) {
            CompletableFuture<?> answer = submitTo(URI.create(killed.address()));
            lock.awaitSomebody();
            installation.stack().kill(killed);
            assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
            assertThat(stored()).as("not yet committed").isZero();
        }
        await("what was asked for is committed").atMost(PATIENCE).until(() -> stored() == 1);
        shouldBeOneJob();
    }

    @Test
    void shouldStoreOneJobWhenItDiesBeforeTheAnswerIsThere() throws Exception {
        try (WithheldAnswer line = WithheldAnswer.of(URI.create(killed.address()))) {
            CompletableFuture<?> answer = submitTo(line.uri());
            assertThat(line.awaitStatus()).isEqualTo(202);
            installation.stack().kill(killed);
            line.cut();
            assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
        }
        assertThat(stored()).isOne();
        shouldBeOneJob();
    }

    private CompletableFuture<HttpResponse<String>> submitTo(URI server) {
        return installation.submit(server, job(), key);
    }

    private JobRequest job() {
        return stage.job(DirectedWorkload.TOGETHER, 3);
    }

    private void shouldBeOneJob() throws Exception {
        UUID id = installation.jobs(other).start(JobClient.TENANT, job(), key).jobId();
        assertThat(stored()).isOne();
        new DirectedJob(installation, stage, id, 3).shouldComplete();
        installation.heal();
        assertThat(installation.jobs(killed).start(JobClient.TENANT, job(), key).jobId())
                .as("asked once more, the one that was killed")
                .isEqualTo(id);
        assertThat(stored()).isOne();
    }

    /** Jobs of this stage. */
    private long stored() throws SQLException {
        return installation.count("SELECT count(*) FROM trawl.job WHERE request LIKE '%" + stage.directory() + "%'");
    }

    private void stopAt(String when) throws SQLException {
        installation.execute(STOP_AT.formatted(when));
    }

    private void goOn() throws SQLException {
        installation.execute("DROP TRIGGER IF EXISTS f7_wait ON trawl.job; DROP FUNCTION IF EXISTS trawl.f7_wait()");
    }
}
