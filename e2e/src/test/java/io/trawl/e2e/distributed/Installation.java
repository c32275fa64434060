package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.database.DetachedDatabase;
import io.trawl.cli.remote.HttpJobService;
import io.trawl.cli.stack.LocalStack;
import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Shape;
import io.trawl.e2e.JobClient;
import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import io.trawl.schemas.Page;
import io.trawl.schemas.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A local stack of the tests, and ways to look at it and to strike its parts. */
final class Installation implements AutoCloseable {
    /** All durations of the faults scale with it. */
    static final Duration LEASE = Duration.ofSeconds(4);

    static final int JOBS_AT_STANDSTILL = 20;

    /** Jobs that are RUNNING, of which nothing runs or could, and some chunks wait for their tasks. */
    private static final String STANDING = "SELECT count(*) FROM (SELECT FROM trawl.phase_counter c"
            + " JOIN trawl.job j USING (job_id) WHERE j.state = 2 GROUP BY c.job_id"
            + " HAVING sum(c.pending + c.assigned + c.running + c.aborting) = 0 AND sum(c.unscheduled) > 0) AS standing";

    private final Path root;
    private final LocalStack stack;
    private final Map<URI, HttpJobService> clients = new HashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Installation(Path root, LocalStack stack) {
        this.root = root;
        this.stack = stack;
    }

    static Installation up(Path root, Shape shape) {
        return up(root, shape, Map.of());
    }

    /** @param more settings for the environment of its parts */
    static Installation up(Path root, Shape shape, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "TRAWL_WORKER_LEASE",
                LEASE.toString(),
                "TRAWL_WORKER_IN_PROCESS_THREAD_COUNT",
                "2",
                // What lives for a minute need not be compiled to the last.
                "JDK_JAVA_OPTIONS",
                "-XX:TieredStopAtLevel=1"));
        settings.putAll(more);
        LocalStack stack = LocalStack.in(root, shape, settings);
        Installation installation = new Installation(root, stack);
        try {
            stack.up(part -> {});
        } catch (RuntimeException e) {
            installation.close();
            throw e;
        }
        return installation;
    }

    LocalStack stack() {
        return stack;
    }

    JobClient client() {
        return new JobClient(this::jobs);
    }

    JobClient client(Part orchestrator) {
        return new JobClient(() -> jobs(orchestrator));
    }

    /** Of the first orchestrator that runs. */
    JobService jobs() {
        return jobs(stack.parts(Part.Role.ORCHESTRATOR).stream()
                .filter(stack::runs)
                .findFirst()
                .orElseThrow());
    }

    JobService jobs(Part orchestrator) {
        return clients.computeIfAbsent(URI.create(orchestrator.address()), uri -> HttpJobService.at(uri, null));
    }

    /** Starts what has ended, and returns when all is ready. */
    void heal() {
        stack.up(part -> {});
    }

    /** What a test left behind when it failed would hold slots that the next one counts on. */
    void forgetJobs() {
        stack.parts(Part.Role.WORKER).stream().filter(stack::runs).forEach(stack::kill);
        heal();
        JobFilter unfinished = JobFilter.of(List.of(JobState.RUNNING, JobState.PAUSED));
        for (JobStatus job :
                jobs().jobs(JobClient.TENANT, unfinished, null, Page.MAX_LIMIT).items()) {
            try {
                jobs().cancel(JobClient.TENANT, job.jobId());
            } catch (JobNotFound | IllegalJobState e) {
                throw new AssertionError(e);
            }
        }
    }

    /** What watches processes in the world does so, and does not wait. */
    void restartWhatEnded() {
        stack.parts().stream().filter(part -> !stack.runs(part)).forEach(stack::start);
    }

    /** Submits a job of {@link WaitingWorkload}. */
    UUID submitWaiting(int tasks) {
        SourceSpec source = SourceSpec.of("waiting", "none", Map.of());
        Map<String, Object> options = Map.of(WaitingWorkload.COUNT, tasks);
        try {
            return jobs().start(
                            JobClient.TENANT,
                            new JobRequest("e2e", WaitingWorkload.NAME, List.of(source), options, null, null, null),
                            null)
                    .jobId();
        } catch (InvalidJob e) {
            throw new AssertionError(e);
        }
    }

    /** A stage of its own for a job. */
    Stage stage(Map<String, Stage.Act> acts) {
        return Stage.in(root.resolve("stages").resolve(UUID.randomUUID().toString()), acts);
    }

    /** The part whose process this is. */
    Part part(long pid) {
        return stack.parts().stream()
                .filter(part -> stack.process(part).filter(p -> p.pid() == pid).isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** What a job that has ended leaves in the ledger. */
    void shouldHoldTheInvariants(UUID job) throws SQLException {
        assertThat(count("SELECT count(*) FROM trawl.task WHERE place <> 3 AND job_id = '" + job + "'"))
                .as("tasks that have not ended")
                .isZero();
        assertThat(count("SELECT count(*) FROM trawl.phase_counter WHERE job_id = '" + job
                        + "' AND pending + assigned + running + aborting <> 0"))
                .as("counters that say otherwise")
                .isZero();
        assertThat(count("SELECT count(*) FROM trawl.phase_counter c WHERE c.job_id = '" + job
                        + "' AND c.done <> (SELECT count(*) FROM trawl.task t WHERE t.job_id = c.job_id"
                        + " AND t.phase = c.phase AND t.source = c.source AND t.state = 5)"))
                .as("counters of done tasks that do not add up")
                .isZero();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The first column of what is selected. */
    List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** What a part other than database and broker has said since the installation was made. */
    String log(Part part) {
        try {
            return Files.readString(stack.home(part).resolve("out.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a caller without patience does it. @param key for idempotency */
    CompletableFuture<HttpResponse<String>> submit(URI server, JobRequest job, String key) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/start_job"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(Json.mapper().writeValueAsString(job)))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The whole page of metrics of a part. */
    String metrics(Part part) {
        return get(part, "/actuator/prometheus").body();
    }

    /** The only job has no task any more, is not over, and whoever asks an orchestrator is told why. */
    void awaitStandstillThatIsShown() {
        Part orchestrator = part(Part.Role.ORCHESTRATOR, 0);
        await("standstill")
                .atMost(Duration.ofMinutes(2))
                .until(() -> count(STANDING) == 1
                        && get(orchestrator, "/actuator/health/readiness")
                                .body()
                                .contains("No pipeliner is connected"));
    }

    /** All that was ever said comes twice again, in another order, as if it had been on its way for an hour. */
    void replay(long seed) {
        try (Replay replay = new Replay(stack.bootstrapServers(), seed)) {
            replay.again();
            replay.awaitRead();
        }
    }

    /** What a part other than database and broker answers. */
    HttpResponse<String> get(Part part, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(part.address() + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What a counter without labels has come to, over all parts of a role. */
    long counted(Part.Role role, String counter) {
        return stack.parts(role).stream()
                .flatMap(part -> metrics(part).lines())
                .filter(line -> line.startsWith(counter + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(counter.length() + 1)))
                .sum();
    }

    Connection connect() throws SQLException {
        Part database = stack.parts(Part.Role.POSTGRES).getFirst();
        return DriverManager.getConnection(
                DetachedDatabase.jdbcUrl(database.port()),
                DetachedDatabase.USER,
                DetachedDatabase.in(stack.home(database)).password());
    }

    /** @param name as {@code kill} knows it */
    void signal(Part part, String name) {
        run("kill -" + name + " " + pid(part));
    }

    /** Lets what was frozen go on; it may have ended. */
    void thaw(Part part) {
        if (stack.runs(part)) {
            signal(part, "CONT");
        }
    }

    /** No file that a part writes may grow from now on, as on a disk that is full; over with its process. */
    void fillDisk(Part part) {
        run("prlimit --pid " + pid(part) + " --fsize=1:");
    }

    private long pid(Part part) {
        return stack.process(part).orElseThrow().pid();
    }

    private static void run(String command) {
        try {
            int code = new ProcessBuilder("/bin/sh", "-c", command)
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(code).as(command).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Part part(Part.Role role, int index) {
        List<Part> parts = stack.parts(role);
        return parts.get(index % parts.size());
    }

    @Override
    public void close() {
        clients.values().forEach(HttpJobService::close);
        http.close();
        // Nothing of it is needed again: politeness would only take its time.
        stack.parts().reversed().forEach(stack::kill);
    }
}
