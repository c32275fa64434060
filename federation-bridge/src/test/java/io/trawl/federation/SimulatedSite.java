package io.trawl.federation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import io.trawl.schemas.Site;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A site as a master sees it: its HTTP API over jobs that do nothing but what a test tells them. */
public final class SimulatedSite implements AutoCloseable {
    private static final int BACKLOG = 200;

    static {
        // Without it every answer waits for the acknowledgement of its first half.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String id;
    private final UUID installation = UUID.randomUUID();
    private final SimulatedStore store = new SimulatedStore();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LongAdder requests = new LongAdder();
    private volatile Faults faults = Faults.NONE;
    private volatile boolean cut;
    private volatile String detail = "Something is not as it should be.";
    private volatile List<NamedSource> sources = List.of();
    private volatile List<UUID> below = List.of();
    private volatile UUID shown = installation;
    private volatile String release = "0.1.0";

    private record Answer(int status, Object body) {}

    private SimulatedSite(String id, int port) throws IOException {
        this.id = id;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static SimulatedSite start(String id) {
        try {
            return new SimulatedSite(id, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String id() {
        return id;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Site definition() {
        return new Site(id, url(), null, null, null, null, null, null, null, null, null);
    }

    /** Of all that came, answered or not. */
    public long requests() {
        return requests.sum();
    }

    /** Jobs that were ever begun here. */
    int begun() {
        return store.begun();
    }

    /** As somebody else than the master would. */
    void begin(String key, JobRequest request) {
        store.begin(key, request);
    }

    List<UUID> jobs() {
        return store.ids();
    }

    UUID installation() {
        return installation;
    }

    <T> T read(UUID job, Function<SimulatedJob, T> reading) {
        return store.read(job, reading).orElseThrow();
    }

    public void move(UUID job, Consumer<SimulatedJob> move) {
        store.move(job, move);
    }

    public void moveAll(Consumer<SimulatedJob> move) {
        store.moveAll(move);
    }

    void fail(Faults with) {
        faults = with;
    }

    /** Nothing gets here or away from here any more. */
    void cutOff() {
        cut = true;
        store.wake();
    }

    void heal() {
        cut = false;
    }

    void says(String text) {
        detail = text;
    }

    void has(List<NamedSource> named) {
        sources = named;
    }

    /** What it says of the installations behind this address. */
    void pretends(UUID self, List<UUID> behind) {
        shown = self;
        below = behind;
    }

    void isOf(String version) {
        release = version;
    }

    SimulatedStore.Backup backup() {
        return store.backup();
    }

    /** Comes up with what the backup holds. */
    void restore(SimulatedStore.Backup backup, long epoch) {
        cutOff();
        store.restore(backup, epoch);
        heal();
    }

    long epoch() {
        return store.epoch().number();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.increment();
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Faults.Fault fault = cut ? Faults.Fault.LOST_REQUEST : faults.of(exchange.getRequestMethod(), path);
            switch (fault) {
                case LOST_REQUEST -> {}
                case LOST_ANSWER -> answer(exchange, path);
                case HANG -> closed.await();
                case UNAVAILABLE -> send(exchange, problem(503, "unavailable"));
                case FORBIDDEN -> send(exchange, problem(403, "forbidden"));
                case NOT_FOUND -> send(exchange, problem(404, "not-found"));
                case NONE -> send(exchange, answer(exchange, path));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        if (cut) {
            return;
        }
        byte[] body = Json.mapper().writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private Answer problem(int status, String name) {
        return new Answer(
                status,
                Map.of("type", "urn:trawl:problem:" + name, "title", detail, "status", status, "detail", detail));
    }

    private Answer answer(HttpExchange exchange, String path) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String[] names = path.substring(1).split("/", 3);
        return switch (names[0]) {
            case "installation" -> new Answer(200, identity());
            case "start_job" -> start(exchange, new String(body, StandardCharsets.UTF_8));
            case "get_job_status" -> status(exchange.getRequestURI().getQuery());
            case "sources" -> new Answer(200, new Page<>(sources, null));
            case "jobs" -> job(exchange.getRequestMethod(), UUID.fromString(names[1]), names[2]);
            default -> problem(404, "not-found");
        };
    }

    private InstallationView identity() {
        SimulatedStore.Epoch epoch = store.epoch();
        return new InstallationView(
                shown,
                epoch.number(),
                epoch.id(),
                release,
                "SINGLE_PROCESS",
                List.of(InstallationView.PARENTS, InstallationView.ACKNOWLEDGES),
                below);
    }

    private Answer start(HttpExchange exchange, String body) {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        SimulatedStore.Begun begun = store.begin(key, Json.mapper().readValue(body, JobRequest.class));
        return begun.job() == null
                ? problem(422, "idempotency-conflict")
                : new Answer(202, new JobStarted(begun.job().id, JobState.PENDING, begun.created()));
    }

    private Answer status(String query) throws InterruptedException {
        Map<UUID, Long> known = new LinkedHashMap<>();
        Duration wait = Duration.ZERO;
        UUID last = null;
        for (String pair : query.split("&")) {
            String value = pair.substring(pair.indexOf('=') + 1);
            if (pair.startsWith("wait_s=")) {
                wait = Duration.ofSeconds(Long.parseLong(value));
            } else if (pair.startsWith("job_id=")) {
                last = UUID.fromString(value);
            } else if (pair.startsWith("version=") && last != null) {
                known.put(last, Long.parseLong(value));
            }
        }
        List<JobStatus> found = store.await(known, cut ? Duration.ZERO : wait, SimulatedJob::status);
        return found.isEmpty() ? problem(404, "job-not-found") : new Answer(200, Map.of("jobs", found));
    }

    private Answer job(String method, UUID job, String what) {
        if (store.read(job, found -> found.id).isEmpty()) {
            return problem(404, "job-not-found");
        }
        if (method.equals("POST")) {
            return act(job, what);
        }
        return new Answer(200, read(job, found -> switch (what) {
            case "receipt" -> found.receipt();
            case "results" -> new Page<>(found.rows, null);
            case "gaps" -> new Page<>(found.gaps, null);
            case "tasks" -> new Page<>(found.tasks, null);
            default -> new Page<>(found.waits, null);
        }));
    }

    private Answer act(UUID job, String verb) {
        JobState before = read(job, found -> found.state);
        @Nullable JobState next = next(verb, before);
        if (next == null) {
            return problem(409, "illegal-job-state");
        }
        store.move(job, found -> {
            found.acknowledged |= verb.equals("acknowledge");
            found.revision += verb.equals("retry") ? 1 : 0;
            if (next != before) {
                found.move(next);
            }
        });
        return new Answer(200, read(job, SimulatedJob::status));
    }

    private static @Nullable JobState next(String verb, JobState before) {
        boolean ended = before.terminal();
        return switch (verb) {
            case "cancel" -> ended && before != JobState.CANCELLED ? null : JobState.CANCELLED;
            case "pause" -> ended ? null : JobState.PAUSED;
            case "resume" -> ended ? null : JobState.RUNNING;
            case "retry" ->
                before == JobState.COMPLETED_WITH_GAPS || before == JobState.FAILED ? JobState.RUNNING : null;
            case "acknowledge" -> ended ? before : null;
            default -> null;
        };
    }

    /** Under the same names as the sources of a test: the site, and a number. */
    public SimulatedSite withSources(int count) {
        sources = IntStream.range(0, count)
                .mapToObj(i -> new NamedSource(
                        id + "_" + i, "file", Map.of("root", "/srv"), null, null, null, null, null, 1L, null, null))
                .toList();
        return this;
    }

    List<SourceSpec> specs() {
        return sources.stream().map(source -> SourceSpec.named(source.id())).toList();
    }

    @Override
    public void close() {
        cutOff();
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
