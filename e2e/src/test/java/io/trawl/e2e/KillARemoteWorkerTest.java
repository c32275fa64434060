package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trawl worker --server} as a process, with a token that is good for nothing else, killed in the middle of a job. */
class KillARemoteWorkerTest {
    private static final String TOKEN = "kill-token-0123456789-not-a-secret";
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path home;

    @Test
    void shouldFindTheSameWhenTheWorkerIsKilledAndAnotherOneComes() throws Exception {
        Path tree = home.resolve("tree");
        TreeOfFiles.write(tree, 11, 1_500, 400_000);
        try (Server server = Server.start(home.resolve("data"), TOKEN)) {
            UUID here = server.submit(tree);
            server.awaitEnd(here);
            String token = workerToken(server);
            assertThat(token).startsWith("trawl_");
            UUID afar;
            try (TrawlProcess doomed = worker(server, "doomed", token)) {
                afar = submit(server, tree);
                server.awaitStatus(afar, job -> job.phases().getLast().records().processed() > 20);
                doomed.killHard();
            }
            try (TrawlProcess heir = worker(server, "heir", token)) {
                server.awaitEnd(afar);
                heir.signal("TERM");
                assertThat(heir.awaitExit(LONG)).as(heir.err()).isZero();
                assertThat(heir.out() + heir.err()).doesNotContain(token).doesNotContain(TOKEN);
            }
            assertThat(Canonical.of(server.jobs(), afar)).isEqualTo(Canonical.of(server.jobs(), here));
        }
    }

    @Test
    void shouldSayInOneSentenceThatItsTokenIsNotGoodForThis() {
        try (Server server = Server.start(home.resolve("data"), TOKEN)) {
            String reader = token(server, "read");
            try (TrawlProcess refused = worker(server, "refused", reader)) {
                assertThat(refused.awaitExit(LONG)).isEqualTo(1);
                assertThat(refused.err()).contains("needs the scope 'worker'").doesNotContain(reader);
            }
        }
    }

    private static UUID submit(Server server, Path tree) {
        SourceSpec source =
                new SourceSpec("tree", "file", Map.of("root", tree.toString()), null, null, RemoteWorker.POOL);
        JobRequest request = new JobRequest("e2e", "discovery", List.of(source), null, null, null, null);
        try {
            return server.jobs().start(Server.TENANT, request, null).jobId();
        } catch (InvalidJob e) {
            throw new AssertionError(e);
        }
    }

    private String workerToken(Server server) {
        return token(server, "worker");
    }

    private String token(Server server, String scope) {
        try (TrawlProcess made = trawl(
                "tokens-" + scope,
                Map.of("TRAWL_TOKEN", TOKEN),
                "tokens",
                "create",
                "--scope",
                scope,
                "--label",
                "test",
                "--server",
                server.api().toString())) {
            assertThat(made.awaitExit(LONG)).as(made.err()).isZero();
            return made.out().strip();
        }
    }

    private TrawlProcess worker(Server server, String name, String token) {
        Map<String, String> environment = Map.of(
                "TRAWL_TOKEN",
                token,
                "TRAWL_INSTALLATION_KEY_FILE",
                home.resolve("data").resolve("installation.key").toString());
        TrawlProcess worker = trawl(
                name,
                environment,
                "worker",
                "--server",
                server.api().toString(),
                "--pool",
                RemoteWorker.POOL,
                "--threads",
                "2",
                "--name",
                name);
        await().atMost(LONG).until(() -> !worker.alive() || worker.out().contains("is ready"));
        return worker;
    }

    private TrawlProcess trawl(String name, Map<String, String> environment, String... arguments) {
        return TrawlProcess.start(home.resolve(name), environment, arguments);
    }
}
