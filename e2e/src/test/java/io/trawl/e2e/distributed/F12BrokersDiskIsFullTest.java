package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Part.Role;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * F12: the broker's disk is full, so that it ends. Jobs are accepted up to the bound, then refused for a while; once it
 * runs again with room all of them go on, and nobody had to do anything else.
 */
@ExtendWith(SharedInstallation.class)
class F12BrokersDiskIsFullTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void shouldAcceptUpToTheBoundAndGoOnWhenThereIsRoomAgain(Installation installation) throws Exception {
        Part broker = installation.part(Role.KAFKA, 0);
        Part orchestrator = installation.part(Role.ORCHESTRATOR, 0);
        installation.fillDisk(broker);
        DirectedJob first = DirectedJob.start(installation, DirectedWorkload.TOGETHER, 2, Map.of());
        await("the broker has ended")
                .atMost(PATIENCE)
                .until(() -> !installation.stack().runs(broker));
        await("it is missed")
                .atMost(PATIENCE)
                .until(() -> readiness(installation, orchestrator).contains("DEGRADED"));

        List<DirectedJob> accepted = new ArrayList<>(List.of(first));
        for (int i = 0; i < Installation.JOBS_AT_STANDSTILL; i++) {
            Stage stage = installation.stage(Map.of());
            HttpResponse<String> answer = submit(installation, orchestrator, stage);
            assertThat(answer.statusCode()).isEqualTo(202);
            UUID id = Json.mapper().readValue(answer.body(), JobStarted.class).jobId();
            accepted.add(new DirectedJob(installation, stage, id, 2));
        }
        HttpResponse<String> refused = submit(installation, orchestrator, installation.stage(Map.of()));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        installation.stack().start(broker);
        accepted.forEach(DirectedJob::shouldComplete);
        // The jobs may end before the pipeliner is connected again.
        await("nothing is missed any more")
                .atMost(PATIENCE)
                .until(() -> readiness(installation, orchestrator).contains("\"UP\""));
        assertThat(submit(installation, orchestrator, installation.stage(Map.of()))
                        .statusCode())
                .isEqualTo(202);
    }

    private static String readiness(Installation installation, Part part) {
        return installation.get(part, "/actuator/health/readiness").body();
    }

    private static HttpResponse<String> submit(Installation installation, Part orchestrator, Stage stage) {
        return installation
                .submit(
                        URI.create(orchestrator.address()),
                        stage.job(DirectedWorkload.TOGETHER, 2),
                        UUID.randomUUID().toString())
                .join();
    }
}
