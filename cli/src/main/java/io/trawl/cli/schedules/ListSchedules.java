package io.trawl.cli.schedules;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.remote.HttpSchedules;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl schedules list} */
@Command(name = "list", header = "List the schedules.", mixinStandardHelpOptions = true)
final class ListSchedules implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Only with this label; may be repeated.")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--limit", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 200;

    ListSchedules(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings.within("--limit", limit, 1, Page.MAX_LIMIT);
        try (HttpSchedules schedules = server.schedules(surroundings)) {
            SchedulesTable.print(schedules.list(labels, null, limit).items(), server.format(), surroundings);
            return ExitCode.COMPLETE.number();
        }
    }
}
