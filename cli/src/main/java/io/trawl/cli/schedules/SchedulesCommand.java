package io.trawl.cli.schedules;

import io.trawl.cli.run.Surroundings;
import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trawl schedules}: what it does is in its subcommands. */
@Command(
        name = "schedules",
        header = "Start jobs again and again.",
        synopsisHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl schedules add nightly --cron \"30 2 * * *\" --zone Europe/London --source share",
            "  trawl schedules show nightly",
            "  trawl jobs list --label trawl.schedule=nightly"
        },
        mixinStandardHelpOptions = true)
public final class SchedulesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** With all its subcommands. @param input where a job may come from */
    public static CommandLine line(Surroundings surroundings, InputStream input) {
        return new CommandLine(new SchedulesCommand())
                .addSubcommand(new AddSchedule(surroundings, input))
                .addSubcommand(new ListSchedules(surroundings))
                .addSubcommand(new ShowSchedule(surroundings))
                .addSubcommand(new ActOnSchedule.Pause(surroundings))
                .addSubcommand(new ActOnSchedule.Resume(surroundings))
                .addSubcommand(new ActOnSchedule.Run(surroundings))
                .addSubcommand(new ActOnSchedule.Remove(surroundings));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
