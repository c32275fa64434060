package io.trawl.cli.sites;

import io.trawl.cli.run.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trawl sites}: what it does is in its subcommands. */
@Command(
        name = "sites",
        header = "Register, list, cordon, drain and remove the sites of a master.",
        description = "A site is a whole installation that a FEDERATED one gives jobs to.",
        synopsisHeading = "%n",
        descriptionHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl sites add london --url https://trawl.london.example --credential env:LONDON_TOKEN --import",
            "  trawl sites list",
            "  trawl sites drain london"
        },
        mixinStandardHelpOptions = true)
public final class SitesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** With all its subcommands. */
    public static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new SitesCommand())
                .addSubcommand(new AddSite(surroundings))
                .addSubcommand(new ListSites(surroundings))
                .addSubcommand(new ShowSite(surroundings))
                .addSubcommand(new ActOnSite.Cordon(surroundings))
                .addSubcommand(new ActOnSite.Drain(surroundings))
                .addSubcommand(new ActOnSite.Activate(surroundings))
                .addSubcommand(new ActOnSite.Import(surroundings))
                .addSubcommand(new ActOnSite.Remove(surroundings));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
