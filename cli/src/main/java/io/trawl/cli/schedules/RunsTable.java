package io.trawl.cli.schedules;

import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.Table;
import io.trawl.cli.output.Table.Column;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Json;
import io.trawl.schemas.ScheduleRun;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs of a schedule as rows. */
final class RunsTable {
    private static final String[] HEADINGS = {"planned", "started", "outcome", "job", "because"};

    private RunsTable() {}

    static void print(List<ScheduleRun> runs, Format format, Surroundings surroundings) {
        switch (format) {
            case TABLE -> {
                Table table =
                        Table.of(List.of(Column.TEXT, Column.TEXT, Column.TEXT, Column.TEXT, Column.TEXT), HEADINGS);
                runs.forEach(run -> table.row(cells(run)));
                surroundings.print(table.lines(surroundings.width()));
            }
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(Map.of("runs", runs))));
            case CSV -> {
                surroundings.out().print(Csv.line(List.of(HEADINGS)));
                runs.forEach(run -> surroundings.out().print(Csv.line(List.of(cells(run)))));
                surroundings.out().flush();
            }
        }
    }

    private static String[] cells(ScheduleRun run) {
        String job = run.jobState() == null ? "" : ", " + run.jobState();
        return new String[] {
            run.plannedAt() + (run.manual() ? " (asked)" : ""),
            Objects.toString(run.startedAt(), ""),
            SchedulesTable.word(run.state()) + job,
            Objects.toString(run.jobId(), ""),
            Objects.toString(run.reason(), "")
        };
    }
}
