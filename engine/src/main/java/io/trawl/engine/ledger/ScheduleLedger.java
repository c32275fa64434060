package io.trawl.engine.ledger;

import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Page;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Schedules, and what became of their runs. Apart from the jobs themselves: a run is written down first, and its job is
 * then submitted under a key of its own, which may be done any number of times and by anybody.
 *
 * <p>Every method is one transaction and may be called by many threads and processes at once. Calls of users name the
 * tenant; another tenant's schedule does not exist.
 */
public interface ScheduleLedger {
    /** Runs of one schedule that may wait for the ones before. */
    int MAX_WAITING = 10;

    /** Runs of one schedule that are kept, beside those that wait and those whose jobs are at work. */
    int MAX_RUNS_KEPT = 200;

    /** The ledger's clock. */
    Instant now();

    /** Keeps a schedule with a version and times of the ledger's own; empty when its id is taken. */
    Optional<Schedule> add(String tenant, Schedule schedule, @Nullable Planned next);

    Optional<Schedule> schedule(String tenant, String id);

    /** In order of id. @param labels all of these; empty is any */
    Page<Schedule> schedules(String tenant, Map<String, String> labels, @Nullable String cursor, int limit);

    /**
     * Puts another definition in its place, if it still has this version. While the times at which it runs are the same
     * ones, so is the next of them.
     */
    ScheduleChange replace(String tenant, Schedule schedule, long version, @Nullable Planned next);

    /** Forgets the schedule and its runs, if it still has this version. */
    ScheduleChange remove(String tenant, String id, long version);

    /** Nothing changes when it is so already. @param next from when on; null when it is not enabled */
    Optional<Schedule> enable(String tenant, String id, boolean enabled, @Nullable Planned next);

    /** Newest first; empty when there is no such schedule. */
    Page<ScheduleRun> runs(String tenant, String id, @Nullable String cursor, int limit);

    Optional<ScheduleRun> run(String tenant, String id, long run);

    /** Enabled schedules whose next run has come, the longest due first. */
    List<Due> due(int limit);

    /**
     * Moves the schedule on to its next run and writes down what becomes of those that have come, all in one: false, and
     * nothing is written, when somebody else has done so, or the definition is not the one it was judged by.
     */
    boolean fire(Due due, Firing firing);

    /** Writes down a run that somebody asks for; empty when there is no such schedule. */
    Optional<Long> runNow(String tenant, String id);

    /**
     * The oldest waiting run of each enabled schedule none of whose jobs is at work, and of those whose job at work is to
     * be cancelled for it. Runs that somebody asked for also of schedules that are not enabled.
     */
    List<Startable> startable(int limit);

    /** As {@link #startable(int)}, of one schedule. */
    List<Startable> startable(String tenant, String id);

    /** The key under which the job of a run is submitted. @param number of the schedule, which never comes again */
    static String key(long number, boolean manual, Instant plannedAt, long run) {
        return "schedule/" + number + "/" + (manual ? "run-" + run : plannedAt.getEpochSecond());
    }

    /** The run has this job now; without effect unless it waits. */
    void started(long run, UUID jobId);

    /** The run gets no job; without effect unless it waits. */
    void refused(long run, String reason);

    /** @param startAt {@code plannedAt} and the jitter */
    record Planned(Instant plannedAt, Instant startAt) {}

    /**
     * What became of a change.
     *
     * @param now the schedule after the call; null when there is none
     */
    record ScheduleChange(boolean changed, @Nullable Schedule now) {}

    /** @param now by the ledger's clock */
    record Due(String tenant, Schedule schedule, Planned next, Instant now) {}

    /** @param since the first of them */
    record Missed(Instant since, int count, String reason) {}

    /**
     * What becomes of the runs that have come.
     *
     * @param run the one that is to start, as far as others of its schedule let it; null when none is
     * @param next null when no more come
     */
    record Firing(
            @Nullable Missed missed,
            @Nullable Instant run,
            @Nullable Planned next) {}

    /**
     * A run whose job can be submitted.
     *
     * @param key for the submission, so that the run has one job however often that is done
     * @param job that the key stands for already: somebody submitted it, and died before that was noted
     * @param request as the schedule had it when the run came
     * @param previous jobs that have to be cancelled first; then the run comes up again
     */
    record Startable(
            String tenant, long run, String key, @Nullable UUID job, JobRequest request, List<UUID> previous) {
        public Startable {
            previous = List.copyOf(previous);
        }
    }
}
