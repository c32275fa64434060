package io.trawl.cli.workers;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.output.Table.Column;
import io.trawl.cli.remote.HttpWorkers;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.PoolView;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code trawl workers pools} */
@Command(
        name = "pools",
        header = "What each pool has to do, and how many workers it wants.",
        mixinStandardHelpOptions = true)
final class ListPools implements Callable<Integer> {
    private static final Rows.Layout<PoolView> LAYOUT = new Rows.Layout<>(
            "pools",
            List.of("pool", "pending", "runnable", "in flight", "slots", "workers", "wanted"),
            List.of(
                    Column.TEXT,
                    Column.NUMBER,
                    Column.NUMBER,
                    Column.NUMBER,
                    Column.NUMBER,
                    Column.NUMBER,
                    Column.NUMBER),
            ListPools::cells);

    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    ListPools(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (HttpWorkers workers = server.workers(surroundings)) {
            Rows.print(workers.pools().items(), LAYOUT, server.format(), surroundings);
            return ExitCode.COMPLETE.number();
        }
    }

    private static List<String> cells(PoolView pool) {
        Stream<Long> numbers = Stream.of(
                pool.pending(), pool.runnable(), pool.inFlight(), pool.slots(), pool.workers(), pool.wantedWorkers());
        return Stream.concat(Stream.of(pool.pool()), numbers.map(String::valueOf))
                .toList();
    }
}
