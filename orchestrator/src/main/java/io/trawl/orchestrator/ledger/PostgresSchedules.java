package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.schemas.Json;
import io.trawl.schemas.Page;
import io.trawl.schemas.RunState;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Schedules on PostgreSQL. Whoever changes the runs of a schedule holds its row. */
public final class PostgresSchedules implements ScheduleLedger {
    private final Database database;
    private final ScheduleSql sql;

    public PostgresSchedules(DataSource dataSource, RandomGenerator random) {
        this(dataSource, random, JobSchema.LEDGER);
    }

    /** @param jobs those that are started */
    public PostgresSchedules(DataSource dataSource, RandomGenerator random, JobSchema jobs) {
        this(new Database(dataSource, Fences.ALL, SqlClock.SERVER, random), jobs);
    }

    PostgresSchedules(Database database) {
        this(database, JobSchema.LEDGER);
    }

    private PostgresSchedules(Database database, JobSchema jobs) {
        this.database = database;
        this.sql = new ScheduleSql(database, jobs);
    }

    @Override
    public Instant now() {
        return database.read(handle -> handle.createQuery(sql.now)
                .map((row, context) -> ScheduleSql.instant(row, "now"))
                .one());
    }

    @Override
    public Optional<Schedule> add(String tenant, Schedule schedule, @Nullable Planned next) {
        return database.inStatement(handle -> ScheduleSql.bind(handle.createQuery(sql.add), tenant, schedule, next)
                .map(ScheduleSql::schedule)
                .findOne());
    }

    @Override
    public Optional<Schedule> schedule(String tenant, String id) {
        return database.read(handle -> find(handle, tenant, id));
    }

    private static Optional<Schedule> find(Handle handle, String tenant, String id) {
        return handle.createQuery(ScheduleSql.FIND)
                .bind("tenant", tenant)
                .bind("id", id)
                .map(ScheduleSql::schedule)
                .findOne();
    }

    @Override
    public Page<Schedule> schedules(String tenant, Map<String, String> labels, @Nullable String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, "c", 1);
        int rows = Cursor.checked(limit) + 1;
        List<Schedule> found = database.readPlanned(handle -> handle.createQuery(ScheduleSql.LIST)
                .bind("tenant", tenant)
                .bind("labels", Json.canonical(labels))
                .bind("after", after == null ? null : after.part(0))
                .bind("limit", rows)
                .map(ScheduleSql::schedule)
                .list());
        return Cursor.page(found, limit, schedule -> Cursor.of("c", schedule.id()));
    }

    @Override
    public ScheduleChange replace(String tenant, Schedule schedule, long version, @Nullable Planned next) {
        return database.inTransaction(handle -> {
            // Locked: a run that is fired meanwhile must not be planned again.
            Optional<Schedule> before = handle.createQuery(sql.lockVersion)
                    .bind("tenant", tenant)
                    .bind("id", schedule.id())
                    .bind("version", version)
                    .map(ScheduleSql::schedule)
                    .findOne();
            if (before.isEmpty()) {
                return new ScheduleChange(
                        false, find(handle, tenant, schedule.id()).orElse(null));
            }
            Schedule now = ScheduleSql.bind(handle.createQuery(sql.replace), tenant, schedule, next)
                    .bind("keep", sameTimes(before.get(), schedule))
                    .map(ScheduleSql::schedule)
                    .one();
            return new ScheduleChange(true, now);
        });
    }

    private static boolean sameTimes(Schedule before, Schedule after) {
        return before.cron().equals(after.cron())
                && before.zone().equals(after.zone())
                && before.jitter().equals(after.jitter())
                && before.active()
                && after.active()
                && before.nextRunAt() != null;
    }

    @Override
    public ScheduleChange remove(String tenant, String id, long version) {
        return database.inTransaction(handle -> {
            int rows = handle.createUpdate(sql.remove)
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .bind("version", version)
                    .execute();
            return rows == 1
                    ? new ScheduleChange(true, null)
                    : new ScheduleChange(false, find(handle, tenant, id).orElse(null));
        });
    }

    @Override
    public Optional<Schedule> enable(String tenant, String id, boolean enabled, @Nullable Planned next) {
        return database.inTransaction(handle -> {
            ScheduleSql.bind(handle.createUpdate(sql.enable), next)
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .bind("enabled", enabled)
                    .execute();
            return find(handle, tenant, id);
        });
    }

    @Override
    public Page<ScheduleRun> runs(String tenant, String id, @Nullable String cursor, int limit) {
        Cursor before = Cursor.parse(cursor, "r", 1);
        long below = before == null ? Long.MAX_VALUE : before.number(0, Long.MAX_VALUE);
        List<ScheduleRun> found = runs(tenant, id, null, below, Cursor.checked(limit) + 1);
        return Cursor.page(found, limit, run -> Cursor.of("r", run.run()));
    }

    @Override
    public Optional<ScheduleRun> run(String tenant, String id, long run) {
        return runs(tenant, id, run, Long.MAX_VALUE, 1).stream().findFirst();
    }

    private List<ScheduleRun> runs(String tenant, String id, @Nullable Long run, long before, int limit) {
        return database.readPlanned(handle -> handle.createQuery(sql.runs)
                .bind("tenant", tenant)
                .bind("id", id)
                .bind("run", run)
                .bind("before", before)
                .bind("limit", limit)
                .map(ScheduleSql::run)
                .list());
    }

    @Override
    public List<Due> due(int limit) {
        return database.read(handle -> handle.createQuery(sql.due)
                .bind("limit", limit)
                .map((row, context) -> new Due(
                        Code.text(row, "tenant"),
                        ScheduleSql.schedule(row, context),
                        new Planned(ScheduleSql.instant(row, "planned_at"), ScheduleSql.instant(row, "start_at")),
                        ScheduleSql.instant(row, "now")))
                .list());
    }

    @Override
    public boolean fire(Due due, Firing firing) {
        return database.inTransaction(handle -> {
            Optional<Long> number = ScheduleSql.bind(handle.createQuery(sql.moveOn), firing.next())
                    .bind("tenant", due.tenant())
                    .bind("id", due.schedule().id())
                    .bind("version", due.schedule().version())
                    .bind("due", ScheduleSql.time(due.next().plannedAt()))
                    .mapTo(Long.class)
                    .findOne();
            number.ifPresent(schedule -> write(new RunWriter(handle, sql, schedule), firing));
            return number.isPresent();
        });
    }

    private static void write(RunWriter runs, Firing firing) {
        Missed missed = firing.missed();
        if (missed != null) {
            runs.insert(new ScheduleRun(
                    1, missed.since(), RunState.MISSED, false, missed.count(), null, null, null, missed.reason()));
        }
        if (firing.run() != null) {
            runs.begin(firing.run());
        }
    }

    @Override
    public Optional<Long> runNow(String tenant, String id) {
        return database.inTransaction(handle -> handle.createQuery(ScheduleSql.LOCK)
                .bind("tenant", tenant)
                .bind("id", id)
                .mapTo(Long.class)
                .findOne()
                .map(schedule -> new RunWriter(handle, sql, schedule).begin(null)));
    }

    @Override
    public List<Startable> startable(int limit) {
        return startable(null, null, limit);
    }

    @Override
    public List<Startable> startable(String tenant, String id) {
        return startable(tenant, id, 1);
    }

    private List<Startable> startable(@Nullable String tenant, @Nullable String id, int limit) {
        return database.readPlanned(handle -> handle.createQuery(sql.startable)
                .bind("tenant", tenant)
                .bind("id", id)
                .bind("limit", limit)
                .map(ScheduleSql::startable)
                .list());
    }

    @Override
    public void started(long run, UUID jobId) {
        database.inStatement(handle -> handle.createUpdate(sql.started)
                .bind("run", run)
                .bind("job", jobId)
                .execute());
    }

    @Override
    public void refused(long run, String reason) {
        database.inStatement(handle -> handle.createUpdate(sql.refused)
                .bind("run", run)
                .bind("reason", Column.storable(reason))
                .execute());
    }
}
