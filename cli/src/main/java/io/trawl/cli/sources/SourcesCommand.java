package io.trawl.cli.sources;

import io.trawl.cli.run.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trawl sources}: what it does is in its subcommands. */
@Command(
        name = "sources",
        header = "Register, list, test and remove sources.",
        synopsisHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl sources add share --connector file --option root=/srv/share",
            "  trawl sources test share",
            "  trawl jobs start --source share"
        },
        mixinStandardHelpOptions = true)
public final class SourcesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** With all its subcommands. */
    public static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new SourcesCommand())
                .addSubcommand(new AddSource(surroundings))
                .addSubcommand(new ListSources(surroundings))
                .addSubcommand(new ShowSource(surroundings))
                .addSubcommand(new TestSource(surroundings))
                .addSubcommand(new RemoveSource(surroundings));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
