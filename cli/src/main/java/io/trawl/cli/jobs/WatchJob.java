package io.trawl.cli.jobs;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.output.Format;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Follower;
import io.trawl.cli.run.Interrupts;
import io.trawl.cli.run.LiveProgress;
import io.trawl.cli.run.Pause;
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

/** {@code trawl jobs watch} */
@Command(
        name = "watch",
        header = "Follow a job to its end; the exit code tells how it ended, as with scan.",
        mixinStandardHelpOptions = true)
final class WatchJob implements Callable<Integer> {
    private final JobCommand command;
    private final Pause pause;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A job.")
    private @Nullable UUID id;

    WatchJob(Surroundings surroundings, EngineStarter engines, Pause pause) {
        this.command = new JobCommand(surroundings, engines);
        this.pause = pause;
    }

    @Override
    public Integer call() throws Exception {
        UUID job = Objects.requireNonNull(id);
        return command.run(server, access -> {
            Follower follower = new Follower(access.jobs(), pause);
            if (access.isInside() && !follower.status(job).state().terminal()) {
                throw new Refusal(
                        ExitCode.FAILED,
                        "No trawl works on the job; start one with `trawl serve`, or go on with `trawl scan --resume "
                                + job + "`.");
            }
            Follower.End end;
            try (LiveProgress progress = new LiveProgress(command.surroundings(), System::nanoTime)) {
                end = follower.follow(job, progress);
            }
            JobStatus status = end.status();
            JobsTable.print(List.of(status), server.format(), command.surroundings());
            if (server.format() == Format.TABLE) {
                command.surroundings()
                        .print(JobsTable.sites(status, command.surroundings().width()));
            }
            Interrupts.Kind asked = end.asked();
            // Looking away stops nothing: the job goes on.
            return asked != null
                    ? asked.exitCode()
                    : ExitCode.of(status.state(), false).number();
        });
    }
}
