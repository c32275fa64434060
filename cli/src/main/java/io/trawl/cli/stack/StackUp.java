package io.trawl.cli.stack;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.run.Surroundings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl stack up} */
@Command(
        name = "up",
        header = "Start what does not run, and return when all of it is ready.",
        description = "A stack that is there keeps its parts and ports; the options are for a new one.",
        mixinStandardHelpOptions = true)
final class StackUp implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(names = "--orchestrators", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    private int orchestrators = Shape.DEFAULT.orchestrators();

    @Option(names = "--pipeliners", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    private int pipeliners = Shape.DEFAULT.pipeliners();

    @Option(names = "--workers", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    private int workers = Shape.DEFAULT.workers();

    @Option(
            names = "--port",
            description = "Of the first orchestrator, the others follow; 0 for any (default: ${DEFAULT-VALUE}).")
    private int port = Shape.DEFAULT.port();

    @Option(names = "--kafka-port", description = "Of the broker; 0 for any (default: ${DEFAULT-VALUE}).")
    private int kafkaPort = Shape.DEFAULT.kafkaPort();

    StackUp(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path directory = stack.directory(surroundings);
        Shape shape = new Shape(orchestrators, pipeliners, workers, port, kafkaPort);
        LocalStack local = LocalStack.in(directory, shape, Map.of());
        local.up(part -> surroundings.say("starting " + part.name()));
        StackTable.print(surroundings, local.status());
        surroundings.out().println();
        surroundings.out().println("API:   " + local.api());
        surroundings.out().println("Kafka: " + local.bootstrapServers());
        surroundings.out().println("Stop it with `trawl stack down`.");
        surroundings.out().flush();
        return ExitCode.COMPLETE.number();
    }
}
