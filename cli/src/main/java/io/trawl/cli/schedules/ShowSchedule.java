package io.trawl.cli.schedules;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.output.Format;
import io.trawl.cli.remote.HttpSchedules;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Json;
import io.trawl.schemas.Page;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trawl schedules show} */
@Command(
        name = "show",
        header = "Show a schedule and what became of its last runs; with --format json as it is kept.",
        mixinStandardHelpOptions = true)
final class ShowSchedule implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A schedule.")
    private String id = "";

    @Option(names = "--limit", description = "At most so many runs (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    ShowSchedule(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings.within("--limit", limit, 1, Page.MAX_LIMIT);
        try (HttpSchedules schedules = server.schedules(surroundings)) {
            Schedule schedule = schedules.get(id);
            List<ScheduleRun> runs = schedules.runs(id, limit).items();
            if (server.format() == Format.JSON) {
                surroundings.print(
                        List.of(Json.mapper().writeValueAsString(Map.of("schedule", schedule, "runs", runs))));
            } else {
                if (server.format() == Format.TABLE) {
                    SchedulesTable.print(List.of(schedule), Format.TABLE, surroundings);
                    surroundings.print(List.of(""));
                }
                RunsTable.print(runs, server.format(), surroundings);
            }
            return ExitCode.COMPLETE.number();
        }
    }
}
