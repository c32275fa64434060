package io.trawl.cli.scan;

import io.trawl.cli.access.ClientToken;
import io.trawl.cli.access.JobAccess;
import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.database.DataDirectory;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.output.Format;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.EngineSettings;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.LimitOptions;
import io.trawl.cli.run.Pause;
import io.trawl.cli.run.Surroundings;
import io.trawl.engine.workload.SourceAccess;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trawl scan PATH…} */
@Command(
        name = "scan",
        header = "Find sensitive data in files and databases, and prove what was covered.",
        synopsisHeading = "%n",
        descriptionHeading = "%n",
        description = {
            "Uses the trawl that runs on the data directory, or starts one inside for the time of the scan.",
            "Ctrl-C cancels; after a crash or a kill, the same command with --resume goes on where it stopped."
        },
        parameterListHeading = "%nPaths:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:complete: everything discovered was read",
            "1:failed",
            "2:wrong usage",
            "3:complete with gaps: the receipt lists what could not be read",
            "4:a finding matched --fail-on (stronger than 3)",
            "130:interrupted"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl scan /srv/share",
            "  trawl scan . --exclude '.git/' --exclude '*.bak' --fail-on any:HIGH",
            "  trawl scan /data --format json --output findings.json",
            "  trawl scan /data --resume",
            "  trawl scan postgresql://reader@db.example.com/shop --credential env:SHOP_PASSWORD"
        },
        mixinStandardHelpOptions = true)
public final class ScanCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final EngineStarter engines;
    private final Pause pause;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = {
                "Directories and files, and databases by URL; each is a source of its own:",
                "postgresql://user@host[:port]/database, mariadb://…, mysql://…, sqlite:///path."
            })
    private List<String> targets = new ArrayList<>();

    @Option(names = "--include", paramLabel = "GLOB", description = "Read only files that match; may be repeated.")
    private List<String> include = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = "Leave out files and directories that match; stronger than --include; may be repeated.")
    private List<String> exclude = new ArrayList<>();

    @Option(
            names = "--detectors",
            paramLabel = "NAME",
            split = ",",
            description = "Detectors or categories to look with, separated by commas (default: all).")
    private List<String> detectors = new ArrayList<>();

    @Option(
            names = "--credential",
            paramLabel = "REFERENCE",
            description = "Where the password of the databases is: env:NAME or file:PATH (a pgpass file, or its first"
                    + " line). By default env:PGPASSWORD, then file:~/.pgpass, when there is one.")
    private @Nullable String credential;

    @Option(names = "--no-hidden", description = "Leave out names that start with a dot.")
    private boolean noHidden;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the report there instead of the terminal.")
    private @Nullable Path output;

    @Option(
            names = "--fail-on",
            paramLabel = "DETECTOR[:CONFIDENCE]",
            description = "Exit with 4 when a finding of this detector (or 'any') is at least this sure:"
                    + " LOW, MEDIUM or HIGH; may be repeated.")
    private List<String> failOn = new ArrayList<>();

    @Option(names = "--threads", paramLabel = "N", description = "Tasks at the same time (default: one per processor).")
    private @Nullable Integer threads;

    @Option(
            names = "--resume",
            paramLabel = "JOB",
            arity = "0..1",
            fallbackValue = "",
            description = "Go on with this job, or with the newest unfinished scan of the same arguments.")
    private @Nullable String resume;

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no hints.")
    private boolean quiet;

    public ScanCommand(Surroundings surroundings, EngineStarter engines, Pause pause) {
        this.surroundings = surroundings;
        this.engines = engines;
        this.pause = pause;
    }

    @Override
    public Integer call() throws Exception {
        UUID job = namedJob().orElse(null);
        ScanArguments arguments = arguments(job != null);
        List<FailOn> rules = failOn.stream().map(FailOn::parse).toList();
        Settings settings = common.settings(surroundings);
        EngineSettings engine = engineSettings(settings, common.dataDirectory(surroundings));
        DataDirectory directory = new DataDirectory(engine.dataDirectory());
        String token = ClientToken.of(settings, null);
        try (JobAccess access = JobAccess.toRun(directory, token, engines, engine)) {
            ScanRun run = new ScanRun(surroundings, access, pause, quiet);
            UUID jobId = job != null ? job : resume != null ? run.unfinished(arguments) : run.submit(arguments, limits);
            return run.toTheEnd(jobId, new ScanRun.Wanted(format, output, rules));
        }
    }

    /** What stands behind --resume is a job when it looks like one, and else the first path. */
    private Optional<UUID> namedJob() {
        String text = resume;
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            targets.addFirst(text);
            resume = "";
            return Optional.empty();
        }
    }

    private ScanArguments arguments(boolean jobIsNamed) {
        if (targets.isEmpty() && !jobIsNamed) {
            throw new Refusal(ExitCode.USAGE, "Name at least one path to scan, for example: trawl scan .");
        }
        List<String> urls = targets.stream().filter(DatabaseTargets::isUrl).toList();
        List<Path> paths = new ArrayList<>();
        for (String target : targets) {
            if (!DatabaseTargets.isUrl(target)) {
                paths.add(path(target));
            }
        }
        DatabaseTargets databases = new DatabaseTargets(urls, urls.isEmpty() ? null : credential());
        return new ScanArguments(paths, databases, include, exclude, detectors, !noHidden);
    }

    private static Path path(String target) {
        try {
            Path path = Path.of(target);
            if (Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // What cannot be a path is nowhere.
        }
        throw new Refusal(ExitCode.USAGE, "There is nothing at " + target + "; name a directory or a file.");
    }

    /** Where other clients of PostgreSQL look too. */
    private @Nullable String credential() {
        if (credential != null) {
            return credential;
        }
        if (surroundings.environment().containsKey("PGPASSWORD")) {
            return "env:PGPASSWORD";
        }
        Path file = surroundings.home().resolve(".pgpass");
        return Files.isReadable(file) ? "file:" + file : null;
    }

    private EngineSettings engineSettings(Settings settings, DataDirectory directory) {
        int count = threads != null
                ? Settings.within("--threads", threads, 1, EngineSettings.MAX_THREADS)
                : settings.number(Setting.THREADS, 1, EngineSettings.MAX_THREADS)
                        .orElseGet(EngineSettings::defaultThreads);
        return new EngineSettings(directory.path(), null, count, null, SourceAccess.of(surroundings.environment()));
    }
}
