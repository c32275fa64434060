package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.access.AccessAdmin;
import io.trawl.cli.remote.HttpAccessAdmin;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.orchestrator.access.NewToken;
import io.trawl.orchestrator.access.Scope;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code trawl worker --server} as a process, with a token that is good for nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteWorkerProcessTest {
    private static final String TOKEN = "kill-token-0123456789-not-a-secret";
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private static Path home;

    private Path tree;
    private Server server;
    private AccessAdmin access;
    private Canonical here;

    @BeforeAll
    void runInTheProcessOfTheServer() throws IOException {
        tree = home.resolve("tree");
        TreeOfFiles.write(tree, 11, 1_500, 400_000);
        server = Server.start(home.resolve("data"), TOKEN);
        access = new HttpAccessAdmin(server.api(), TOKEN);
        UUID job = server.submit(tree);
        server.awaitEnd(job);
        here = Canonical.of(server.jobs(), job);
        assertThat(here.findings()).hasSizeGreaterThan(100);
    }

    @AfterAll
    void stop() {
        access.close();
        server.close();
    }

    @Test
    void shouldFindTheSameWhenTheWorkerIsKilledAndAnotherOneComes() throws Exception {
        String token = token(Scope.WORKER).token();
        assertThat(token).startsWith("trawl_");
        UUID afar;
        try (TrawlProcess doomed = worker("doomed", token)) {
            afar = submit();
            awaitUnderWay(afar);
            doomed.killHard();
        }
        try (TrawlProcess heir = worker("heir", token)) {
            server.awaitEnd(afar);
            heir.signal("TERM");
            assertThat(heir.awaitExit(LONG)).as(heir.err()).isZero();
            assertThat(heir.out() + heir.err()).doesNotContain(token).doesNotContain(TOKEN);
        }
        assertThat(Canonical.of(server.jobs(), afar)).isEqualTo(here);
    }

    /** It reads and stages straight in the database, and only asks and reports over HTTP. */
    @Test
    void shouldFindTheSameWhenItIsGivenTheDatabaseAsWell() throws Exception {
        Map<String, String> database = Map.of(
                "TRAWL_DATABASE_USER",
                "postgres",
                "TRAWL_DATABASE_PASSWORD",
                Files.readString(home.resolve("data").resolve("database.password")));
        try (RecordingProxy line = new RecordingProxy(server.api());
                TrawlProcess worker = start(
                        "direct",
                        token(Scope.WORKER).token(),
                        line.uri(),
                        database,
                        "--database-url",
                        LedgerRows.url(home.resolve("data")))) {
            UUID afar = submit();
            server.awaitEnd(afar);
            assertThat(Canonical.of(server.jobs(), afar)).isEqualTo(here);
            assertThat(line.passed)
                    .anyMatch(text -> text.startsWith("/get_task "))
                    .anyMatch(text -> text.startsWith("/report_heartbeat "))
                    .noneMatch(text -> text.startsWith("/get_task_inputs "))
                    .filteredOn(text -> text.startsWith("/update_task_progress {\"worker\""))
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text).contains("\"staged\":[]"));
            worker.signal("TERM");
            assertThat(worker.awaitExit(LONG)).as(worker.err()).isZero();
        }
    }

    /** It would be refused for ever: it says so and ends, and what it ran goes on elsewhere. */
    @Test
    void shouldEndWithOneSentenceWhenItsTokenIsRevokedInTheMiddleOfAJob() {
        AccessAdmin.Created revoked = token(Scope.WORKER);
        UUID afar;
        try (TrawlProcess worker = worker("revoked", revoked.token())) {
            afar = submit();
            awaitUnderWay(afar);
            access.revoke(revoked.about().tokenId());
            assertThat(worker.awaitExit(LONG)).isEqualTo(1);
            assertThat(worker.err())
                    .containsOnlyOnce("trawl: The API token was revoked")
                    .doesNotContain(revoked.token());
        }
        try (TrawlProcess heir = worker("successor", token(Scope.WORKER).token())) {
            server.awaitEnd(afar);
            assertThat(heir.alive()).isTrue();
        }
        assertThat(Canonical.of(server.jobs(), afar)).isEqualTo(here);
    }

    @Test
    void shouldSayInOneSentenceThatItsTokenIsNotGoodForThis() {
        String reader = token(Scope.READ).token();
        try (TrawlProcess refused = worker("refused", reader)) {
            assertThat(refused.awaitExit(LONG)).isEqualTo(1);
            assertThat(refused.err()).contains("needs the scope 'worker'").doesNotContain(reader);
        }
    }

    private void awaitUnderWay(UUID job) {
        server.awaitStatus(job, status -> status.phases().getLast().records().processed() > 20);
    }

    private UUID submit() {
        SourceSpec source =
                new SourceSpec("tree", "file", Map.of("root", tree.toString()), null, null, RemoteWorker.POOL);
        JobRequest request = new JobRequest("e2e", "discovery", List.of(source), null, null, null, null);
        try {
            return server.jobs().start(Server.TENANT, request, null).jobId();
        } catch (InvalidJob e) {
            throw new AssertionError(e);
        }
    }

    private AccessAdmin.Created token(Scope scope) {
        return access.create(new NewToken("test", List.of(scope), Duration.ofHours(1)));
    }

    private TrawlProcess worker(String name, String token) {
        return start(name, token, server.api(), Map.of());
    }

    private TrawlProcess start(String name, String token, URI at, Map<String, String> more, String... options) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("TRAWL_TOKEN", token);
        environment.put(
                "TRAWL_INSTALLATION_KEY_FILE",
                home.resolve("data").resolve("installation.key").toString());
        List<String> arguments = new ArrayList<>(List.of(
                "worker", "--server", at.toString(), "--pool", RemoteWorker.POOL, "--threads", "2", "--name", name));
        arguments.addAll(List.of(options));
        TrawlProcess worker = TrawlProcess.start(home.resolve(name), environment, arguments.toArray(String[]::new));
        await().atMost(LONG).until(() -> !worker.alive() || worker.out().contains("is ready"));
        return worker;
    }
}
