package io.trawl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code trawl} command; what it does is in its subcommands. */
@Command(
        name = "trawl",
        description = "Splits large scans into packets, hands them to workers and heals what fails.",
        mixinStandardHelpOptions = true,
        versionProvider = TrawlCommand.Version.class)
public final class TrawlCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new TrawlCommand()).execute(args));
    }

    /** Without a subcommand there is nothing to do but to say which ones there are. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The version that the build wrote into the manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String built = TrawlCommand.class.getPackage().getImplementationVersion();
            return new String[] {"trawl " + (built == null ? "(not packaged)" : built)};
        }
    }
}
