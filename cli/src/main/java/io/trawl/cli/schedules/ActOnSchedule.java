package io.trawl.cli.schedules;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.remote.HttpSchedules;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.RunState;
import io.trawl.schemas.ScheduleRun;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trawl schedules pause}, {@code resume}, {@code run} and {@code remove}. */
abstract class ActOnSchedule implements Callable<Integer> {
    private final Surroundings surroundings;
    private final BiFunction<HttpSchedules, ActOnSchedule, ExitCode> act;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A schedule.")
    private String id = "";

    private ActOnSchedule(Surroundings surroundings, BiFunction<HttpSchedules, ActOnSchedule, ExitCode> act) {
        this.surroundings = surroundings;
        this.act = act;
    }

    @Override
    public final Integer call() {
        try (HttpSchedules schedules = server.schedules(surroundings)) {
            return act.apply(schedules, this).number();
        }
    }

    private ExitCode change(HttpSchedules schedules, String verb) {
        SchedulesTable.print(List.of(schedules.act(id, verb)), server.format(), surroundings);
        return ExitCode.COMPLETE;
    }

    private ExitCode run(HttpSchedules schedules) {
        ScheduleRun run = schedules.run(id);
        RunsTable.print(List.of(run), server.format(), surroundings);
        return run.state() == RunState.REFUSED || run.state() == RunState.SKIPPED ? ExitCode.FAILED : ExitCode.COMPLETE;
    }

    private ExitCode remove(HttpSchedules schedules) {
        schedules.remove(id);
        return ExitCode.COMPLETE;
    }

    @Command(
            name = "pause",
            header = "Start nothing more; what waits goes on waiting.",
            mixinStandardHelpOptions = true)
    static final class Pause extends ActOnSchedule {
        Pause(Surroundings surroundings) {
            super(surroundings, (schedules, command) -> command.change(schedules, "pause"));
        }
    }

    @Command(name = "resume", header = "Go on with the next time that comes.", mixinStandardHelpOptions = true)
    static final class Resume extends ActOnSchedule {
        Resume(Surroundings surroundings) {
            super(surroundings, (schedules, command) -> command.change(schedules, "resume"));
        }
    }

    @Command(
            name = "run",
            header = "Run now, also when paused; the overlap policy holds.",
            mixinStandardHelpOptions = true)
    static final class Run extends ActOnSchedule {
        Run(Surroundings surroundings) {
            super(surroundings, (schedules, command) -> command.run(schedules));
        }
    }

    @Command(
            name = "remove",
            header = "Forget a schedule and its runs; jobs that it started go on.",
            mixinStandardHelpOptions = true)
    static final class Remove extends ActOnSchedule {
        Remove(Surroundings surroundings) {
            super(surroundings, (schedules, command) -> command.remove(schedules));
        }
    }
}
