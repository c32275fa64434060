package io.trawl.cli.jobs;

import io.trawl.cli.access.JobAccess;
import io.trawl.cli.access.Pages;
import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.output.Amounts;
import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Table;
import io.trawl.cli.output.TerminalText;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Follower;
import io.trawl.cli.run.Surroundings;
import io.trawl.engine.job.JobNotFound;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import io.trawl.schemas.WaitView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trawl jobs explain} */
@Command(
        name = "explain",
        header = "Say which limit holds the tasks of a job that wait, and since when.",
        mixinStandardHelpOptions = true)
final class ExplainJob implements Callable<Integer> {
    private static final String[] HEADINGS = {"phase", "source", "tasks", "since", "cause"};

    private final JobCommand command;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A job.")
    private @Nullable UUID id;

    ExplainJob(Surroundings surroundings, EngineStarter engines) {
        this.command = new JobCommand(surroundings, engines);
    }

    @Override
    public Integer call() throws Exception {
        UUID job = Objects.requireNonNull(id);
        return command.run(server, access -> {
            JobStatus status = access.jobs().status(Follower.TENANT, List.of(job)).stream()
                    .findFirst()
                    .orElseThrow(() -> new JobNotFound(job));
            List<WaitView> waits = new ArrayList<>();
            Pages.<WaitView>each(
                    (cursor, limit) -> access.jobs().waits(Follower.TENANT, job, cursor, limit), waits::add);
            show(access, status, waits);
            return ExitCode.COMPLETE.number();
        });
    }

    private void show(JobAccess access, JobStatus job, List<WaitView> waits) {
        Surroundings surroundings = command.surroundings();
        switch (server.format()) {
            case TABLE -> surroundings.print(lines(access, job, waits));
            case JSON ->
                surroundings.print(List.of(Json.mapper()
                        .writeValueAsString(Map.of("job_id", job.jobId(), "state", job.state(), "waits", waits))));
            case CSV -> {
                surroundings.out().print(Csv.line(List.of("phase", "source", "tasks", "since", "cause", "sentence")));
                waits.forEach(wait -> surroundings
                        .out()
                        .print(Csv.line(List.of(
                                wait.phase(),
                                wait.source(),
                                Long.toString(wait.tasks()),
                                wait.since().toString(),
                                wait.cause().name(),
                                wait.sentence()))));
                surroundings.out().flush();
            }
        }
    }

    private List<String> lines(JobAccess access, JobStatus job, List<WaitView> waits) {
        if (waits.isEmpty()) {
            return List.of(nothing(access, job));
        }
        List<String> lines = new ArrayList<>();
        Table table = Table.of(
                List.of(
                        Table.Column.TEXT,
                        Table.Column.PATH,
                        Table.Column.NUMBER,
                        Table.Column.TEXT,
                        Table.Column.TEXT),
                HEADINGS);
        waits.forEach(wait -> table.row(
                wait.phase(),
                wait.source(),
                Amounts.count(wait.tasks()),
                wait.since().toString(),
                word(wait.cause())));
        lines.addAll(table.lines(command.surroundings().width()));
        lines.add("");
        // Each sentence once: it is often the same for many sources.
        waits.stream()
                .map(wait -> word(wait.cause()) + ": " + TerminalText.escape(wait.sentence()))
                .distinct()
                .forEach(lines::add);
        return lines;
    }

    private static String nothing(JobAccess access, JobStatus job) {
        if (job.state().terminal()) {
            return "Nothing waits: the job is " + word(job.state()) + ".";
        }
        return access.isInside()
                ? "No trawl runs that could work on the job, which is " + word(job.state())
                        + "; start one with `trawl serve`."
                : "Nothing waits: what can start has started, and the job is " + word(job.state()) + ".";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
