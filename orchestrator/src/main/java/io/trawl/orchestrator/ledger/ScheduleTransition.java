package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.orchestrator.ledger.CounterDeltas.CounterKey;
import io.trawl.orchestrator.ledger.TaskChanges.NewTask;
import io.trawl.schemas.Command.Schedule;
import io.trawl.schemas.InputRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Ranges of accepted chunks become tasks of the next phase, each range once. */
final class ScheduleTransition {
    private static final String LOCK_CHUNKS = """
            SELECT bucket, chunk_id, job_id, phase, source, records, scheduled_upto
              FROM trawl.chunk
             WHERE bucket = :bucket AND chunk_id = ANY(:chunks)
             ORDER BY chunk_id
               FOR NO KEY UPDATE
            """;
    private static final String SCHEDULED = """
            UPDATE trawl.chunk c SET scheduled_upto = u.upto
              FROM unnest(:chunks::bigint[], :uptos::int[]) AS u(chunk_id, upto)
             WHERE c.bucket = :bucket AND c.chunk_id = u.chunk_id
            """;
    private static final String WAITING_BARRIERS = """
            SELECT p.job_id, p.phase FROM trawl.job_phase p
             WHERE p.job_id = ANY(:jobs) AND p.barrier AND NOT (%s)
            """.formatted(BarrierSql.RELEASED);

    private final Database database;
    private final Fences fences;
    private final TaskWriter writer;

    ScheduleTransition(Database database) {
        this.database = database;
        this.fences = database.fences();
        this.writer = new TaskWriter(database);
    }

    /** A phase of a job that still waits for the ones before it. */
    private record Barrier(UUID jobId, int phase) {}

    /** What is known under the locks; chunks move as commands are taken. */
    private record Known(
            Map<UUID, JobRow> jobs, Map<Long, ChunkRow> before, Map<Long, ChunkRow> chunks, Set<Barrier> barriers) {}

    Effect schedule(List<Schedule> commands) {
        if (commands.isEmpty()) {
            return Effect.NONE;
        }
        return database.inTransaction(handle -> {
            Known known = known(handle, commands);
            TaskChanges changes = new TaskChanges();
            for (Schedule command : commands) {
                Map<Long, ChunkRow> moved = moved(known, command);
                if (!moved.isEmpty()) {
                    known.chunks().putAll(moved);
                    changes.create(task(known, command));
                }
            }
            markChunks(handle, known, changes.counters());
            return new Effect(changes.created().size(), changes.events(), writer.write(handle, changes));
        });
    }

    private static Known known(Handle handle, List<Schedule> commands) {
        Map<UUID, JobRow> jobs = JobLocks.share(handle, commands.stream().map(Schedule::jobId));
        long[] ids = commands.stream()
                .flatMap(command -> command.ranges().stream())
                .mapToLong(InputRange::chunkId)
                .distinct()
                .toArray();
        Map<Long, ChunkRow> chunks = new HashMap<>();
        jobs.values().stream()
                .map(JobRow::bucket)
                .distinct()
                .sorted()
                .forEach(bucket -> lock(handle, bucket, ids, chunks));
        return new Known(jobs, Map.copyOf(chunks), chunks, barriers(handle, List.copyOf(jobs.keySet())));
    }

    private static void lock(Handle handle, int bucket, long[] ids, Map<Long, ChunkRow> into) {
        handle.createQuery(LOCK_CHUNKS)
                .bind("bucket", bucket)
                .bind("chunks", Column.longs(ids))
                .map((row, context) -> new ChunkRow(
                        row.getInt("bucket"),
                        row.getLong("chunk_id"),
                        row.getObject("job_id", UUID.class),
                        row.getInt("phase"),
                        Code.text(row, "source"),
                        row.getInt("records"),
                        row.getInt("scheduled_upto")))
                .forEach(chunk -> into.put(chunk.chunkId(), chunk));
    }

    private static Set<Barrier> barriers(Handle handle, List<UUID> jobs) {
        return new HashSet<>(handle.createQuery(WAITING_BARRIERS)
                .bind("jobs", Column.uuids(jobs))
                .map((row, context) -> new Barrier(row.getObject("job_id", UUID.class), row.getInt("phase")))
                .list());
    }

    /** The chunks as they are after the command; none when it does not hold. */
    private Map<Long, ChunkRow> moved(Known known, Schedule command) {
        JobRow job = known.jobs().get(command.jobId());
        if (job == null
                || !fences.hold(Fence.SCHEDULE_JOB_ALIVE, job.alive())
                || !fences.hold(Fence.SCHEDULE_WITHIN_LIMITS, job.withinLimits())
                || !fences.hold(
                        Fence.SCHEDULE_BARRIER,
                        !known.barriers().contains(new Barrier(command.jobId(), command.phase())))) {
            return Map.of();
        }
        Map<Long, ChunkRow> moved = new HashMap<>();
        for (InputRange range : command.ranges()) {
            ChunkRow chunk = moved.getOrDefault(range.chunkId(), known.chunks().get(range.chunkId()));
            if (chunk == null || !feeds(chunk, command, range)) {
                return Map.of();
            }
            moved.put(range.chunkId(), chunk.scheduled(range.to()));
        }
        return moved;
    }

    private boolean feeds(ChunkRow chunk, Schedule command, InputRange range) {
        return chunk.jobId().equals(command.jobId())
                && chunk.phase() == command.phase() - 1
                && chunk.source().equals(command.source())
                && range.to() <= chunk.records()
                && fences.hold(Fence.SCHEDULE_FROM, range.from() == chunk.scheduledUpTo());
    }

    private static NewTask task(Known known, Schedule command) {
        int bucket = Objects.requireNonNull(known.jobs().get(command.jobId())).bucket();
        CounterKey group = new CounterKey(command.jobId(), command.phase(), command.source());
        return new NewTask(group, bucket, command.ranges(), null, TaskRow.Trouble.NONE);
    }

    private static void markChunks(Handle handle, Known known, CounterDeltas counters) {
        Map<Integer, List<ChunkRow>> byBucket = new HashMap<>();
        known.chunks().forEach((id, chunk) -> {
            ChunkRow before = known.before().get(id);
            if (!chunk.equals(before)) {
                byBucket.computeIfAbsent(chunk.bucket(), absent -> new ArrayList<>())
                        .add(chunk);
            }
            if (before != null && before.unscheduled() && !chunk.unscheduled()) {
                counters.add(new CounterKey(chunk.jobId(), chunk.phase(), chunk.source()), Counter.UNSCHEDULED, -1);
            }
        });
        byBucket.forEach((bucket, chunks) -> handle.createUpdate(SCHEDULED)
                .bind("bucket", bucket)
                .bind("chunks", Column.longs(chunks, ChunkRow::chunkId))
                .bind("uptos", Column.ints(chunks, ChunkRow::scheduledUpTo))
                .execute());
    }
}
