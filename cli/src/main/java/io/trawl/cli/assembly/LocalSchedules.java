package io.trawl.cli.assembly;

import io.trawl.engine.job.JobService;
import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Signal;
import io.trawl.engine.schedule.RunStarter;
import io.trawl.engine.schedule.ScheduleLoop;
import io.trawl.engine.schedule.Schedules;
import io.trawl.engine.schedule.Timetables;
import io.trawl.orchestrator.cron.CronTimetables;
import io.trawl.orchestrator.ledger.JobSchema;
import io.trawl.orchestrator.ledger.PostgresSchedules;
import java.security.SecureRandom;
import javax.sql.DataSource;

/** Starts scheduled jobs for as long as it is open; what comes meanwhile is said to be missed after the next start. */
final class LocalSchedules implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LocalSchedules.class.getName());

    private final Schedules schedules;
    private final LoopThread thread;

    /** @param home of the jobs that are started */
    LocalSchedules(DataSource pool, JobService jobs, JobSchema home) {
        PostgresSchedules ledger = new PostgresSchedules(pool, new SecureRandom(), home);
        Timetables timetables = new CronTimetables();
        RunStarter starter = new RunStarter(ledger, jobs, LocalSchedules::report);
        schedules = new Schedules(ledger, timetables, starter);
        thread =
                new LoopThread(new ScheduleLoop(ledger, timetables, starter), new Signal(), LocalLoops::report).start();
    }

    private static void report(RuntimeException defect) {
        LOG.log(System.Logger.Level.ERROR, "A scheduled job could not be submitted: {0}", defect);
    }

    Schedules schedules() {
        return schedules;
    }

    @Override
    public void close() {
        thread.close();
    }
}
