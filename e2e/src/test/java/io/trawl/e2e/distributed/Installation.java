package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.database.DetachedDatabase;
import io.trawl.cli.remote.HttpJobService;
import io.trawl.cli.stack.LocalStack;
import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Shape;
import io.trawl.e2e.JobClient;
import io.trawl.engine.job.JobService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A local stack of the tests, and ways to look at it and to strike its parts. */
final class Installation implements AutoCloseable {
    /** All durations of the faults scale with it. */
    static final Duration LEASE = Duration.ofSeconds(4);

    /** Jobs that are RUNNING, of which nothing runs or could, and some chunks wait for their tasks. */
    private static final String STANDING = "SELECT count(*) FROM (SELECT FROM trawl.phase_counter c"
            + " JOIN trawl.job j USING (job_id) WHERE j.state = 2 GROUP BY c.job_id"
            + " HAVING sum(c.pending + c.assigned + c.running + c.aborting) = 0 AND sum(c.unscheduled) > 0) AS standing";

    private final LocalStack stack;
    private final Map<URI, HttpJobService> clients = new HashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Installation(LocalStack stack) {
        this.stack = stack;
    }

    static Installation up(Path root, Shape shape) {
        LocalStack stack = LocalStack.in(
                root,
                shape,
                Map.of(
                        "TRAWL_WORKER_LEASE",
                        LEASE.toString(),
                        "TRAWL_WORKER_IN_PROCESS_THREAD_COUNT",
                        "2",
                        // What lives for a minute need not be compiled to the last.
                        "JDK_JAVA_OPTIONS",
                        "-XX:TieredStopAtLevel=1"));
        Installation installation = new Installation(stack);
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

    /** Of the first orchestrator that runs. */
    JobService jobs() {
        URI api = stack.parts(Part.Role.ORCHESTRATOR).stream()
                .filter(stack::runs)
                .map(part -> URI.create(part.address()))
                .findFirst()
                .orElseThrow();
        return clients.computeIfAbsent(api, uri -> HttpJobService.at(uri, null));
    }

    /** The whole page of metrics of a part. */
    String metrics(Part part) {
        return get(part, "/actuator/prometheus");
    }

    /** The only job has no task any more, is not over, and whoever asks an orchestrator is told why. */
    void awaitStandstillThatIsShown() {
        Part orchestrator = part(Part.Role.ORCHESTRATOR, 0);
        await("standstill")
                .atMost(Duration.ofMinutes(2))
                .until(() -> number(STANDING) == 1
                        && get(orchestrator, "/actuator/health/readiness").contains("No pipeliner is connected"));
    }

    /** All that was ever said comes twice again, in another order, as if it had been on its way for an hour. */
    void replay(long seed) {
        try (Replay replay = new Replay(stack.bootstrapServers(), seed)) {
            replay.again();
            replay.awaitRead();
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private String get(Part part, String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(part.address() + path))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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
        long pid = stack.process(part).orElseThrow().pid();
        try {
            int code = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(code).as("kill -%s", name).isZero();
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
