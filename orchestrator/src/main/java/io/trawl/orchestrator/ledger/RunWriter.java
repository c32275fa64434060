package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.schedule.FiringRules;
import io.trawl.engine.schedule.FiringRules.Beginning;
import io.trawl.schemas.Json;
import io.trawl.schemas.Overlap;
import io.trawl.schemas.RunState;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes runs of one schedule, whose row the transaction holds. */
record RunWriter(Handle handle, ScheduleSql sql, long schedule) {
    private static final Overlap[] OVERLAPS = Overlap.values();

    /** What stands beside the new run. */
    private record Beside(Overlap overlap, Schedule definition, boolean running, int waiting, Instant now) {}

    /** @param at null for a run that somebody asks for now */
    long begin(@Nullable Instant at) {
        Beside beside = beside();
        Beginning beginning = FiringRules.beginning(beside.overlap(), beside.running(), beside.waiting());
        if (beginning.superseded()) {
            handle.createUpdate(ScheduleSql.SUPERSEDE)
                    .bind("schedule", schedule)
                    .bind("reason", FiringRules.SUPERSEDED)
                    .execute();
        }
        ScheduleRun run = new ScheduleRun(
                1,
                at == null ? beside.now() : at,
                beginning.state(),
                at == null,
                0,
                null,
                null,
                null,
                beginning.reason());
        boolean waits = beginning.state() == RunState.WAITING;
        return insert(run, waits ? Json.canonical(beside.definition().request()) : null);
    }

    private Beside beside() {
        return handle.createQuery(sql.beside)
                .bind("schedule", schedule)
                .map((row, context) -> new Beside(
                        OVERLAPS[row.getInt("overlap") - 1],
                        ScheduleSql.definition(row),
                        row.getBoolean("running"),
                        row.getInt("waiting"),
                        ScheduleSql.instant(row, "now")))
                .one();
    }

    /** A run that is over when it begins. */
    void insert(ScheduleRun run) {
        insert(run, null);
    }

    private long insert(ScheduleRun run, @Nullable String request) {
        long number = handle.createQuery(ScheduleSql.INSERT_RUN)
                .bind("schedule", schedule)
                .bind("planned_at", ScheduleSql.time(run.plannedAt()))
                .bind("state", Code.of(run.state()))
                .bind("manual", run.manual())
                .bind("missed", run.missed())
                .bind("request", request)
                .bind("reason", run.reason())
                .mapTo(Long.class)
                .one();
        handle.createUpdate(sql.trimRuns)
                .bind("schedule", schedule)
                .bind("keep", ScheduleLedger.MAX_RUNS_KEPT)
                .execute();
        return number;
    }
}
