package io.trawl.cli.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.remote.HttpJobService;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Json;
import io.trawl.schemas.ParentJob;
import io.trawl.schemas.SourceSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole installation under a master, over HTTP and on its own database. */
class PartsOfJobsTest {
    private static final String TENANT = "default";
    private static final UUID MASTER = UUID.randomUUID();

    @TempDir
    private Path directory;

    private SingleProcess start() {
        SingleProcessConfig config = new SingleProcessConfig(
                directory.resolve("data"),
                null,
                1,
                ApiConfig.local(0),
                SingleProcessConfig.DEFAULT_LEASE,
                SourceAccess.NONE);
        return SingleProcess.start(config, new Workloads(List.of(new WordCountWorkload())), "1.2.3");
    }

    private static JobRequest part(UUID... via) {
        SourceSpec text = SourceSpec.of("s", "text", Map.of("text", "a b"));
        ParentJob parent = new ParentJob(MASTER, UUID.randomUUID(), "here", List.of(via));
        return new JobRequest(null, "word-count", List.of(text), null, null, null, null, null, null, parent);
    }

    private static InstallationView installation(SingleProcess process) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(process.api().orElseThrow() + "/installation"))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return Json.parse(http.send(request, BodyHandlers.ofString()).body(), InstallationView.class, 10_000);
        }
    }

    private static boolean held(SingleProcess process, UUID job) throws Exception {
        try (Connection connection = process.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT held FROM trawl.job WHERE job_id = '" + job + "'")) {
            assertThat(row.next()).isTrue();
            return row.getBoolean("held");
        }
    }

    @Test
    void shouldHoldAPartUntilItsEndIsAcknowledgedAndBeKnownAgainAfterAStart() throws Exception {
        InstallationView first;
        try (SingleProcess process = start();
                HttpJobService jobs = HttpJobService.at(process.api().orElseThrow(), null)) {
            first = installation(process);
            UUID own = first.installationId();
            assertThatThrownBy(() -> jobs.start(TENANT, part(own, MASTER), null))
                    .isInstanceOfSatisfying(
                            InvalidJob.class, e -> assertThat(e.pointer()).isEqualTo("/parent/via"));

            UUID job = jobs.start(TENANT, part(MASTER), null).jobId();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> jobs.job(TENANT, job).state().terminal());
            assertThat(held(process, job)).isTrue();
            assertThat(jobs.acknowledge(TENANT, job).state()).isEqualTo(JobState.COMPLETED);
            assertThat(held(process, job)).isFalse();
        }
        try (SingleProcess again = start()) {
            InstallationView second = installation(again);

            assertThat(second.installationId()).isEqualTo(first.installationId());
            assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
            assertThat(second.epochId()).isNotEqualTo(first.epochId());
            assertThat(second.deploymentModel()).isEqualTo("SINGLE_PROCESS");
            assertThat(second.version()).isEqualTo("1.2.3");
            assertThat(second.capabilities()).containsExactly(InstallationView.PARENTS, InstallationView.ACKNOWLEDGES);
        }
    }
}
