package io.trawl.cli;

import io.trawl.cli.dlq.DlqCommand;
import io.trawl.cli.doctor.DoctorCommand;
import io.trawl.cli.jobs.JobsCommand;
import io.trawl.cli.roles.OrchestratorCommand;
import io.trawl.cli.roles.PipelinerCommand;
import io.trawl.cli.roles.WorkerCommand;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Interrupts;
import io.trawl.cli.run.Pause;
import io.trawl.cli.run.Surroundings;
import io.trawl.cli.run.TerminalSize;
import io.trawl.cli.scan.ScanCommand;
import io.trawl.cli.schedules.SchedulesCommand;
import io.trawl.cli.serve.ServeCommand;
import io.trawl.cli.sites.SitesCommand;
import io.trawl.cli.sources.SourcesCommand;
import io.trawl.cli.stack.StackCommand;
import io.trawl.cli.tokens.AuditCommand;
import io.trawl.cli.tokens.TokensCommand;
import io.trawl.cli.topics.TopicsCommand;
import io.trawl.cli.workers.WorkersCommand;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code trawl} command; what it does is in its subcommands. */
@Command(
        name = "trawl",
        header = "Finds sensitive data wherever it lies, and proves what it covered.",
        synopsisHeading = "%n",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl scan /srv/share            scan a directory, print findings and the receipt",
            "  trawl serve                      run the HTTP API on http://127.0.0.1:8080",
            "  trawl jobs list                  list the jobs of that server",
            "  trawl sources list               list the sources that are registered there",
            "  trawl sites list                 list the sites that it gives jobs to, when it is a master",
            "",
            "trawl COMMAND --help tells more of each."
        },
        mixinStandardHelpOptions = true,
        versionProvider = TrawlCommand.Version.class)
public final class TrawlCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        Interrupts interrupts = Interrupts.install();
        Map<String, String> environment = System.getenv();
        boolean terminal = TerminalSize.onTerminal();
        Surroundings surroundings = new Surroundings(
                writer(System.out),
                writer(System.err),
                environment,
                Path.of(System.getProperty("user.home")),
                terminal,
                TerminalSize.width(environment, terminal));
        int exitCode;
        try {
            exitCode = line(surroundings, new Engines(version())::start, interrupts, System.in)
                    .execute(args);
        } catch (Error e) {
            // Out of memory, a damaged jar: threads of the parts may still run, and must not keep the process.
            exitCode = new Failures(surroundings).handleError(e);
        }
        surroundings.out().flush();
        surroundings.err().flush();
        System.exit(exitCode);
    }

    /** The command with everything it needs. */
    static CommandLine line(Surroundings surroundings, EngineStarter engines, Pause pause, InputStream input) {
        CommandLine line = new CommandLine(new TrawlCommand())
                .addSubcommand(new ScanCommand(surroundings, engines, pause))
                .addSubcommand(new ServeCommand(surroundings, engines, pause))
                .addSubcommand(new OrchestratorCommand(surroundings, pause, version()))
                .addSubcommand(new WorkerCommand(surroundings, pause))
                .addSubcommand(new PipelinerCommand(surroundings, pause))
                .addSubcommand(JobsCommand.line(surroundings, engines, pause, input))
                .addSubcommand(SourcesCommand.line(surroundings))
                .addSubcommand(SitesCommand.line(surroundings))
                .addSubcommand(SchedulesCommand.line(surroundings, input))
                .addSubcommand(WorkersCommand.line(surroundings))
                .addSubcommand(TokensCommand.line(surroundings))
                .addSubcommand(AuditCommand.line(surroundings))
                .addSubcommand(new TopicsCommand(surroundings))
                .addSubcommand(DlqCommand.line(surroundings))
                .addSubcommand(new DoctorCommand(surroundings))
                .addSubcommand(StackCommand.line(surroundings));
        return line.setOut(surroundings.out())
                .setErr(surroundings.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Math.max(80, Math.min(surroundings.width(), 120)))
                .setParameterExceptionHandler(new Failures(surroundings))
                .setExecutionExceptionHandler(new Failures(surroundings));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, false, stream.charset());
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
            return new String[] {"trawl " + version()};
        }
    }

    private static String version() {
        String built = TrawlCommand.class.getPackage().getImplementationVersion();
        return built == null ? "(not packaged)" : built;
    }
}
