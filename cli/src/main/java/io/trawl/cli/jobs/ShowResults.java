package io.trawl.cli.jobs;

import io.trawl.cli.access.JobAccess;
import io.trawl.cli.access.Pages;
import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.output.ColumnVerdicts;
import io.trawl.cli.output.Csv;
import io.trawl.cli.output.FindingRow;
import io.trawl.cli.output.FindingTable;
import io.trawl.cli.output.Table;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Follower;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Json;
import io.trawl.schemas.ResultRow;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trawl jobs results} */
@Command(name = "results", header = "Show what a job has found so far.", mixinStandardHelpOptions = true)
final class ShowResults implements Callable<Integer> {
    private static final List<Table.Column> COLUMNS =
            List.of(Table.Column.PATH, Table.Column.TEXT, Table.Column.PATH, Table.Column.PATH);

    private final JobCommand command;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A job.")
    private @Nullable UUID id;

    @Option(names = "--kind", description = "Only results of this kind.")
    private @Nullable String kind;

    @Option(names = "--source", description = "Only results of this source.")
    private @Nullable String source;

    ShowResults(Surroundings surroundings, EngineStarter engines) {
        this.command = new JobCommand(surroundings, engines);
    }

    @Override
    public Integer call() throws Exception {
        return command.run(server, access -> {
            PrintWriter out = command.surroundings().out();
            switch (server.format()) {
                case TABLE -> table(access);
                case JSON -> each(access, row -> out.println(Json.mapper().writeValueAsString(row)));
                case CSV -> csv(access, out);
            }
            out.flush();
            return ExitCode.COMPLETE.number();
        });
    }

    private void each(JobAccess access, Consumer<ResultRow> consumer) {
        UUID job = Objects.requireNonNull(id);
        Pages.<ResultRow>each(
                (cursor, limit) -> access.jobs().results(Follower.TENANT, job, kind, source, cursor, limit), consumer);
    }

    /** All but the judgements of columns, which go with the findings, unless they are what was asked for. */
    private void findings(JobAccess access, BiConsumer<ResultRow, Optional<FindingRow>> consumer) {
        ColumnVerdicts verdicts = new ColumnVerdicts();
        each(access, row -> {
            if (ColumnVerdicts.KIND.equals(kind) || !verdicts.take(row)) {
                consumer.accept(row, FindingRow.of(row).map(verdicts::judged));
            }
        });
    }

    private void table(JobAccess access) {
        List<FindingRow> findings = new ArrayList<>();
        Table others = Table.of(COLUMNS, "source", "kind", "key", "body");
        long[] total = {0, 0};
        findings(access, (row, finding) -> {
            int which = finding.isPresent() ? 0 : 1;
            if (total[which]++ < FindingTable.MAX_ROWS) {
                finding.ifPresentOrElse(
                        findings::add, () -> others.row(row.source(), row.kind(), row.key(), row.body()));
            }
        });
        Surroundings surroundings = command.surroundings();
        if (total[0] > 0 || total[1] == 0) {
            surroundings.print(FindingTable.lines(findings, total[0], surroundings.width()));
        }
        if (!others.isEmpty()) {
            surroundings.print(others.lines(surroundings.width()));
        }
    }

    /** Findings have columns of their own; whatever else there is comes as it is stored. */
    private void csv(JobAccess access, PrintWriter out) {
        boolean[] headed = {false};
        findings(access, (row, finding) -> {
            if (!headed[0]) {
                headed[0] = true;
                out.print(Csv.line(
                        finding.isPresent() ? FindingRow.CSV_HEADINGS : List.of("source", "kind", "key", "body")));
            }
            out.print(Csv.line(finding.map(FindingRow::csv)
                    .orElseGet(() -> List.of(row.source(), row.kind(), row.key(), row.body()))));
        });
    }
}
