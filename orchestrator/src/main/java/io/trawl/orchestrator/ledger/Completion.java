package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.Overrun;
import io.trawl.schemas.Event;
import io.trawl.schemas.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Ends jobs of which nothing is left, and says which barriers have fallen. Always a transaction of its own, after the
 * one that moved rows: the shared lock of that one cannot be raised, and its snapshot may miss what others commit.
 */
final class Completion {
    /** One statement, so that all counters are of one moment. */
    private static final String TOTALS = """
            SELECT coalesce(sum(pending + assigned + running + aborting), 0) AS open,
                   coalesce(sum(assigned + running + aborting), 0) AS in_flight,
                   coalesce(sum(unscheduled), 0) AS unscheduled,
                   coalesce(sum(discovered - processed - skipped - failed - excluded), 0) AS unaccounted,
                   coalesce(max(abs(discovered - processed - skipped - failed - excluded)), 0) AS worst,
                   coalesce(sum(skipped + failed), 0) AS gaps
              FROM trawl.phase_counter WHERE job_id = :job
            """;

    private static final String RELEASED = """
            SELECT p.phase FROM trawl.job j JOIN trawl.job_phase p USING (job_id)
             WHERE j.job_id = :job AND j.state IN (2, 3) AND p.barrier AND p.phase > 0
               AND EXISTS (SELECT FROM trawl.phase_counter c
                            WHERE c.job_id = p.job_id AND c.phase = p.phase - 1 AND c.unscheduled > 0)
               AND %s
             ORDER BY p.phase
            """.formatted(BarrierSql.RELEASED);
    /** With the announcements of it: no end is without them, whatever happens next. */
    private static final String END = """
            WITH ended AS (
                UPDATE trawl.job
                   SET state = :state, reason = :reason, ended_at = {{now}}, updated_at = {{now}}, version = version + 1
                 WHERE job_id = :job
                RETURNING job_id, version, state)
            INSERT INTO trawl.webhook_delivery (job_id, n, version, job_state, due_at, created_at)
            SELECT w.job_id, w.n, e.version, e.state, {{now}}, {{now}}
              FROM ended e JOIN trawl.webhook w USING (job_id)
            """;

    /** What a limit left unread stands in the counts already; each phase and source gets one gap that says so. */
    private static final String UNREAD = """
            SELECT phase, source, count FROM trawl.outcome_reason
             WHERE job_id = :job AND outcome = 3 AND reason = :reason ORDER BY phase, source
            """;

    private static final String UNREAD_GAPS = """
            INSERT INTO trawl.gap (job_id, phase, source, outcome, reason, name, task_id)
            SELECT :job, g.phase, g.source, 3, :reason, g.name, 0
              FROM unnest(:phases::int[], :sources::text[], :names::text[]) AS g(phase, source, name)
            """;

    private final Database database;
    private final Fences fences;
    private final String end;

    Completion(Database database) {
        this.database = database;
        this.fences = database.fences();
        this.end = database.sql(END);
    }

    /** The counters of a job, summed. */
    private record Totals(long open, long inFlight, long unscheduled, long unaccounted, long worst, long gaps) {}

    /** Returns the events of the effect and those that follow from it. */
    List<Event> follow(Effect effect) {
        if (effect.quiet().isEmpty()) {
            return effect.events();
        }
        List<Event> events = new ArrayList<>(effect.events());
        effect.quiet().forEach(job -> events.addAll(step(job)));
        return events;
    }

    List<Event> follow(Set<UUID> jobs) {
        return follow(new Effect(0, List.of(), jobs));
    }

    private List<Event> step(UUID job) {
        Totals seen = database.read(handle -> totals(handle, job));
        List<Event> events = new ArrayList<>();
        if (seen.unscheduled() > 0) {
            released(job).forEach(phase -> events.add(new Event.PhaseReleased(job, phase)));
        }
        // A look without the lock first: most of the time there is more to do, and nobody needs to wait.
        if (mayEnd(seen)) {
            database.inTransaction(handle -> JobLocks.exclusive(handle, job).flatMap(row -> endIfOver(handle, row)))
                    .ifPresent(events::add);
        }
        return events;
    }

    private boolean mayEnd(Totals totals) {
        return fences.hold(Fence.COMPLETE_NOTHING_OPEN, totals.open() == 0)
                || fences.hold(Fence.CANCEL_QUIET, totals.inFlight() == 0);
    }

    /** Under the job's exclusive lock. */
    Optional<Event> endIfOver(Handle handle, JobRow job) {
        Totals totals = totals(handle, job.jobId());
        if (job.cancelling()) {
            boolean quiet = fences.hold(Fence.CANCEL_QUIET, totals.inFlight() == 0);
            boolean waiting = totals.open() - totals.inFlight() > 0;
            return quiet && !waiting ? Optional.of(end(handle, job, JobState.CANCELLED, null)) : Optional.empty();
        }
        if (!job.alive()
                || !fences.hold(Fence.COMPLETE_NOTHING_OPEN, totals.open() == 0)
                || !fences.hold(Fence.COMPLETE_NOTHING_UNSCHEDULED, totals.unscheduled() == 0)) {
            return Optional.empty();
        }
        if (!fences.hold(Fence.COMPLETE_ACCOUNTED, totals.worst() == 0)) {
            String reason = "Records without an outcome: " + totals.unaccounted() + ".";
            return Optional.of(end(handle, job, JobState.FAILED, reason));
        }
        boolean whole = fences.hold(Fence.COMPLETE_ACCOUNTED, totals.gaps() == 0);
        return Optional.of(end(handle, job, whole ? JobState.COMPLETED : JobState.COMPLETED_WITH_GAPS, null));
    }

    /** Records of a phase at a source that a limit left unread. */
    private record Unread(int phase, String source, long records) {
        String gap() {
            return Overrun.gapName(phase, source, records);
        }
    }

    private static void listUnread(Handle handle, JobRow job) {
        List<Unread> unread = handle.createQuery(UNREAD)
                .bind("job", job.jobId())
                .bind("reason", job.overrun())
                .map((row, context) -> new Unread(row.getInt("phase"), Code.text(row, "source"), row.getLong("count")))
                .list();
        if (!unread.isEmpty()) {
            handle.createUpdate(UNREAD_GAPS)
                    .bind("job", job.jobId())
                    .bind("reason", job.overrun())
                    .bind("phases", Column.ints(unread, Unread::phase))
                    .bind("sources", Column.texts(unread, Unread::source))
                    .bind("names", Column.texts(unread, Unread::gap))
                    .execute();
        }
    }

    private Event end(Handle handle, JobRow job, JobState state, @Nullable String reason) {
        if (!job.withinLimits() && state != JobState.CANCELLED) {
            listUnread(handle, job);
        }
        handle.createUpdate(end)
                .bind("job", job.jobId())
                .bind("state", Code.of(state))
                .bind("reason", reason)
                .execute();
        return new Event.JobEnded(job.jobId(), state);
    }

    private static Totals totals(Handle handle, UUID job) {
        return handle.createQuery(TOTALS)
                .bind("job", job)
                .map((row, context) -> new Totals(
                        row.getLong("open"),
                        row.getLong("in_flight"),
                        row.getLong("unscheduled"),
                        row.getLong("unaccounted"),
                        row.getLong("worst"),
                        row.getLong("gaps")))
                .one();
    }

    private List<Integer> released(UUID job) {
        return database.read(handle -> handle.createQuery(RELEASED)
                .bind("job", job)
                .mapTo(Integer.class)
                .list());
    }
}
