package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.ledger.ScheduleLedger.Planned;
import io.trawl.engine.ledger.ScheduleLedger.Startable;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Json;
import io.trawl.schemas.RunState;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The statements about schedules, and how rows are read. */
final class ScheduleSql {
    private static final RunState[] STATES = RunState.values();
    private static final String COLUMNS =
            " tenant, id, definition, enabled, version, planned_at, created_at, updated_at ";
    static final String FIND = "SELECT" + COLUMNS + "FROM trawl.schedule WHERE tenant = :tenant AND id = :id";
    static final String LOCK = "SELECT number FROM trawl.schedule WHERE tenant = :tenant AND id = :id FOR UPDATE";
    static final String LIST = "SELECT" + COLUMNS + """
              FROM trawl.schedule
             WHERE tenant = :tenant AND labels @> :labels::jsonb AND (:after::text IS NULL OR id > :after)
             ORDER BY id LIMIT :limit
            """;
    private static final String ADD = """
            INSERT INTO trawl.schedule (tenant, id, definition, labels, overlap, enabled, version, planned_at, start_at,
                   created_at, updated_at)
            VALUES (:tenant, :id, :definition, :labels::jsonb, :overlap, :enabled, nextval('trawl.schedule_versions'),
                   :planned_at, :start_at, {{now}}, {{now}})
                ON CONFLICT DO NOTHING
            RETURNING""" + COLUMNS;
    private static final String LOCK_VERSION = FIND + " AND [[SCHEDULE_VERSION: version = :version]] FOR UPDATE";
    private static final String REPLACE = """
            UPDATE trawl.schedule
               SET definition = :definition, labels = :labels::jsonb, overlap = :overlap, enabled = :enabled,
                   version = nextval('trawl.schedule_versions'), updated_at = {{now}},
                   planned_at = CASE WHEN :keep THEN planned_at ELSE :planned_at::timestamptz END,
                   start_at = CASE WHEN :keep THEN start_at ELSE :start_at::timestamptz END
             WHERE tenant = :tenant AND id = :id
            RETURNING""" + COLUMNS;
    private static final String REMOVE =
            "DELETE FROM trawl.schedule WHERE tenant = :tenant AND id = :id AND [[SCHEDULE_VERSION: version = :version]]";
    private static final String ENABLE = """
            UPDATE trawl.schedule
               SET enabled = :enabled, version = nextval('trawl.schedule_versions'), updated_at = {{now}},
                   planned_at = :planned_at, start_at = :start_at
             WHERE tenant = :tenant AND id = :id AND enabled <> :enabled
            """;
    private static final String DUE = "SELECT" + COLUMNS + """
            , start_at, {{now}} AS now FROM trawl.schedule WHERE start_at <= {{now}} ORDER BY start_at LIMIT :limit
            """;
    private static final String MOVE_ON = """
            UPDATE trawl.schedule SET planned_at = :planned_at, start_at = :start_at
             WHERE tenant = :tenant AND id = :id AND planned_at IS NOT NULL
               AND [[FIRE_VERSION: version = :version]] AND [[FIRE_NEXT: planned_at = :due]]
            RETURNING number
            """;
    /** Who holds the row of the schedule sees all of its runs. */
    private static final String BESIDE = """
            SELECT s.overlap, s.definition, {{now}} AS now,
                   (SELECT count(*)::int FROM trawl.schedule_run r WHERE r.schedule = s.number AND r.state = 1) AS waiting,
                   EXISTS (SELECT FROM trawl.schedule_run r JOIN trawl.job j USING (job_id)
                            WHERE r.schedule = s.number AND j.state <= 4) AS running
              FROM trawl.schedule s WHERE s.number = :schedule
            """;

    static final String SUPERSEDE = """
            UPDATE trawl.schedule_run SET state = 3, request = NULL, reason = :reason
             WHERE schedule = :schedule AND state = 1
            """;
    static final String INSERT_RUN = """
            INSERT INTO trawl.schedule_run (schedule, planned_at, state, manual, missed, request, reason)
            VALUES (:schedule, :planned_at, :state, :manual, :missed, :request, :reason)
            RETURNING run
            """;
    private static final String TRIM_RUNS = """
            DELETE FROM trawl.schedule_run r
             WHERE r.schedule = :schedule AND r.state <> 1
               AND r.run <= (SELECT k.run FROM trawl.schedule_run k WHERE k.schedule = :schedule
                              ORDER BY k.run DESC OFFSET :keep LIMIT 1)
               AND NOT EXISTS (SELECT FROM trawl.job j WHERE j.job_id = r.job_id AND j.state <= 4)
            """;
    private static final String RUNS = """
            SELECT r.run, r.planned_at, r.state, r.manual, r.missed, r.started_at, r.job_id, r.reason,
                   j.state AS job_state
              FROM trawl.schedule s
              JOIN trawl.schedule_run r ON r.schedule = s.number
              LEFT JOIN trawl.job j ON j.job_id = r.job_id
             WHERE s.tenant = :tenant AND s.id = :id AND (:run::bigint IS NULL OR r.run = :run) AND r.run < :before
             ORDER BY r.run DESC LIMIT :limit
            """;
    /** Of the jobs at work, those that are being cancelled are waited for, and need not be cancelled again. */
    private static final String STARTABLE = """
            SELECT s.tenant, s.number, r.run, r.manual, r.planned_at, r.request, b.cancellable,
                   (SELECT i.job_id FROM trawl.idempotency i
                     WHERE i.tenant = s.tenant COLLATE "default" AND i.operation = 'start_job'
                       AND i.key = 'schedule/' || s.number || CASE WHEN r.manual THEN '/run-' || r.run
                           ELSE '/' || floor(extract(epoch FROM r.planned_at))::bigint END) AS job
              FROM (SELECT DISTINCT ON (w.schedule) w.*
                      FROM trawl.schedule_run w JOIN trawl.schedule e ON e.number = w.schedule
                     WHERE w.state = 1 AND (e.enabled OR w.manual)
                       AND (:tenant::text IS NULL OR (e.tenant = :tenant AND e.id = :id))
                     ORDER BY w.schedule, w.run) r
              JOIN trawl.schedule s ON s.number = r.schedule
             CROSS JOIN LATERAL (
                   SELECT count(*) AS working,
                          array_agg(j.job_id) FILTER (WHERE j.state <= 3 AND s.overlap = 3) AS cancellable
                     FROM trawl.schedule_run p JOIN trawl.job j USING (job_id)
                    WHERE p.schedule = s.number AND j.state <= 4) b
             WHERE [[FIRE_ALONE: b.working = 0]] OR b.cancellable IS NOT NULL
             ORDER BY r.run
             LIMIT :limit
            """;

    private static final String STARTED = """
            UPDATE trawl.schedule_run SET state = 2, job_id = :job, started_at = {{now}}, request = NULL
             WHERE run = :run AND [[FIRE_WAITING: state = 1]]
            """;
    private static final String REFUSED = """
            UPDATE trawl.schedule_run SET state = 5, reason = :reason, request = NULL
             WHERE run = :run AND [[FIRE_WAITING: state = 1]]
            """;

    final String now;
    final String add;
    final String lockVersion;
    final String replace;
    final String remove;
    final String enable;
    final String due;
    final String moveOn;
    final String beside;
    final String startable;
    final String started;
    final String refused;
    final String trimRuns;
    final String runs;

    ScheduleSql(Database database, JobSchema jobs) {
        now = database.sql("SELECT {{now}} AS now");
        add = database.sql(ADD);
        lockVersion = database.sql(LOCK_VERSION);
        replace = database.sql(REPLACE);
        remove = database.sql(REMOVE);
        enable = database.sql(ENABLE);
        due = database.sql(DUE);
        moveOn = database.sql(MOVE_ON);
        beside = jobs.schedules(database.sql(BESIDE));
        startable = jobs.schedules(database.sql(STARTABLE));
        started = database.sql(STARTED);
        refused = database.sql(REFUSED);
        trimRuns = jobs.schedules(TRIM_RUNS);
        runs = jobs.schedules(RUNS);
    }

    static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    static <S extends SqlStatement<S>> S bind(S statement, @Nullable Planned next) {
        return statement
                .bind("planned_at", next == null ? null : time(next.plannedAt()))
                .bind("start_at", next == null ? null : time(next.startAt()));
    }

    static <S extends SqlStatement<S>> S bind(S statement, String tenant, Schedule schedule, @Nullable Planned next) {
        return bind(statement, next)
                .bind("tenant", tenant)
                .bind("id", schedule.id())
                .bind("definition", Json.canonical(schedule))
                .bind("labels", Json.canonical(schedule.labels()))
                .bind("overlap", Code.of(schedule.overlap()))
                .bind("enabled", schedule.active());
    }

    /** A column that is never null in the rows that are asked for. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(BacklogQuery.instant(row, column));
    }

    static Schedule definition(ResultSet row) throws SQLException {
        return Json.mapper().readValue(Code.text(row, "definition"), Schedule.class);
    }

    static Schedule schedule(ResultSet row, StatementContext context) throws SQLException {
        return definition(row)
                .kept(
                        row.getBoolean("enabled"),
                        row.getLong("version"),
                        BacklogQuery.instant(row, "planned_at"),
                        instant(row, "created_at"),
                        instant(row, "updated_at"));
    }

    static ScheduleRun run(ResultSet row, StatementContext context) throws SQLException {
        Integer job = row.getObject("job_state", Integer.class);
        return new ScheduleRun(
                row.getLong("run"),
                instant(row, "planned_at"),
                STATES[row.getInt("state") - 1],
                row.getBoolean("manual"),
                row.getInt("missed"),
                BacklogQuery.instant(row, "started_at"),
                row.getObject("job_id", UUID.class),
                job == null ? null : Code.job(job),
                row.getString("reason"));
    }

    static Startable startable(ResultSet row, StatementContext context) throws SQLException {
        long run = row.getLong("run");
        Array previous = row.getArray("cancellable");
        return new Startable(
                Code.text(row, "tenant"),
                run,
                ScheduleLedger.key(row.getLong("number"), row.getBoolean("manual"), instant(row, "planned_at"), run),
                row.getObject("job", UUID.class),
                Json.mapper().readValue(Code.text(row, "request"), JobRequest.class),
                previous == null ? List.of() : List.of((UUID[]) previous.getArray()));
    }
}
