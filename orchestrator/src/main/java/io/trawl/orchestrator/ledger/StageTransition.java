package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.ledger.WorkerLedger.StagedChunk;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores the rows of a chunk under its attempt, execution and seq. */
final class StageTransition {
    /** The shared lock keeps an acceptance of this attempt waiting: nothing slips in under an accepted chunk. */
    private static final String OWNER = """
            SELECT bucket, state, attempt, execution, last_seq FROM trawl.task
             WHERE task_id = :task AND job_id = :job
               FOR SHARE
            """;

    private static final String STAGE = """
            INSERT INTO trawl.staging (bucket, task_id, attempt, execution, seq, n, kind, weight, outcome, name, label, body)
            SELECT :bucket, :task, :attempt, :execution, :seq, :from + r.no - 1, r.kind, r.weight, nullif(r.outcome, 0), r.name,
                   r.label, r.body
              FROM unnest(:kinds::int[], :weights::bigint[], :outcomes::int[], :names::text[], :labels::text[],
                          :bodies::text[]) WITH ORDINALITY AS r(kind, weight, outcome, name, label, body, no)
                ON CONFLICT DO NOTHING
            """;

    private final Database database;
    private final Fences fences;

    StageTransition(Database database) {
        this.database = database;
        this.fences = database.fences();
    }

    /** A row as its columns. */
    private record Cells(
            int kind,
            long weight,
            int outcome,
            String name,
            @Nullable String label,
            @Nullable String body) {
        static Cells of(Row row) {
            return switch (row) {
                case Row.Next next ->
                    new Cells(
                            1,
                            next.record().weight(),
                            0,
                            next.record().name(),
                            null,
                            next.record().body());
                case Row.Result result -> new Cells(2, 0, 0, result.key(), result.kind(), result.body());
                case Row.GapRow gap -> new Cells(3, 0, Code.of(gap.outcome()), gap.name(), gap.reason(), null);
            };
        }
    }

    /** Under an accepted seq nothing is staged, and yet the attempt counts: its worker repeats what was answered. */
    boolean stage(StagedChunk chunk) {
        if (chunk.rows().isEmpty() || chunk.end() > Report.MAX_ROWS) {
            throw new IllegalArgumentException(
                    "A chunk has 1 to " + Report.MAX_ROWS + " rows, got " + chunk.end() + ".");
        }
        return database.inTransaction(handle -> {
            Optional<Owned> owned = owned(handle, chunk);
            owned.filter(Owned::fresh).ifPresent(task -> insert(handle, chunk, task.bucket()));
            return owned.isPresent();
        });
    }

    /** The task is the execution's; {@code fresh}: the seq was not accepted. */
    private record Owned(int bucket, boolean fresh) {}

    private Optional<Owned> owned(Handle handle, StagedChunk chunk) {
        return handle.createQuery(OWNER)
                .bind("task", chunk.taskId())
                .bind("job", chunk.jobId())
                .map((row, context) -> {
                    boolean owner = Code.task(row.getInt("state")) == TaskState.RUNNING
                            && row.getInt("attempt") == chunk.attempt()
                            && chunk.execution().equals(row.getObject("execution", java.util.UUID.class));
                    boolean fresh = chunk.seq() > row.getInt("last_seq");
                    return fences.hold(Fence.STAGE_EXECUTION, owner)
                            ? Optional.of(new Owned(row.getInt("bucket"), fences.hold(Fence.STAGE_SEQ, fresh)))
                            : Optional.<Owned>empty();
                })
                .findOne()
                .flatMap(found -> found);
    }

    private static void insert(Handle handle, StagedChunk chunk, int bucket) {
        List<Cells> rows = new ArrayList<>(chunk.rows().stream().map(Cells::of).toList());
        handle.createUpdate(STAGE)
                .bind("bucket", bucket)
                .bind("task", chunk.taskId())
                .bind("attempt", chunk.attempt())
                .bind("execution", chunk.execution())
                .bind("seq", chunk.seq())
                .bind("from", chunk.from())
                .bind("kinds", Column.ints(rows, Cells::kind))
                .bind("weights", Column.longs(rows, Cells::weight))
                .bind("outcomes", Column.ints(rows, Cells::outcome))
                .bind("names", Column.texts(rows, Cells::name))
                .bind("labels", Column.texts(rows, Cells::label))
                .bind("bodies", Column.texts(rows, Cells::body))
                .execute();
    }
}
