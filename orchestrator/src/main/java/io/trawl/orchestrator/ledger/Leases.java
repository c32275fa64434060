package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.orchestrator.ledger.ReleaseStep.Candidate;
import io.trawl.schemas.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/** Opens, closes and revokes leases, and takes back what ran under one that is over. Leases are locked before jobs. */
final class Leases {
    /** Most attempts that one call takes back from a worker; the reconciler finds the rest. */
    static final int MAX_LOST = 2_000;

    private static final String OPEN = """
            INSERT INTO trawl.worker_lease (worker, name, pool, slots, labels, joined_at, lease_until)
            VALUES (:worker, :name, :pool, :slots, CAST(:labels AS text)::jsonb, {{clock}},
                    {{clock}} + :lease_ms * interval '1 ms')
                ON CONFLICT (worker) DO NOTHING
            """;
    private static final String CLOSE =
            "UPDATE trawl.worker_lease SET closed = true WHERE worker = :worker AND NOT closed RETURNING worker";
    private static final String REVOKE =
            "UPDATE trawl.worker_lease SET closed = true WHERE name = :name AND NOT closed RETURNING worker";
    private static final String OVER = "[[LOSE_LEASE: w.closed OR w.lease_until < {{clock}}]]";
    private static final String FIND_HELD = """
            SELECT t.task_id, t.job_id FROM trawl.task t
             WHERE t.place = 2 AND t.worker = ANY(:workers) AND t.state IN (3, 4)
             LIMIT :limit
            """;
    private static final String FIND_EXPIRED = """
            SELECT w.worker FROM trawl.worker_lease w
             WHERE %s AND w.worker IN (SELECT t.worker FROM trawl.task t WHERE t.place = 2 AND t.state IN (3, 4))
             ORDER BY w.worker
             LIMIT :limit
            """.formatted(OVER);
    /** A renewal of the same lease waits here, and is then refused by what it finds. */
    private static final String LOCK_EXPIRED =
            "SELECT w.worker, w.closed FROM trawl.worker_lease w WHERE w.worker = ANY(:workers) AND " + OVER
                    + " ORDER BY w.worker FOR UPDATE";

    private final Database database;
    private final Duration lease;
    private final ReleaseStep step;
    private final String open;
    private final String findExpired;
    private final String lockExpired;

    Leases(Database database, RetryPolicy policy, Duration lease, RandomGenerator random) {
        this.database = database;
        this.lease = lease;
        this.step = new ReleaseStep(database, policy, random);
        this.open = database.sql(OPEN);
        this.findExpired = database.sql(FIND_EXPIRED);
        this.lockExpired = database.sql(LOCK_EXPIRED);
    }

    /** An incarnation opens one lease: once that has run out or was closed, asking again does not revive it. */
    Duration open(WorkerInfo worker) {
        database.inTransaction(handle -> handle.createUpdate(open)
                .bind("worker", worker.worker())
                .bind("name", worker.name())
                .bind("pool", worker.pool())
                .bind("slots", worker.slots())
                .bind("labels", Json.canonical(worker.labels()))
                .bind("lease_ms", lease.toMillis())
                .execute());
        return lease;
    }

    Effect close(UUID worker) {
        return database.inTransaction(handle -> {
            List<UUID> closed = handle.createQuery(CLOSE)
                    .bind("worker", worker)
                    .mapTo(UUID.class)
                    .list();
            return takeBack(handle, closed, Set.of(), MAX_LOST);
        });
    }

    /** Rows of the effect are leases. */
    Effect revoke(String name) {
        return database.inTransaction(handle -> {
            List<UUID> revoked = handle.createQuery(REVOKE)
                    .bind("name", name)
                    .mapTo(UUID.class)
                    .list();
            Effect lost = takeBack(handle, revoked, Set.copyOf(revoked), MAX_LOST);
            return new Effect(revoked.size(), lost.events(), lost.quiet());
        });
    }

    Effect lose(UUID worker) {
        return database.inTransaction(handle -> loseExpired(handle, List.of(worker), MAX_LOST));
    }

    Effect loseExpired(int limit) {
        return database.inTransaction(handle -> {
            List<UUID> workers = handle.createQuery(findExpired)
                    .bind("limit", limit)
                    .mapTo(UUID.class)
                    .list();
            return workers.isEmpty() ? Effect.NONE : loseExpired(handle, workers, limit);
        });
    }

    private Effect loseExpired(Handle handle, List<UUID> workers, int limit) {
        Map<UUID, Boolean> closed = new HashMap<>();
        handle.createQuery(lockExpired)
                .bind("workers", Column.uuids(workers))
                .map((row, context) -> closed.put(row.getObject("worker", UUID.class), row.getBoolean("closed")))
                .list();
        Set<UUID> died = new HashSet<>(closed.keySet());
        died.removeIf(worker -> Boolean.TRUE.equals(closed.get(worker)));
        return takeBack(handle, List.copyOf(closed.keySet()), died, limit);
    }

    private Effect takeBack(Handle handle, List<UUID> workers, Set<UUID> died, int limit) {
        if (workers.isEmpty()) {
            return Effect.NONE;
        }
        List<Candidate> held = handle.createQuery(FIND_HELD)
                .bind("workers", Column.uuids(workers))
                .bind("limit", limit)
                .map((row, context) -> new Candidate(row.getLong("task_id"), row.getObject("job_id", UUID.class)))
                .list();
        Set<UUID> over = Set.copyOf(workers);
        return step.release(
                handle,
                held,
                row -> ReleaseStep.held(row)
                        && row.attempt().worker() != null
                        && over.contains(row.attempt().worker()),
                row -> row.attempt().worker() != null
                        && died.contains(row.attempt().worker()));
    }
}
