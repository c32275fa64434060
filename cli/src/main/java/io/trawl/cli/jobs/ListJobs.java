package io.trawl.cli.jobs;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Follower;
import io.trawl.cli.run.Surroundings;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Only jobs with this label; may be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--workload", description = "Only jobs of this workload.")
    private @Nullable String workload;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only jobs created then or later, for example 2026-11-23T14:02:10Z.")
    private @Nullable Instant since;

    @Option(names = "--limit", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    ListJobs(Surroundings surroundings, EngineStarter engines) {
        this.command = new JobCommand(surroundings, engines);
    }

    @Override
    public Integer call() throws Exception {
        Settings.within("--limit", limit, 1, Page.MAX_LIMIT);
        return command.run(server, access -> {
            Page<JobStatus> page =
                    access.jobs().jobs(Follower.TENANT, new JobFilter(states, labels, workload, since), null, limit);
            JobsTable.print(page.items(), server.format(), command.surroundings());
            return ExitCode.COMPLETE.number();
        });
    }
}
