package io.trawl.orchestrator.api;

import io.trawl.engine.desk.PacketDesk;
import io.trawl.engine.desk.WorkerDesk;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.transport.BoundedQueue;
import io.trawl.engine.transport.QueuedPackets;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.NewToken;
import io.trawl.orchestrator.access.Principal;
import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.access.TokenRefused;
import io.trawl.orchestrator.access.Tokens;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.Json;
import io.trawl.schemas.WorkPacket;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A server on a free port over fake jobs or real ones, and a client to ask it. */
final class RunningApi implements AutoCloseable {
    static final String JOB = """
            {"workload": "discovery", "sources": ["ds_1"]}""";

    final FakeJobs jobs = new FakeJobs();
    final MemoryAccess access = new MemoryAccess();
    final InstallationView installation = new InstallationView(
            new UUID(7, 7),
            3,
            new UUID(7, 8),
            "1.2.3",
            "SINGLE_PROCESS",
            List.of(InstallationView.PARENTS, InstallationView.ACKNOWLEDGES),
            List.of());
    final JobTraces traces;
    volatile Optional<String> unready = Optional.empty();
    volatile Optional<ReadinessCheck.Degraded> degraded = Optional.empty();
    final ApiServer server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    RunningApi(@Nullable String token) throws ApiStartFailed {
        this(new ApiAccess(ApiAccess.LOOPBACK, token), false);
    }

    RunningApi(@Nullable String token, ApiLimits limits) throws ApiStartFailed {
        this(new ApiAccess(ApiAccess.LOOPBACK, token), false, limits);
    }

    /** @param withToken whether there is one already, of a tenant that nobody asks for */
    RunningApi(ApiAccess allowed, boolean withToken) throws ApiStartFailed {
        this(allowed, withToken, ApiLimits.DEFAULT);
    }

    private RunningApi(ApiAccess allowed, boolean withToken, ApiLimits limits) throws ApiStartFailed {
        this(allowed, withToken, limits, null, new JobTraces());
    }

    /** Serves these instead of the fake jobs. */
    static RunningApi over(JobService jobs) throws ApiStartFailed {
        return over(jobs, new JobTraces());
    }

    /** The same. @param traces that the jobs are told of */
    static RunningApi over(JobService jobs, JobTraces traces) throws ApiStartFailed {
        return new RunningApi(new ApiAccess(ApiAccess.LOOPBACK, null), false, ApiLimits.DEFAULT, jobs, traces);
    }

    private RunningApi(
            ApiAccess allowed, boolean withToken, ApiLimits limits, @Nullable JobService served, JobTraces traces)
            throws ApiStartFailed {
        this.traces = traces;
        if (withToken) {
            token("nobody", Scope.READ);
        }
        ApiConfig config = new ApiConfig(allowed, 0, "default", limits);
        JobService serving = served == null ? jobs : served;
        server = ApiServer.start(
                config,
                new ApiParts(
                                serving,
                                KnownSources.none(),
                                readiness(),
                                () -> "trawl_up 1.0\n",
                                access.stores(),
                                "1.2.3",
                                KnownSchedules.none(serving))
                        .at(new ApiParts.Host(
                                ApiParts.Host.ofJobs(null).fleet(),
                                desk(),
                                traces,
                                () -> installation,
                                new KnownSites())));
    }

    private ReadinessCheck readiness() {
        return new ReadinessCheck() {
            @Override
            public Optional<String> unreadyBecause() {
                return unready;
            }

            @Override
            public Optional<Degraded> degraded() {
                return degraded;
            }
        };
    }

    /** With nothing to do. */
    private static WorkerDesk desk() {
        InMemoryLedger ledger = new InMemoryLedger(
                new VirtualClock(), Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(15), new Random(1));
        BoundedQueue<WorkPacket> none = new BoundedQueue<>(1, Duration.ZERO);
        return new WorkerDesk(
                ledger,
                reports -> ledger.accept(reports).verdicts(),
                List::size,
                new PacketDesk(pool -> new QueuedPackets(none), System::nanoTime));
    }

    record Answer(int status, HttpResponse<String> response) {
        JsonNode json() {
            return Json.mapper().readTree(response.body());
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** A problem of this name, in the form every error has. */
        JsonNode problem(String name) {
            JsonNode json = json();
            if (!header("Content-Type").startsWith("application/problem+json")
                    || !json.path("type").stringValue("").equals("urn:trawl:problem:" + name)
                    || json.path("status").intValue() != status
                    || json.path("title").stringValue("").isBlank()
                    || json.path("detail").stringValue("").isBlank()) {
                throw new AssertionError("Not the problem " + name + " but " + status + " " + body());
            }
            return json;
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server.uri() + path)).timeout(Duration.ofSeconds(30));
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest built = request.build();
        HttpResponse<String> response = http.send(built, BodyHandlers.ofString());
        ApiDescription.SERVED.check(built.method(), built.uri().getRawPath(), response);
        return new Answer(response.statusCode(), response);
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    /** A new token as its holder has it. */
    String token(String tenant, Scope... scopes) {
        try {
            return new Tokens(access, InstantSource.system(), new SecureRandom())
                    .create(
                            new Principal("test", tenant, EnumSet.allOf(Scope.class)),
                            new NewToken("test", List.of(scopes), NewToken.DEFAULT_LIFE))
                    .text()
                    .text();
        } catch (TokenRefused e) {
            throw new AssertionError(e);
        }
    }

    Answer with(String token, String path) throws IOException, InterruptedException {
        return send(to(path).header("Authorization", "Bearer " + token));
    }

    /** The end of a request is told after its answer: this waits for it. */
    List<AuditEntry> entriesOf(String action, int count) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<AuditEntry> found = List.of();
        while (found.size() < count && System.nanoTime() < end) {
            found = access.entries().stream()
                    .filter(entry -> entry.action().equals(action))
                    .toList();
            Thread.onSpinWait();
        }
        return found;
    }

    Answer post(String path) throws IOException, InterruptedException {
        return send(to(path).POST(BodyPublishers.noBody()));
    }

    Answer start(String json) throws IOException, InterruptedException {
        return send(starting(json));
    }

    HttpRequest.Builder starting(String json) {
        return to("/start_job").header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    /** What a careful client never sends. Returns all of the answer. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(ApiAccess.LOOPBACK, server.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
