package io.trawl.cli.tokens;

import io.trawl.cli.run.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trawl audit}: what it does is in its subcommands. */
@Command(
        name = "audit",
        header = "Read the audit trail.",
        synopsisHeading = "%n",
        commandListHeading = "%nCommands:%n",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** With all its subcommands. */
    public static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new AuditCommand()).addSubcommand(new ListAudit(surroundings));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
