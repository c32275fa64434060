package io.trawl.cli.jobs;

import io.trawl.cli.access.JobAccess;
import io.trawl.cli.access.Pages;
import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Follower;
import io.trawl.cli.run.Surroundings;
import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.VerbOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that do something to one job, or to all jobs of a label. */
abstract class ActOnJobs implements Callable<Integer> {
    private final JobCommand command;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", arity = "0..1", description = "A job.")
    private @Nullable UUID id;

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description = "Instead of one job: all jobs with this label; repeated, with all of them.")
    private Map<String, String> labels = new LinkedHashMap<>();

    ActOnJobs(Surroundings surroundings, EngineStarter engines) {
        this.command = new JobCommand(surroundings, engines);
    }

    abstract JobVerb verb();

    @Override
    public Integer call() throws Exception {
        UUID one = id;
        if ((one == null) == labels.isEmpty()) {
            throw new Refusal(ExitCode.USAGE, "Name one job by its id, or several by --label KEY=VALUE.");
        }
        return command.run(server, access -> one == null ? all(access) : one(access, one));
    }

    private int one(JobAccess access, UUID job) throws Exception {
        JobStatus status = access.jobs().act(Follower.TENANT, job, verb());
        JobsTable.print(List.of(status), server.format(), command.surroundings());
        return ExitCode.COMPLETE.number();
    }

    /** @return failed when one of them was refused: the others are done all the same */
    private int all(JobAccess access) {
        List<VerbOutcome> outcomes = new ArrayList<>();
        Pages.<VerbOutcome>each(
                (cursor, limit) -> access.jobs().actOnAll(Follower.TENANT, verb(), labels, cursor, limit),
                outcomes::add);
        OutcomesTable.print(outcomes, server.format(), command.surroundings());
        boolean whole = outcomes.stream().allMatch(VerbOutcome::done);
        return (whole ? ExitCode.COMPLETE : ExitCode.FAILED).number();
    }

    /** {@code trawl jobs cancel} */
    @Command(
            name = "cancel",
            header = "Stop a job, or all of a label; what was published stays.",
            mixinStandardHelpOptions = true)
    static final class Cancel extends ActOnJobs {
        Cancel(Surroundings surroundings, EngineStarter engines) {
            super(surroundings, engines);
        }

        @Override
        JobVerb verb() {
            return JobVerb.CANCEL;
        }
    }

    /** {@code trawl jobs pause} */
    @Command(
            name = "pause",
            header = "Hold a job, or all of a label: nothing more of it is started.",
            mixinStandardHelpOptions = true)
    static final class Pause extends ActOnJobs {
        @Option(names = "--now", description = "Stop what runs as well; it goes on later from where it was.")
        private boolean now;

        Pause(Surroundings surroundings, EngineStarter engines) {
            super(surroundings, engines);
        }

        @Override
        JobVerb verb() {
            return now ? JobVerb.PAUSE_NOW : JobVerb.PAUSE;
        }
    }

    /** {@code trawl jobs resume} */
    @Command(name = "resume", header = "Let a paused job go on, or all of a label.", mixinStandardHelpOptions = true)
    static final class Resume extends ActOnJobs {
        Resume(Surroundings surroundings, EngineStarter engines) {
            super(surroundings, engines);
        }

        @Override
        JobVerb verb() {
            return JobVerb.RESUME;
        }
    }

    /** {@code trawl jobs retry} */
    @Command(
            name = "retry",
            header = "Try again what failed of a job that has ended, or of all of a label.",
            mixinStandardHelpOptions = true)
    static final class Retry extends ActOnJobs {
        Retry(Surroundings surroundings, EngineStarter engines) {
            super(surroundings, engines);
        }

        @Override
        JobVerb verb() {
            return JobVerb.RETRY;
        }
    }
}
