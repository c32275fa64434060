package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.AssignLedger.Claimed;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.trace.TraceContext;
import io.trawl.orchestrator.ledger.CounterDeltas.CounterKey;
import io.trawl.schemas.WorkPacket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** PENDING tasks of granted groups become ASSIGNED. Runs inside the transaction of {@link AdvisoryLeadership}. */
final class ClaimTransition {
    private static final String GROUPS = """
            SELECT g.no, j.tenant, j.workload, j.traceparent, p.name, s.pool
              FROM unnest(:jobs::uuid[], :phases::int[], :sources::text[]) WITH ORDINALITY AS g(job_id, phase, source, no)
              JOIN trawl.job j USING (job_id)
              JOIN trawl.job_phase p USING (job_id, phase)
              JOIN trawl.job_source s USING (job_id, source)
             ORDER BY g.no
            """;
    private static final String LOCK_SOURCES = """
            SELECT s.tenant, s.source_id, s.budget
              FROM trawl.source s
             WHERE (s.tenant, s.source_id) IN (
                     SELECT j.tenant, g.source FROM unnest(:jobs::uuid[], :sources::text[]) AS g(job_id, source)
                       JOIN trawl.job j USING (job_id))
             ORDER BY s.tenant, s.source_id
               FOR NO KEY UPDATE
            """;
    /** A statement of its own after the lock: its snapshot holds all that others claimed at these sources. */
    private static final String IN_FLIGHT = """
            SELECT n.tenant, n.source, sum(c.assigned + c.running + c.aborting) AS in_flight
              FROM (SELECT DISTINCT j.tenant, g.source
                      FROM unnest(:jobs::uuid[], :sources::text[]) AS g(job_id, source)
                      JOIN trawl.job j USING (job_id)) AS n(tenant, source)
              JOIN trawl.job j ON j.tenant = n.tenant AND j.state IN (2, 3, 4)
              JOIN trawl.phase_counter c ON c.job_id = j.job_id AND c.source = n.source
             GROUP BY n.tenant, n.source
            """;
    /** The locks, in their order, and what is known under them. */
    private static final String WORLD = Trip.of(JobLocks.SHARE, GROUPS, LOCK_SOURCES, IN_FLIGHT);
    /** By place in the table: the rows are locked where they stand. A join might read the whole table. */
    private static final String CLAIM = """
            WITH picked AS MATERIALIZED (
              SELECT p.ctid AS at
                FROM unnest(:jobs::uuid[], :phases::int[], :sources::text[], :solos::boolean[], :tasks::int[])
                     AS g(job_id, phase, source, solo, tasks)
               CROSS JOIN LATERAL (
                 SELECT t.ctid FROM trawl.task t
                  WHERE t.job_id = g.job_id AND t.phase = g.phase AND t.source = g.source AND t.solo = g.solo
                    AND [[CLAIM_PENDING: t.place = 1]] AND [[CLAIM_DUE: t.due_at <= {{now}}]]
                  ORDER BY t.due_at, t.task_id
                  LIMIT g.tasks
                    FOR UPDATE SKIP LOCKED) p
            )
            UPDATE trawl.task t
               SET state = 2, attempt = t.attempt + 1, last_seq = 0, since = {{now}}
             WHERE t.ctid = ANY(ARRAY(SELECT at FROM picked))
            RETURNING t.task_id, t.attempt, t.job_id, t.phase, t.source,
                      (extract(epoch FROM {{now}} - t.due_at) * 1000)::bigint AS waited
            """;

    private final Fences fences;
    private final String claim;
    private final CounterWriter counters;

    ClaimTransition(Database database) {
        this.fences = database.fences();
        this.claim = database.sql(CLAIM);
        this.counters = new CounterWriter(database);
    }

    /** A grant with what its packets say. */
    private record Granted(
            Grant grant,
            String tenant,
            String workload,
            String phase,
            String pool,
            @Nullable TraceContext trace) {
        SourceKey source() {
            return new SourceKey(tenant, grant.group().source());
        }
    }

    /** A source of a tenant. */
    private record SourceKey(String tenant, String source) {}

    /** The world as the grants meet it. {@code room} is what each source bears yet. */
    private record World(Map<UUID, JobRow> jobs, List<Granted> granted, Map<SourceKey, Integer> room) {}

    List<Claimed> claim(Handle handle, List<Grant> grants) {
        List<Grant> asked = grants.stream().filter(grant -> grant.tasks() > 0).toList();
        if (asked.isEmpty()) {
            return List.of();
        }
        World world = world(handle, asked);
        List<Granted> open = world.granted().stream()
                .filter(one -> open(world.jobs(), one.grant()))
                .toList();
        List<Granted> granted = withinBudget(open, world.room());
        return granted.isEmpty() ? List.of() : take(handle, granted);
    }

    private boolean open(Map<UUID, JobRow> jobs, Grant grant) {
        JobRow job = jobs.get(grant.group().jobId());
        return job != null && fences.hold(Fence.CLAIM_JOB_RUNNING, job.running());
    }

    private static World world(Handle handle, List<Grant> grants) {
        List<UUID> jobs =
                grants.stream().map(grant -> grant.group().jobId()).distinct().toList();
        Query query = handle.createQuery(WORLD)
                .bind("locked", Column.uuids(jobs))
                .bind("jobs", Column.uuids(grants, grant -> grant.group().jobId()))
                .bind("phases", Column.ints(grants, grant -> grant.group().phase()))
                .bind("sources", Column.texts(grants, grant -> grant.group().source()));
        return Trip.make(
                query, trip -> new World(JobLocks.shared(trip), trip.rows(row -> granted(row, grants)), room(trip)));
    }

    private static Granted granted(ResultSet row, List<Grant> grants) throws SQLException {
        return new Granted(
                grants.get(row.getInt("no") - 1),
                Code.text(row, "tenant"),
                Code.text(row, "workload"),
                Code.text(row, "name"),
                Code.text(row, "pool"),
                Code.trace(row));
    }

    private static Map<SourceKey, Integer> room(Trip trip) throws SQLException {
        Map<SourceKey, Integer> room = new HashMap<>();
        trip.rows(row ->
                room.put(new SourceKey(Code.text(row, "tenant"), Code.text(row, "source_id")), row.getInt("budget")));
        trip.rows(row -> room.merge(
                new SourceKey(Code.text(row, "tenant"), Code.text(row, "source")),
                -row.getInt("in_flight"),
                Integer::sum));
        return room;
    }

    /** Cuts grants down to what their sources bear, in the order given; the sources stay locked until the commit. */
    private List<Granted> withinBudget(List<Granted> granted, Map<SourceKey, Integer> room) {
        List<Granted> cut = new ArrayList<>();
        for (Granted one : granted) {
            int left = room.getOrDefault(one.source(), 0);
            int asked = one.grant().solo() ? 1 : one.grant().tasks();
            int tasks = fences.stands(Fence.CLAIM_BUDGET) ? Math.min(left, asked) : asked;
            if (tasks > 0) {
                room.put(one.source(), left - tasks);
                Grant grant = new Grant(one.grant().group(), tasks, one.grant().solo());
                cut.add(new Granted(grant, one.tenant(), one.workload(), one.phase(), one.pool(), one.trace()));
            }
        }
        return cut;
    }

    private List<Claimed> take(Handle handle, List<Granted> granted) {
        Map<GroupKey, Granted> byGroup = new HashMap<>();
        granted.forEach(one -> byGroup.put(one.grant().group(), one));
        CounterDeltas deltas = new CounterDeltas();
        List<Claimed> claimed = handle.createQuery(claim)
                .bind("jobs", Column.uuids(granted, one -> one.grant().group().jobId()))
                .bind("phases", Column.ints(granted, one -> one.grant().group().phase()))
                .bind(
                        "sources",
                        Column.texts(granted, one -> one.grant().group().source()))
                .bind("solos", Column.flags(granted, one -> one.grant().solo()))
                .bind("tasks", Column.ints(granted, one -> one.grant().tasks()))
                .map((row, context) -> {
                    GroupKey key = new GroupKey(
                            row.getObject("job_id", UUID.class), row.getInt("phase"), Code.text(row, "source"));
                    CounterKey counter = new CounterKey(key.jobId(), key.phase(), key.source());
                    deltas.add(counter, Counter.PENDING, -1);
                    deltas.add(counter, Counter.ASSIGNED, 1);
                    Granted grant = java.util.Objects.requireNonNull(byGroup.get(key));
                    return new Claimed(
                            packet(grant, row.getLong("task_id"), row.getInt("attempt")),
                            row.getLong("waited"),
                            grant.trace());
                })
                .list();
        counters.write(handle, deltas);
        return claimed;
    }

    private static WorkPacket packet(Granted granted, long taskId, int attempt) {
        GroupKey group = granted.grant().group();
        return new WorkPacket(
                WorkPacket.VERSION,
                granted.tenant(),
                group.jobId(),
                taskId,
                attempt,
                granted.workload(),
                granted.phase(),
                group.source(),
                granted.pool());
    }
}
