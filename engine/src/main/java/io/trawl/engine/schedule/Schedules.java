package io.trawl.engine.schedule;

import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.ledger.ScheduleLedger.Planned;
import io.trawl.engine.ledger.ScheduleLedger.ScheduleChange;
import io.trawl.engine.source.PathId;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.Page;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schedules as users see them. Safe for use by many threads. */
public final class Schedules {
    private final ScheduleLedger ledger;
    private final Timetables timetables;
    private final RunStarter starter;

    public Schedules(ScheduleLedger ledger, Timetables timetables, RunStarter starter) {
        this.ledger = ledger;
        this.timetables = timetables;
        this.starter = starter;
    }

    /** @throws InvalidJob naming the field, the reason and the remedy; nothing is stored */
    public Schedule add(String tenant, Schedule schedule) throws InvalidJob, ScheduleExists {
        Planned next = validated(tenant, schedule);
        return ledger.add(tenant, schedule, next).orElseThrow(ScheduleExists::new);
    }

    public Schedule get(String tenant, String id) throws ScheduleNotFound {
        return ledger.schedule(tenant, id).orElseThrow(ScheduleNotFound::new);
    }

    public Page<Schedule> list(String tenant, Map<String, String> labels, @Nullable String cursor, int limit) {
        return ledger.schedules(tenant, labels, cursor, limit);
    }

    public Schedule replace(String tenant, Schedule schedule, long version)
            throws InvalidJob, ScheduleNotFound, StaleSchedule {
        ScheduleChange change = ledger.replace(tenant, schedule, version, validated(tenant, schedule));
        return required(change);
    }

    public void remove(String tenant, String id, long version) throws ScheduleNotFound, StaleSchedule {
        ScheduleChange change = ledger.remove(tenant, id, version);
        if (!change.changed()) {
            required(change);
        }
    }

    private static Schedule required(ScheduleChange change) throws ScheduleNotFound, StaleSchedule {
        Schedule now = change.now();
        if (now == null) {
            throw new ScheduleNotFound();
        }
        if (!change.changed()) {
            throw new StaleSchedule();
        }
        return now;
    }

    /** Nothing more is started; what waits goes on waiting. */
    public Schedule pause(String tenant, String id) throws ScheduleNotFound {
        return ledger.enable(tenant, id, false, null).orElseThrow(ScheduleNotFound::new);
    }

    /** Goes on with the next time that comes: what was not to run was not missed. */
    public Schedule resume(String tenant, String id) throws ScheduleNotFound {
        Planned next = new Planner(tenant, get(tenant, id), timetables)
                .next(ledger.now())
                .orElse(null);
        return ledger.enable(tenant, id, true, next).orElseThrow(ScheduleNotFound::new);
    }

    /** A run of now, whatever the cron expression says, and what came of it. The overlap policy holds. */
    public ScheduleRun run(String tenant, String id) throws ScheduleNotFound {
        long run = ledger.runNow(tenant, id).orElseThrow(ScheduleNotFound::new);
        ledger.startable(tenant, id).forEach(starter::start);
        return ledger.run(tenant, id, run).orElseThrow(ScheduleNotFound::new);
    }

    /** Newest first. */
    public Page<ScheduleRun> runs(String tenant, String id, @Nullable String cursor, int limit)
            throws ScheduleNotFound {
        get(tenant, id);
        return ledger.runs(tenant, id, cursor, limit);
    }

    /** The first run, if the schedule is enabled. */
    private @Nullable Planned validated(String tenant, Schedule schedule) throws InvalidJob {
        PathId.require(schedule.id());
        Planned next = first(tenant, schedule);
        try {
            starter.jobs().check(tenant, schedule.request());
        } catch (InvalidJob e) {
            throw new InvalidJob("/job" + e.pointer(), String.valueOf(e.getMessage()));
        }
        return schedule.active() ? next : null;
    }

    private Planned first(String tenant, Schedule schedule) throws InvalidJob {
        try {
            return new Planner(tenant, schedule, timetables)
                    .next(ledger.now())
                    .orElseThrow(() -> new IllegalArgumentException("names no time that ever comes; correct it"));
        } catch (IllegalArgumentException e) {
            throw new InvalidJob("/cron", "'cron' " + e.getMessage() + ".");
        }
    }
}
