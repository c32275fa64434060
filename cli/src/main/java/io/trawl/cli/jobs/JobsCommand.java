package io.trawl.cli.jobs;

import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Pause;
import io.trawl.cli.run.Surroundings;
import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trawl jobs}: what it does is in its subcommands. */
@Command(
        name = "jobs",
        header = "Start, list, watch, pause, retry, cancel and read jobs.",
        synopsisHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl jobs list --state RUNNING",
            "  trawl jobs explain 0198a4c2-7d1e-7f00-8000-5a1b2c3d4e5f",
            "  trawl jobs pause --label team=risk",
            "  trawl jobs retry 0198a4c2-7d1e-7f00-8000-5a1b2c3d4e5f",
            "  trawl jobs receipt 0198a4c2-7d1e-7f00-8000-5a1b2c3d4e5f --gaps",
            "  trawl jobs results 0198a4c2-7d1e-7f00-8000-5a1b2c3d4e5f --format csv"
        },
        mixinStandardHelpOptions = true)
public final class JobsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** With all its subcommands. */
    public static CommandLine line(Surroundings surroundings, EngineStarter engines, Pause pause, InputStream input) {
        return new CommandLine(new JobsCommand())
                .addSubcommand(new StartJob(surroundings, engines, input))
                .addSubcommand(new ListJobs(surroundings, engines))
                .addSubcommand(new ShowStatus(surroundings, engines))
                .addSubcommand(new ExplainJob(surroundings, engines))
                .addSubcommand(new WatchJob(surroundings, engines, pause))
                .addSubcommand(new ActOnJobs.Pause(surroundings, engines))
                .addSubcommand(new ActOnJobs.Resume(surroundings, engines))
                .addSubcommand(new ActOnJobs.Retry(surroundings, engines))
                .addSubcommand(new ActOnJobs.Cancel(surroundings, engines))
                .addSubcommand(new ShowReceipt(surroundings, engines))
                .addSubcommand(new ShowResults(surroundings, engines));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
