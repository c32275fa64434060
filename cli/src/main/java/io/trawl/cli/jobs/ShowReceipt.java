package io.trawl.cli.jobs;

import io.trawl.cli.access.JobAccess;
import io.trawl.cli.access.Pages;
import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.output.Csv;
import io.trawl.cli.output.ReceiptText;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Follower;
import io.trawl.cli.run.Surroundings;
import io.trawl.engine.job.JobNotFound;
import io.trawl.schemas.Gap;
import io.trawl.schemas.Json;
import io.trawl.schemas.Receipt;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trawl jobs receipt} */
@Command(
        name = "receipt",
        header = "Show what a job covered, and with --gaps all it did not read.",
        mixinStandardHelpOptions = true)
final class ShowReceipt implements Callable<Integer> {
    private final JobCommand command;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A job.")
    private @Nullable UUID id;

    @Option(names = "--gaps", description = "List every gap by name and reason.")
    private boolean gaps;

    ShowReceipt(Surroundings surroundings, EngineStarter engines) {
        this.command = new JobCommand(surroundings, engines);
    }

    @Override
    public Integer call() throws Exception {
        UUID job = Objects.requireNonNull(id);
        return command.run(server, access -> {
            if (gaps) {
                gaps(access, job);
            } else {
                receipt(access, job);
            }
            return ExitCode.COMPLETE.number();
        });
    }

    private void receipt(JobAccess access, UUID job) throws JobNotFound {
        Surroundings surroundings = command.surroundings();
        Receipt receipt = access.jobs().receipt(Follower.TENANT, job);
        switch (server.format()) {
            case TABLE -> {
                List<Gap> first = access.jobs()
                        .gaps(Follower.TENANT, job, null, ReceiptText.SHOWN_GAPS)
                        .items();
                surroundings.print(ReceiptText.lines(receipt, first, surroundings.width()));
            }
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(receipt)));
            case CSV -> {
                PrintWriter out = surroundings.out();
                out.print(Csv.line(List.of(
                        "phase", "source", "discovered", "processed", "skipped", "failed", "excluded", "bytes")));
                receipt.lines()
                        .forEach(line -> out.print(Csv.line(List.of(
                                line.phase(),
                                line.source(),
                                Long.toString(line.records().discovered()),
                                Long.toString(line.records().processed()),
                                Long.toString(line.records().skipped()),
                                Long.toString(line.records().failed()),
                                Long.toString(line.records().excluded()),
                                Long.toString(line.bytes())))));
                out.flush();
            }
        }
    }

    /** Line by line as they come: there may be millions. */
    private void gaps(JobAccess access, UUID job) {
        PrintWriter out = command.surroundings().out();
        Consumer<Gap> writer = switch (server.format()) {
            case TABLE -> gap -> out.println(ReceiptText.line(gap));
            case JSON -> gap -> out.println(Json.mapper().writeValueAsString(gap));
            case CSV -> {
                out.print(Csv.line(List.of("phase", "source", "outcome", "reason", "name")));
                yield gap -> out.print(Csv.line(
                        List.of(gap.phase(), gap.source(), gap.outcome().name(), gap.reason(), gap.name())));
            }
        };
        Pages.<Gap>each((cursor, limit) -> access.jobs().gaps(Follower.TENANT, job, cursor, limit), writer);
        out.flush();
    }
}
