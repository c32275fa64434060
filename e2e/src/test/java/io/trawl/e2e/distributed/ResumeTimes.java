package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.assembly.DistributedConfig;
import io.trawl.cli.stack.LocalStack;
import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Part.Role;
import io.trawl.cli.stack.Shape;
import io.trawl.schemas.JobState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long work stands still at default settings: a task whose worker was killed, until another worker starts it; all
 * tasks when the orchestrator that leads was killed, until there is the next start. Runs in the profile {@code long} alone.
 */
class ResumeTimes {
    private static final int KILLS = Integer.getInteger("trawl.chaos.kills", 20);
    private static final Map<String, String> DEFAULTS =
            Map.of("TRAWL_WORKER_LEASE", DistributedConfig.DEFAULT_LEASE.toString());
    private static final int TASKS = 200_000;
    private static final long LOOK_NANOS = 20_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** Not of the first phase: its task, once lost, has time until what it has found is done. */
    private static final String HELD = """
            SELECT task_id, attempt FROM trawl.task JOIN trawl.worker_lease USING (worker)
             WHERE job_id = ? AND state = 3 AND name = ? AND phase = 1
            """;

    private static final String AGAIN = "SELECT attempt, state, place FROM trawl.task WHERE task_id = ?";

    @TempDir
    private static Path home;

    @Test
    void shouldSayHowLongWorkStandsStill() throws Exception {
        try (Installation installation = Installation.up(home.resolve("stack"), new Shape(2, 1, 3, 0, 0), DEFAULTS)) {
            UUID job = installation.submitWaiting(TASKS);
            installation
                    .client()
                    .awaitStatus(job, status -> status.phases().get(1).records().processed() > 100);
            List<Long> workers = new ArrayList<>();
            for (int i = 0; i < KILLS; i++) {
                workers.addAll(killWorker(installation, job, i));
            }
            report("a task whose worker was killed starts again", workers);
            List<Long> leaders = new ArrayList<>();
            for (int i = 0; i < KILLS / 2; i++) {
                leaders.add(killLeader(installation, job));
            }
            report("a task starts after the orchestrator that leads was killed", leaders);
            installation.jobs().cancel("default", job);
            assertThat(installation.client().awaitEnd(job).state()).isEqualTo(JobState.CANCELLED);
        }
    }

    private static List<Long> killWorker(Installation installation, UUID job, int pick) throws SQLException {
        LocalStack stack = installation.stack();
        Part worker = installation.part(Role.WORKER, pick);
        List<Long> millis = new ArrayList<>();
        try (Connection connection = installation.connect()) {
            stack.kill(worker);
            long began = System.nanoTime();
            Map<Long, Integer> held = held(connection, job, worker.name());
            while (!held.isEmpty() && System.nanoTime() - began < PATIENCE_NANOS) {
                var tasks = held.entrySet().iterator();
                while (tasks.hasNext()) {
                    var task = tasks.next();
                    Fate fate = fate(connection, task.getKey(), task.getValue());
                    if (fate == Fate.HELD) {
                        continue;
                    }
                    tasks.remove();
                    if (fate == Fate.STARTED_AGAIN) {
                        millis.add((System.nanoTime() - began) / 1_000_000);
                    }
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            assertThat(held).as("tasks that nobody started again").isEmpty();
        }
        stack.start(worker);
        stack.awaitReady(worker);
        return millis;
    }

    /** By the ledger, after the kill: what it had not said before it is what has to be done again. */
    private static Map<Long, Integer> held(Connection connection, UUID job, String worker) throws SQLException {
        Map<Long, Integer> held = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(HELD)) {
            query.setObject(1, job);
            query.setString(2, worker);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    held.put(rows.getLong(1), rows.getInt(2));
                }
            }
        }
        return held;
    }

    /** What became of an attempt that was running when its worker was killed. */
    private enum Fate {
        HELD,
        STARTED_AGAIN,
        /** Its last report had left the worker before the kill. */
        ENDED_BY_ITSELF
    }

    private static Fate fate(Connection connection, long task, int attempt) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(AGAIN)) {
            query.setLong(1, task);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                boolean over = rows.getInt(3) == 3;
                if (rows.getInt(1) > attempt) {
                    return over || rows.getInt(2) == 3 ? Fate.STARTED_AGAIN : Fate.HELD;
                }
                return over ? Fate.ENDED_BY_ITSELF : Fate.HELD;
            }
        }
    }

    /** @return milliseconds of the longest time without a start from the kill until work goes on */
    private static long killLeader(Installation installation, UUID job) throws SQLException {
        LocalStack stack = installation.stack();
        Part leader = new Lead(installation).holder();
        String starts = "SELECT coalesce(sum(done), 0) FROM trawl.phase_counter WHERE job_id = '" + job + "'";
        stack.kill(leader);
        long began = System.nanoTime();
        long done = installation.count(starts);
        long grew = began;
        long longest = 0;
        // Until work has gone on for three seconds at least: what was in hand at the kill ends first.
        while (System.nanoTime() - began < PATIENCE_NANOS && System.nanoTime() - began < longest + 3_000_000_000L) {
            long now = installation.count(starts);
            if (now > done) {
                grew = System.nanoTime();
                done = now;
            }
            longest = Math.max(longest, System.nanoTime() - grew);
            LockSupport.parkNanos(LOOK_NANOS);
        }
        stack.start(leader);
        stack.awaitReady(leader);
        return longest / 1_000_000;
    }

    private static void report(String what, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "resume: %s after p50 %d ms, p99 %d ms, most %d ms (%d samples)%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get((int) (sorted.size() * 0.99)),
                sorted.getLast(),
                sorted.size());
    }
}
