package io.trawl.engine.testkit;

import io.trawl.schemas.JobRequest;
import io.trawl.schemas.RunState;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A schedule in memory, and its runs in the order of their coming. */
final class ScheduleRows {
    final String tenant;
    final long number;
    final List<Run> runs = new ArrayList<>();
    Schedule schedule;

    @Nullable
    Instant startAt;

    ScheduleRows(String tenant, long number, Schedule schedule, @Nullable Instant startAt) {
        this.tenant = tenant;
        this.number = number;
        this.schedule = schedule;
        this.startAt = startAt;
    }

    List<Run> waiting() {
        return runs.stream().filter(run -> run.state == RunState.WAITING).toList();
    }

    /** One run. */
    static final class Run {
        final long id;
        final Instant plannedAt;
        final boolean manual;
        final int missed;
        final JobRequest request;
        RunState state;

        @Nullable
        String reason;

        @Nullable
        Instant startedAt;

        @Nullable
        UUID job;

        Run(long id, ScheduleRun given, JobRequest request) {
            this.id = id;
            this.plannedAt = given.plannedAt();
            this.manual = given.manual();
            this.missed = given.missed();
            this.state = given.state();
            this.reason = given.reason();
            this.request = request;
        }
    }
}
