package io.trawl.cli.schedules;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.jobs.GivenJob;
import io.trawl.cli.remote.HttpSchedules;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Overlap;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.WhenMissed;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trawl schedules add} */
@Command(
        name = "add",
        header = "Start a job again and again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl schedules add nightly --cron \"30 2 * * *\" --zone Europe/London --source share",
            "  trawl schedules add weekly --cron @weekly --jitter PT2H --overlap queue --missed run_once --job job.json"
        },
        mixinStandardHelpOptions = true)
final class AddSchedule implements Callable<Integer> {
    private final Surroundings surroundings;
    private final InputStream input;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "What it is called.")
    private String id = "";

    @Option(
            names = "--cron",
            required = true,
            paramLabel = "EXPRESSION",
            description = "Minute, hour, day of month, month, day of week; with six fields the second first; or a word"
                    + " such as @daily.")
    private String cron = "";

    @Option(names = "--zone", description = "By whose clocks, for example Europe/London (default: UTC).")
    private @Nullable String zone;

    @Option(names = "--jitter", paramLabel = "DURATION", description = "Each run starts up to so much later (PT10M).")
    private @Nullable String jitter;

    @Option(
            names = "--overlap",
            description = "While the run before is at work: ${COMPLETION-CANDIDATES} (default: skip).")
    private @Nullable Overlap overlap;

    @Option(names = "--missed", description = "When nobody was there: ${COMPLETION-CANDIDATES} (default: skip).")
    private @Nullable WhenMissed missed;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description = "A run that is later than this is missed (default: PT5M).")
    private @Nullable String grace;

    @Option(names = "--paused", description = "Starts nothing until it is resumed.")
    private boolean paused;

    @Option(names = "--job", paramLabel = "FILE", description = "The job as JSON; - reads it from the input.")
    private @Nullable String file;

    @Option(
            names = "--source",
            paramLabel = "ID[=PATH]",
            description = "Instead of --job: a registered source, or a directory that the workers can see; may be"
                    + " repeated.")
    private List<String> sources = new ArrayList<>();

    @Option(names = "--workload", description = "For --source (default: ${DEFAULT-VALUE}).")
    private String workload = "discovery";

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Of the schedule; may be repeated.")
    private List<String> labels = new ArrayList<>();

    AddSchedule(Surroundings surroundings, InputStream input) {
        this.surroundings = surroundings;
        this.input = input;
    }

    @Override
    public Integer call() {
        Schedule schedule = schedule(GivenJob.of(file, sources, workload, input));
        try (HttpSchedules schedules = server.schedules(surroundings)) {
            SchedulesTable.print(List.of(schedules.add(schedule)), server.format(), surroundings);
            return ExitCode.COMPLETE.number();
        }
    }

    private Schedule schedule(JobRequest job) {
        try {
            return new Schedule(
                    id,
                    cron,
                    zone,
                    duration("--jitter", jitter),
                    overlap,
                    missed,
                    duration("--grace", grace),
                    !paused,
                    job,
                    marks(),
                    null,
                    null,
                    null,
                    null);
        } catch (InvalidField e) {
            throw new Refusal(ExitCode.USAGE, e.getMessage() + ".", e);
        }
    }

    private Map<String, String> marks() {
        Map<String, String> marks = new LinkedHashMap<>();
        for (String label : labels) {
            int equals = label.indexOf('=');
            if (equals < 1) {
                throw new Refusal(ExitCode.USAGE, "'--label' must look like KEY=VALUE.");
            }
            marks.put(label.substring(0, equals), label.substring(equals + 1));
        }
        return marks;
    }

    private static @Nullable Duration duration(String option, @Nullable String text) {
        try {
            return text == null ? null : Duration.parse(text);
        } catch (DateTimeException e) {
            throw new Refusal(ExitCode.USAGE, "'" + option + "' must be an ISO-8601 duration, for example PT10M.", e);
        }
    }
}
