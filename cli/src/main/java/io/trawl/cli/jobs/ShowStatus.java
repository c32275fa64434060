package io.trawl.cli.jobs;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.TerminalText;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Follower;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trawl jobs status} */
@Command(name = "status", header = "Show where jobs stand.", mixinStandardHelpOptions = true)
final class ShowStatus implements Callable<Integer> {
    private final JobCommand command;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Jobs.")
    private List<UUID> ids = new ArrayList<>();

    ShowStatus(Surroundings surroundings, EngineStarter engines) {
        this.command = new JobCommand(surroundings, engines);
    }

    @Override
    public Integer call() throws Exception {
        return command.run(server, access -> {
            List<JobStatus> found = access.jobs().status(Follower.TENANT, ids);
            List<UUID> known = found.stream().map(JobStatus::jobId).toList();
            List<UUID> unknown = ids.stream().filter(id -> !known.contains(id)).toList();
            if (!found.isEmpty()) {
                show(found);
            }
            if (!unknown.isEmpty()) {
                throw new Refusal(
                        ExitCode.FAILED,
                        "There is no job " + unknown.getFirst() + "; trawl jobs list shows their ids.");
            }
            return ExitCode.COMPLETE.number();
        });
    }

    private void show(List<JobStatus> found) {
        Surroundings surroundings = command.surroundings();
        JobsTable.print(found, server.format(), surroundings);
        if (server.format() != Format.TABLE) {
            return;
        }
        for (JobStatus job : found) {
            List<String> lines = new ArrayList<>();
            lines.add("");
            lines.add(job.jobId().toString());
            lines.addAll(JobsTable.phases(job, surroundings.width()));
            lines.addAll(JobsTable.totals(job, surroundings.width()));
            lines.addAll(JobsTable.sites(job, surroundings.width()));
            String reason = job.reason();
            if (reason != null) {
                lines.add("Failed: " + TerminalText.escape(reason));
            }
            surroundings.print(lines);
        }
    }
}
