package io.trawl.cli.dlq;

import io.trawl.cli.run.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trawl dlq}: what it does is in its subcommands. */
@Command(
        name = "dlq",
        header = "List records that could not be read or delivered, and why.",
        synopsisHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExample:%n",
        footer = "  trawl dlq list --kafka kafka:9092 --format json",
        mixinStandardHelpOptions = true)
public final class DlqCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** With all its subcommands. */
    public static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new DlqCommand()).addSubcommand(new ListLetters(surroundings));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
