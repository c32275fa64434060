package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.schedule.FiringRules;
import io.trawl.engine.schedule.FiringRules.Beginning;
import io.trawl.engine.testkit.ScheduleRows.Run;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Overlap;
import io.trawl.schemas.Page;
import io.trawl.schemas.RunState;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Schedules in memory: the same decisions as the real ones. One lock stands for the transaction. */
public final class InMemorySchedules implements ScheduleLedger {
    private final InstantSource clock;
    private final Fences fences;
    private final JobsOfRuns jobs;
    private final Map<String, ScheduleRows> rows = new TreeMap<>();
    private long numbers;

    /** What has to be known of jobs. */
    public interface JobsOfRuns {
        Optional<JobState> state(String tenant, UUID job);

        Optional<UUID> submitted(String tenant, String key);
    }

    public InMemorySchedules(InstantSource clock, Fences fences, JobsOfRuns jobs) {
        this.clock = clock;
        this.fences = fences;
        this.jobs = jobs;
    }

    private @Nullable ScheduleRows row(String tenant, String id) {
        return rows.get(tenant + "\n" + id);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public synchronized Optional<Schedule> add(String tenant, Schedule schedule, @Nullable Planned next) {
        if (row(tenant, schedule.id()) != null) {
            return Optional.empty();
        }
        ScheduleRows row = new ScheduleRows(tenant, ++numbers, schedule, null);
        rows.put(tenant + "\n" + schedule.id(), row);
        return Optional.of(put(row, schedule, schedule.active(), next, now()));
    }

    private Schedule put(ScheduleRows row, Schedule to, boolean enabled, @Nullable Planned next, Instant created) {
        row.startAt = next == null ? null : next.startAt();
        row.schedule = to.kept(enabled, ++numbers, next == null ? null : next.plannedAt(), created, now());
        return row.schedule;
    }

    @Override
    public synchronized Optional<Schedule> schedule(String tenant, String id) {
        return Optional.ofNullable(row(tenant, id)).map(row -> row.schedule);
    }

    @Override
    public synchronized Page<Schedule> schedules(
            String tenant, Map<String, String> labels, @Nullable String cursor, int limit) {
        List<Schedule> found = rows.values().stream()
                .filter(row -> row.tenant.equals(tenant))
                .map(row -> row.schedule)
                .filter(one -> one.labels().entrySet().containsAll(labels.entrySet()))
                .filter(one -> cursor == null || one.id().compareTo(cursor) > 0)
                .sorted(Comparator.comparing(Schedule::id))
                .toList();
        return Paging.page(found, limit, Schedule::id, one -> one);
    }

    @Override
    public synchronized ScheduleChange replace(String tenant, Schedule schedule, long version, @Nullable Planned next) {
        ScheduleRows row = row(tenant, schedule.id());
        if (row == null || isStale(row.schedule, version)) {
            return new ScheduleChange(false, row == null ? null : row.schedule);
        }
        Schedule old = row.schedule;
        boolean sameTimes = old.cron().equals(schedule.cron())
                && old.zone().equals(schedule.zone())
                && old.jitter().equals(schedule.jitter())
                && old.active()
                && schedule.active()
                && old.nextRunAt() != null;
        Planned then = sameTimes ? new Planned(old.nextRunAt(), Objects.requireNonNull(row.startAt)) : next;
        Instant created = Objects.requireNonNull(old.createdAt());
        return new ScheduleChange(true, put(row, schedule, schedule.active(), then, created));
    }

    private boolean isStale(Schedule before, long version) {
        return !fences.hold(Fence.SCHEDULE_VERSION, Objects.equals(before.version(), version));
    }

    @Override
    public synchronized ScheduleChange remove(String tenant, String id, long version) {
        ScheduleRows row = row(tenant, id);
        if (row == null || isStale(row.schedule, version)) {
            return new ScheduleChange(false, row == null ? null : row.schedule);
        }
        rows.remove(tenant + "\n" + id);
        return new ScheduleChange(true, null);
    }

    @Override
    public synchronized Optional<Schedule> enable(String tenant, String id, boolean enabled, @Nullable Planned next) {
        ScheduleRows row = row(tenant, id);
        if (row != null && row.schedule.active() != enabled) {
            put(row, row.schedule, enabled, next, Objects.requireNonNull(row.schedule.createdAt()));
        }
        return schedule(tenant, id);
    }

    @Override
    public synchronized Page<ScheduleRun> runs(String tenant, String id, @Nullable String cursor, int limit) {
        ScheduleRows row = row(tenant, id);
        long before = Paging.number(cursor, Long.MAX_VALUE);
        List<Run> found = row == null
                ? List.of()
                : row.runs.reversed().stream().filter(run -> run.id < before).toList();
        return Paging.page(found, limit, run -> Long.toString(run.id), run -> view(tenant, run));
    }

    private ScheduleRun view(String tenant, Run run) {
        JobState state = run.job == null ? null : jobs.state(tenant, run.job).orElse(null);
        return new ScheduleRun(
                run.id, run.plannedAt, run.state, run.manual, run.missed, run.startedAt, run.job, state, run.reason);
    }

    @Override
    public synchronized Optional<ScheduleRun> run(String tenant, String id, long run) {
        return runs(tenant, id, null, Page.MAX_LIMIT).items().stream()
                .filter(one -> one.run() == run)
                .findFirst();
    }

    @Override
    public synchronized List<Due> due(int limit) {
        Instant now = now();
        return rows.values().stream()
                .filter(row -> row.startAt != null && !row.startAt.isAfter(now))
                .sorted(Comparator.comparing(row -> row.startAt))
                .limit(limit)
                .map(row -> new Due(
                        row.tenant,
                        row.schedule,
                        new Planned(Objects.requireNonNull(row.schedule.nextRunAt()), row.startAt),
                        now))
                .toList();
    }

    @Override
    public synchronized boolean fire(Due due, Firing firing) {
        ScheduleRows row = row(due.tenant(), due.schedule().id());
        if (row == null
                || row.startAt == null
                || !fences.hold(
                        Fence.FIRE_VERSION,
                        Objects.equals(row.schedule.version(), due.schedule().version()))
                || !fences.hold(Fence.FIRE_NEXT, due.next().plannedAt().equals(row.schedule.nextRunAt()))) {
            return false;
        }
        Schedule was = row.schedule;
        Planned next = firing.next();
        row.startAt = next == null ? null : next.startAt();
        row.schedule = was.kept(
                true,
                Objects.requireNonNull(was.version()),
                next == null ? null : next.plannedAt(),
                Objects.requireNonNull(was.createdAt()),
                Objects.requireNonNull(was.updatedAt()));
        Missed missed = firing.missed();
        if (missed != null) {
            insert(row, missed.since(), RunState.MISSED, false, missed.count(), missed.reason());
        }
        if (firing.run() != null) {
            begin(row, firing.run(), false);
        }
        return true;
    }

    private Run begin(ScheduleRows row, Instant at, boolean manual) {
        List<Run> waiting = row.waiting();
        Beginning beginning =
                FiringRules.beginning(row.schedule.overlap(), !atWork(row).isEmpty(), waiting.size());
        if (beginning.superseded()) {
            waiting.forEach(run -> {
                run.state = RunState.SKIPPED;
                run.reason = FiringRules.SUPERSEDED;
            });
        }
        return insert(row, at, beginning.state(), manual, 0, beginning.reason());
    }

    private Run insert(
            ScheduleRows row, Instant at, RunState state, boolean manual, int missed, @Nullable String reason) {
        ScheduleRun given = new ScheduleRun(++numbers, at, state, manual, missed, null, null, null, reason);
        Run run = new Run(numbers, given, row.schedule.request());
        row.runs.add(run);
        List<UUID> busy = atWork(row);
        List<Run> old = row.runs.subList(0, Math.max(0, row.runs.size() - MAX_RUNS_KEPT));
        old.removeIf(one -> one.state != RunState.WAITING && !(one.job != null && busy.contains(one.job)));
        return run;
    }

    /** Jobs of the schedule that have not ended. */
    private List<UUID> atWork(ScheduleRows row) {
        return row.runs.stream()
                .flatMap(run -> Stream.ofNullable(run.job))
                .filter(job -> jobs.state(row.tenant, job)
                        .filter(state -> !state.terminal())
                        .isPresent())
                .toList();
    }

    @Override
    public synchronized Optional<Long> runNow(String tenant, String id) {
        return Optional.ofNullable(row(tenant, id)).map(row -> begin(row, now(), true).id);
    }

    @Override
    public synchronized List<Startable> startable(int limit) {
        return rows.values().stream()
                .flatMap(row -> startable(row).stream())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Startable> startable(String tenant, String id) {
        return Stream.ofNullable(row(tenant, id))
                .flatMap(row -> startable(row).stream())
                .toList();
    }

    private Optional<Startable> startable(ScheduleRows row) {
        List<UUID> busy = atWork(row);
        List<UUID> cancellable = busy.stream()
                .filter(job -> jobs.state(row.tenant, job).orElseThrow() != JobState.CANCELLING)
                .toList();
        boolean cancels = row.schedule.overlap() == Overlap.CANCEL_PREVIOUS && !cancellable.isEmpty();
        if (!fences.hold(Fence.FIRE_ALONE, busy.isEmpty()) && !cancels) {
            return Optional.empty();
        }
        return row.waiting().stream()
                .filter(run -> row.schedule.active() || run.manual)
                .findFirst()
                .map(run -> {
                    String key = ScheduleLedger.key(row.number, run.manual, run.plannedAt, run.id);
                    UUID job = jobs.submitted(row.tenant, key).orElse(null);
                    return new Startable(row.tenant, run.id, key, job, run.request, cancels ? cancellable : List.of());
                });
    }

    @Override
    public synchronized void started(long run, UUID jobId) {
        settle(run, one -> {
            one.state = RunState.STARTED;
            one.job = jobId;
            one.startedAt = now();
        });
    }

    @Override
    public synchronized void refused(long run, String reason) {
        settle(run, one -> {
            one.state = RunState.REFUSED;
            one.reason = reason;
        });
    }

    private void settle(long run, Consumer<Run> how) {
        rows.values().stream()
                .flatMap(row -> row.runs.stream())
                .filter(one -> one.id == run && fences.hold(Fence.FIRE_WAITING, one.state == RunState.WAITING))
                .forEach(how);
    }
}
