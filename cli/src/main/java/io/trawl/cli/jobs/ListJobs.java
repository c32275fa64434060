package io.trawl.cli.jobs;

import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Follower;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl jobs list} */
@Command(name = "list", header = "List jobs, the newest first.", mixinStandardHelpOptions = true)
final class ListJobs implements Callable<Integer> {
    private final JobCommand command;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--state", description = "Only jobs in this state; may be repeated: ${COMPLETION-CANDIDATES}.")
    private List<JobState> states = new ArrayList<>();

    @Option(names = "--limit", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    ListJobs(Surroundings surroundings, EngineStarter engines) {
        this.command = new JobCommand(surroundings, engines);
    }

    @Override
    public Integer call() throws Exception {
        Settings.within("--limit", limit, 1, Page.MAX_LIMIT);
        return command.run(server, access -> {
            Page<JobStatus> page = access.jobs().jobs(Follower.TENANT, states, null, limit);
            JobsTable.print(page.items(), server.format(), command.surroundings());
            return ExitCode.COMPLETE.number();
        });
    }
}
