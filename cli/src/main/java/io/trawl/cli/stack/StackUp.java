package io.trawl.cli.stack;

import io.trawl.cli.access.ClientToken;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.Surroundings;
import io.trawl.cli.stack.LocalStack.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--orchestrators", paramLabel = "N", description = "How many (default: 2; 1 with --federated).")
    private @Nullable Integer orchestrators;

    @Option(names = "--pipeliners", paramLabel = "N", description = "How many (default: 1).")
    private @Nullable Integer pipeliners;

    @Option(names = "--workers", paramLabel = "N", description = "How many (default: 3; 1 with --federated).")
    private @Nullable Integer workers;

    @Option(
            names = "--federated",
            paramLabel = "N",
            description =
                    "A master with so many sites: the first is DISTRIBUTED, the others are SINGLE_PROCESS, and from"
                            + " three on the last one stands behind a master of its own.")
    private @Nullable Integer federated;

    @Option(
            names = "--port",
            description = "Of the first orchestrator, the others follow, or of the master; 0 for any"
                    + " (default: ${DEFAULT-VALUE}).")
    private int port = Shape.DEFAULT.port();

    @Option(names = "--kafka-port", description = "Of the broker; 0 for any (default: ${DEFAULT-VALUE}).")
    private int kafkaPort = Shape.DEFAULT.kafkaPort();

    StackUp(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        stack.logs(surroundings);
        Path directory = stack.directory(surroundings);
        LocalStack local = LocalStack.in(directory, shape(), Map.of());
        Integer sites = federated;
        if (sites != null && sites != sitesOf(local)) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The stack in " + directory + " has " + sitesOf(local) + " sites and keeps them; give another"
                            + " --state-dir, or leave out --federated.");
        }
        local.up(part -> surroundings.say("starting " + part.name()));
        register(local.members());
        StackTable.print(surroundings, local.status());
        StackTable.printSites(surroundings, local.members());
        surroundings.out().println();
        surroundings.out().println("API:   " + local.api());
        surroundings.out().println("Kafka: " + local.bootstrapServers());
        surroundings.out().println("Stop it with `trawl stack down`.");
        surroundings.out().flush();
        return ExitCode.COMPLETE.number();
    }

    private static long sitesOf(LocalStack local) {
        return local.members().stream()
                .filter(member -> member.master().equals(local.api()))
                .count();
    }

    private Shape shape() {
        Integer sites = federated;
        Shape usual = sites == null ? Shape.DEFAULT : Shape.SITE;
        return new Shape(
                orchestrators == null ? usual.orchestrators() : orchestrators,
                pipeliners == null ? usual.pipeliners() : pipeliners,
                workers == null ? usual.workers() : workers,
                port,
                kafkaPort,
                sites == null ? 0 : Settings.within("--federated", sites, 1, Shape.MAX_EACH));
    }

    private void register(List<Member> members) {
        Settings settings = Settings.load(null, surroundings.environment());
        boolean guarded = settings.secret(CommonOptions.TOKEN_VARIABLE) != null;
        SiteRegistration registration =
                new SiteRegistration(ClientToken.of(settings, null), guarded ? "env:" + Programs.SITE_TOKEN : null);
        members.forEach(registration::register);
    }
}
