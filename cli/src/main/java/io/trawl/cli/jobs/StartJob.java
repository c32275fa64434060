package io.trawl.cli.jobs;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.output.Format;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Follower;
import io.trawl.cli.run.LimitOptions;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.Json;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trawl jobs start} */
@Command(
        name = "start",
        header = "Submit a job and print its id.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl jobs start job.json",
            "  trawl jobs start --source share=/srv/share --source ds_london_01 --deadline 6h",
            "  trawl jobs start --source crm --source ds_tokyo_01 --sites quorum=1 --sites-deadline 12h",
            "  generate-job | trawl jobs start - --key nightly-2026-11-23"
        },
        mixinStandardHelpOptions = true)
final class StartJob implements Callable<Integer> {
    private final JobCommand command;
    private final InputStream input;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The job as JSON; - reads it from the input.")
    private @Nullable String file;

    @Option(
            names = "--source",
            paramLabel = "ID[=PATH]",
            description = "A registered source, or a directory that the workers can see; may be repeated.")
    private List<String> sources = new ArrayList<>();

    @Option(names = "--workload", description = "For --source (default: ${DEFAULT-VALUE}).")
    private String workload = "discovery";

    @Option(names = "--key", description = "Idempotency key: the same key and job again start nothing new.")
    private @Nullable String key;

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Mixin
    private SiteOptions sites = new SiteOptions();

    StartJob(Surroundings surroundings, EngineStarter engines, InputStream input) {
        this.command = new JobCommand(surroundings, engines);
        this.input = input;
    }

    @Override
    public Integer call() throws Exception {
        JobRequest request = request();
        return command.run(server, access -> {
            if (access.isInside()) {
                // It would be stored, and worked on by nobody.
                throw new Refusal(
                        ExitCode.FAILED,
                        "No trawl runs that could work on the job; start one with `trawl serve`, or use `trawl scan`.");
            }
            JobStarted started = access.jobs().start(Follower.TENANT, request, key);
            String line = server.format() == Format.JSON
                    ? Json.mapper().writeValueAsString(started)
                    : started.jobId().toString();
            command.surroundings().print(List.of(line));
            return ExitCode.COMPLETE.number();
        });
    }

    private JobRequest request() {
        JobRequest given = GivenJob.of(file, sources, workload, input);
        try {
            return sites.on(limits.on(given));
        } catch (InvalidField e) {
            throw new Refusal(ExitCode.USAGE, "The job was refused: " + e.getMessage() + ".", e);
        }
    }
}
