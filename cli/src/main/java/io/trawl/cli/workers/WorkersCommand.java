package io.trawl.cli.workers;

import io.trawl.cli.run.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trawl workers}: what it does is in its subcommands. */
@Command(
        name = "workers",
        header = "Look at the workers of an installation.",
        synopsisHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  trawl workers list", "  trawl workers list --pool london --all", "  trawl workers pools"},
        mixinStandardHelpOptions = true)
public final class WorkersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** With all its subcommands. */
    public static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new WorkersCommand())
                .addSubcommand(new ListWorkers(surroundings))
                .addSubcommand(new ListPools(surroundings));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
