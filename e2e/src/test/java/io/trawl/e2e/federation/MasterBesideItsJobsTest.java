package io.trawl.e2e.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.trawl.cli.assembly.MasterProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.cli.remote.HttpJobService;
import io.trawl.cli.remote.HttpSchedules;
import io.trawl.cli.remote.HttpSites;
import io.trawl.cli.remote.HttpSources;
import io.trawl.e2e.JobClient;
import io.trawl.engine.job.JobVerb;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.schemas.DeliveryState;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Json;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Overlap;
import io.trawl.schemas.RunState;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import io.trawl.schemas.Site;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.Webhook;
import io.trawl.schemas.WebhookDelivery;
import io.trawl.schemas.WebhookEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs beside the API, at a master: its schedules see the jobs that are spread, and their ends are announced. */
class MasterBesideItsJobsTest {
    private static final String SITE = "paris";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path home;

    private static MasterProcess master;
    private static HttpJobService jobs;

    @BeforeAll
    static void startMasterOfASiteThatIsAway() throws Exception {
        master = MasterProcess.start(
                new SingleProcessConfig(
                        home,
                        null,
                        2,
                        ApiConfig.local(0),
                        SingleProcessConfig.DEFAULT_LEASE,
                        SourceAccess.of(Map.of())),
                "0.1.0");
        jobs = HttpJobService.at(at(), null);
        try (HttpSites sites = HttpSites.at(at(), null);
                HttpSources sources = HttpSources.at(at(), null)) {
            sites.add(new Site(SITE, nobody().toString(), null, null, null, null, null, null, null, null, null));
            sources.add(new NamedSource("archive", "file", null, null, SITE, null, null, null, null, null, null));
        }
    }

    @AfterAll
    static void close() {
        jobs.close();
        master.close();
    }

    private static URI at() {
        return master.api().orElseThrow();
    }

    private static URI nobody() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    private static JobRequest archive(List<Webhook> webhooks) {
        return new JobRequest(
                null, "discovery", List.of(SourceSpec.named("archive")), null, null, null, null, webhooks, null, null);
    }

    @Test
    void shouldSkipARunWhileTheJobBeforeIsAtWork() throws Exception {
        try (HttpSchedules schedules = HttpSchedules.at(at(), null)) {
            schedules.add(new Schedule(
                    "nightly",
                    "@yearly",
                    null,
                    null,
                    Overlap.SKIP,
                    null,
                    null,
                    true,
                    archive(List.of()),
                    null,
                    null,
                    null,
                    null,
                    null));
            ScheduleRun first = schedules.run("nightly");
            assertThat(first.state()).isEqualTo(RunState.STARTED);
            assertThat(schedules.run("nightly").state()).isEqualTo(RunState.SKIPPED);
            assertThat(schedules.runs("nightly", 10).items())
                    .filteredOn(run -> run.run() == first.run())
                    .extracting(ScheduleRun::jobState)
                    .containsExactly(JobState.PENDING);

            jobs.act(JobClient.TENANT, first.jobId(), JobVerb.CANCEL);
            await().atMost(PATIENCE).until(() -> stateOf(first.jobId()) == JobState.CANCELLED);
            ScheduleRun third = schedules.run("nightly");
            assertThat(third.state()).isEqualTo(RunState.STARTED);
            jobs.act(JobClient.TENANT, third.jobId(), JobVerb.CANCEL);
        }
    }

    private static JobState stateOf(UUID job) {
        return jobs.status(JobClient.TENANT, List.of(job)).getFirst().state();
    }

    @Test
    void shouldTellAReceiverOfTheEndOfASpreadJob() throws Exception {
        List<WebhookEvent> told = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/ended", exchange -> {
            told.add(Json.mapper().readValue(exchange.getRequestBody().readAllBytes(), WebhookEvent.class));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/ended";
            UUID job = jobs.start(JobClient.TENANT, archive(List.of(new Webhook(url, null))), null)
                    .jobId();
            jobs.act(JobClient.TENANT, job, JobVerb.CANCEL);

            await().atMost(PATIENCE).until(() -> !told.isEmpty());
            assertThat(told).extracting(WebhookEvent::jobId).containsExactly(job);
            assertThat(told).extracting(WebhookEvent::state).containsExactly(JobState.CANCELLED);
            await().atMost(PATIENCE).until(() -> delivery(job).state() == DeliveryState.DELIVERED);
        } finally {
            receiver.stop(0);
        }
    }

    private static WebhookDelivery delivery(UUID job) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = http.send(
                            HttpRequest.newBuilder(at().resolve("/jobs/" + job + "/webhooks"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return Json.mapper()
                    .treeToValue(Json.mapper().readTree(body).path("items").path(0), WebhookDelivery.class);
        }
    }
}
