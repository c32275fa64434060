package io.trawl.cli.jobs;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Follower;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.JobStatus;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trawl jobs cancel} */
@Command(name = "cancel", header = "Stop a job; what it has published stays.", mixinStandardHelpOptions = true)
final class CancelJob implements Callable<Integer> {
    private final JobCommand command;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A job.")
    private @Nullable UUID id;

    CancelJob(Surroundings surroundings, EngineStarter engines) {
        this.command = new JobCommand(surroundings, engines);
    }

    @Override
    public Integer call() throws Exception {
        return command.run(server, access -> {
            JobStatus status = access.jobs().cancel(Follower.TENANT, Objects.requireNonNull(id));
            JobsTable.print(List.of(status), server.format(), command.surroundings());
            return ExitCode.COMPLETE.number();
        });
    }
}
