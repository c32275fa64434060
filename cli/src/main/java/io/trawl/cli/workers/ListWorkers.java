package io.trawl.cli.workers;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.output.Table.Column;
import io.trawl.cli.remote.HttpWorkers;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Page;
import io.trawl.schemas.WorkerView;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl workers list} */
@Command(name = "list", header = "List the workers, those that joined last first.", mixinStandardHelpOptions = true)
final class ListWorkers implements Callable<Integer> {
    private static final Rows.Layout<WorkerView> LAYOUT = new Rows.Layout<>(
            "workers",
            List.of("worker", "pool", "slots", "in use", "alive", "joined", "lease until", "labels"),
            List.of(
                    Column.TEXT,
                    Column.TEXT,
                    Column.NUMBER,
                    Column.NUMBER,
                    Column.TEXT,
                    Column.TEXT,
                    Column.TEXT,
                    Column.TEXT),
            ListWorkers::cells);

    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--pool", paramLabel = "POOL", description = "Only workers of this pool.")
    private @Nullable String pool;

    @Option(names = "--all", description = "Those too whose lease is over.")
    private boolean all;

    @Option(names = "--limit", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 200;

    ListWorkers(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings.within("--limit", limit, 1, Page.MAX_LIMIT);
        try (HttpWorkers workers = server.workers(surroundings)) {
            Rows.print(workers.list(pool, all, limit).items(), LAYOUT, server.format(), surroundings);
            return ExitCode.COMPLETE.number();
        }
    }

    private static List<String> cells(WorkerView worker) {
        String labels = new TreeMap<>(worker.labels()).toString();
        return List.of(
                worker.name(),
                worker.pool(),
                Integer.toString(worker.slots()),
                Integer.toString(worker.inUse()),
                worker.alive() ? "yes" : "no",
                worker.joinedAt().toString(),
                worker.leaseUntil().toString(),
                labels.substring(1, labels.length() - 1));
    }
}
