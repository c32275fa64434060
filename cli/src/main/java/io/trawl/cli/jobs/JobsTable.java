package io.trawl.cli.jobs;

import io.trawl.cli.output.Amounts;
import io.trawl.cli.output.ColumnVerdicts;
import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.ProgressLine;
import io.trawl.cli.output.SiteLines;
import io.trawl.cli.output.Table;
import io.trawl.cli.output.TerminalText;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Jobs as rows, and one job in detail. */
final class JobsTable {
    private static final List<Table.Column> COLUMNS = List.of(
            Table.Column.TEXT,
            Table.Column.TEXT,
            Table.Column.TEXT,
            Table.Column.TEXT,
            Table.Column.NUMBER,
            Table.Column.NUMBER);
    private static final List<Table.Column> PHASE_COLUMNS = List.of(
            Table.Column.TEXT,
            Table.Column.TEXT,
            Table.Column.NUMBER,
            Table.Column.NUMBER,
            Table.Column.NUMBER,
            Table.Column.NUMBER,
            Table.Column.NUMBER,
            Table.Column.NUMBER);

    private JobsTable() {}

    static void print(List<JobStatus> jobs, Format format, Surroundings surroundings) {
        switch (format) {
            case TABLE -> surroundings.print(table(jobs).lines(surroundings.width()));
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(Map.of("jobs", jobs))));
            case CSV -> {
                surroundings
                        .out()
                        .print(Csv.line(List.of("job_id", "state", "name", "created_at", "results", "bytes")));
                jobs.forEach(job -> surroundings.out().print(Csv.line(List.of(cells(job)))));
                surroundings.out().flush();
            }
        }
    }

    private static Table table(List<JobStatus> jobs) {
        Table table = Table.of(COLUMNS, "job", "state", "name", "created", "results", "read");
        for (JobStatus job : jobs) {
            String[] cells = cells(job);
            cells[4] = Amounts.count(results(job));
            cells[5] = Amounts.bytes(ProgressLine.bytes(job));
            table.row(cells);
        }
        return table;
    }

    private static String[] cells(JobStatus job) {
        return new String[] {
            job.jobId().toString(),
            job.state().name(),
            job.name(),
            job.createdAt().truncatedTo(ChronoUnit.SECONDS).toString(),
            Long.toString(results(job)),
            Long.toString(ProgressLine.bytes(job))
        };
    }

    private static long results(JobStatus job) {
        return ColumnVerdicts.found(job.results());
    }

    /** How much of each subkind, the most first; nothing where results have none. */
    static List<String> totals(JobStatus job, int width) {
        String totals = job.results().entrySet().stream()
                .filter(total -> total.getKey().indexOf('/') >= 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(total -> Amounts.count(total.getValue()) + " "
                        + TerminalText.escape(
                                total.getKey().substring(total.getKey().indexOf('/') + 1)))
                .collect(Collectors.joining(", "));
        return totals.isEmpty() ? List.of() : List.of(TerminalText.cutEnd("found: " + totals, width));
    }

    /** Site by site; nothing of a job that is not spread over sites. */
    static List<String> sites(JobStatus job, int width) {
        return job.sites() == null ? List.of() : SiteLines.of(job.sites(), width);
    }

    /** Phase by phase. */
    static List<String> phases(JobStatus job, int width) {
        Table table = Table.of(
                PHASE_COLUMNS, "phase", "state", "discovered", "processed", "skipped", "failed", "excluded", "read");
        for (PhaseStatus phase : job.phases()) {
            RecordCounts records = phase.records();
            table.row(
                    phase.phase(),
                    phase.state().toLowerCase(Locale.ROOT),
                    Amounts.count(records.discovered()),
                    Amounts.count(records.processed()),
                    Amounts.count(records.skipped()),
                    Amounts.count(records.failed()),
                    Amounts.count(records.excluded()),
                    Amounts.bytes(phase.bytes()));
        }
        return table.lines(width);
    }
}
