package io.trawl.cli.stack;

import io.trawl.cli.run.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trawl stack} */
@Command(
        name = "stack",
        header = "Bring up a DISTRIBUTED installation on this machine, or a federation of several.",
        description = "Each part is a plain process on loopback that goes on when this command has ended.",
        mixinStandardHelpOptions = true)
public final class StackCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private StackCommand() {}

    public static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new StackCommand())
                .addSubcommand(new StackUp(surroundings))
                .addSubcommand(new StackStatus(surroundings))
                .addSubcommand(new StackDown(surroundings));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
