package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.WorkerLedger.Renewed;
import io.trawl.engine.ledger.WorkerLedger.Standing;
import io.trawl.orchestrator.ledger.ReleaseStep.Candidate;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Heartbeat.Listed;
import io.trawl.schemas.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Renews a lease, takes back what the worker no longer lists, and tells it where each listed attempt stands. */
final class RenewTransition {
    private static final String RENEW = """
            UPDATE trawl.worker_lease w
               SET lease_until = {{clock}} + :lease_ms * interval '1 ms', number = greatest(w.number, :number),
                   slots = :slots
             WHERE w.worker = :worker AND [[RENEW_LEASE: NOT w.closed AND w.lease_until >= {{clock}}]]
            """;
    /** Small: what one worker holds. Which of it is listed is judged in memory. */
    private static final String HELD = """
            SELECT task_id, job_id, attempt, execution, start_renewal FROM trawl.task
             WHERE place = 2 AND worker = :worker AND state IN (3, 4)
            """;

    private static final String STANDINGS = """
            SELECT l.no, t.state, t.attempt, t.execution, t.last_seq, t.ended_execution, t.ended_seq
              FROM unnest(:tasks::bigint[]) WITH ORDINALITY AS l(task_id, no)
              LEFT JOIN trawl.task t ON t.task_id = l.task_id
             ORDER BY l.no
            """;

    private final Database database;
    private final Fences fences;
    private final Duration lease;
    private final ReleaseStep step;
    private final String renew;

    RenewTransition(Database database, RetryPolicy policy, Duration lease, RandomGenerator random) {
        this.database = database;
        this.fences = database.fences();
        this.lease = lease;
        this.step = new ReleaseStep(database, policy, random);
        this.renew = database.sql(RENEW);
    }

    /** The answer, and what followed from what was not listed. */
    record Answer(Optional<Renewed> renewed, Effect effect) {}

    /** Names an execution of an attempt. */
    private record Run(long taskId, int attempt, UUID execution) {}

    Answer renew(Heartbeat heartbeat) {
        return database.inTransaction(handle -> {
            int rows = handle.createUpdate(renew)
                    .bind("worker", heartbeat.worker())
                    .bind("number", heartbeat.number())
                    .bind("slots", heartbeat.slots())
                    .bind("lease_ms", lease.toMillis())
                    .execute();
            if (rows == 0) {
                return new Answer(Optional.empty(), Effect.NONE);
            }
            Effect effect = releaseUnlisted(handle, heartbeat);
            return new Answer(Optional.of(new Renewed(standings(handle, heartbeat.attempts()))), effect);
        });
    }

    private Effect releaseUnlisted(Handle handle, Heartbeat heartbeat) {
        Set<Run> listed = heartbeat.attempts().stream()
                .map(one -> new Run(one.taskId(), one.attempt(), one.execution()))
                .collect(Collectors.toSet());
        List<Candidate> dropped = handle
                .createQuery(HELD)
                .bind("worker", heartbeat.worker())
                .map((row, context) -> dropped(row, heartbeat, listed))
                .stream()
                .flatMap(Optional::stream)
                .toList();
        return step.release(
                handle,
                dropped,
                row -> ReleaseStep.held(row)
                        && heartbeat.worker().equals(row.attempt().worker())
                        && fences.hold(Fence.RENEW_NUMBER, row.attempt().startRenewal() < heartbeat.number()),
                row -> false);
    }

    /** The number fences ABORTING attempts as well: one that came to be after this was composed still reads. */
    private Optional<Candidate> dropped(ResultSet row, Heartbeat heartbeat, Set<Run> listed) throws SQLException {
        Run run = new Run(row.getLong("task_id"), row.getInt("attempt"), row.getObject("execution", UUID.class));
        boolean unlisted = fences.hold(Fence.RENEW_LISTED, !listed.contains(run));
        boolean known = fences.hold(Fence.RENEW_NUMBER, row.getLong("start_renewal") < heartbeat.number());
        return unlisted && known
                ? Optional.of(new Candidate(run.taskId(), row.getObject("job_id", UUID.class)))
                : Optional.empty();
    }

    private static List<Standing> standings(Handle handle, List<Listed> listed) {
        if (listed.isEmpty()) {
            return List.of();
        }
        return handle.createQuery(STANDINGS)
                .bind("tasks", Column.longs(listed, Listed::taskId))
                .map((row, context) -> standing(row, listed.get(row.getInt("no") - 1)))
                .list();
    }

    private static Standing standing(ResultSet row, Listed one) throws SQLException {
        UUID execution = one.execution();
        if (execution.equals(row.getObject("execution", UUID.class))
                && row.getInt("attempt") == one.attempt()
                && Code.task(row.getInt("state")) == TaskState.RUNNING) {
            return new Standing(one.taskId(), one.attempt(), execution, row.getInt("last_seq"), false, false);
        }
        if (execution.equals(row.getObject("ended_execution", UUID.class))) {
            return new Standing(one.taskId(), one.attempt(), execution, row.getInt("ended_seq"), false, true);
        }
        return new Standing(one.taskId(), one.attempt(), execution, 0, true, false);
    }
}
