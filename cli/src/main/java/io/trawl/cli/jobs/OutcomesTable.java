package io.trawl.cli.jobs;

import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.Table;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Json;
import io.trawl.schemas.VerbOutcome;
import java.util.List;
import java.util.Map;

/** What a verb for several jobs did to each. */
final class OutcomesTable {
    private static final String[] HEADINGS = {"job", "done", "state", "name", "reason"};

    private OutcomesTable() {}

    static void print(List<VerbOutcome> outcomes, Format format, Surroundings surroundings) {
        switch (format) {
            case TABLE -> {
                Table table = Table.of(
                        List.of(
                                Table.Column.TEXT,
                                Table.Column.TEXT,
                                Table.Column.TEXT,
                                Table.Column.TEXT,
                                Table.Column.PATH),
                        HEADINGS);
                outcomes.forEach(outcome -> table.row(cells(outcome)));
                surroundings.print(
                        outcomes.isEmpty()
                                ? List.of("No job of this label is in a state that allows it.")
                                : table.lines(surroundings.width()));
            }
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(Map.of("jobs", outcomes))));
            case CSV -> {
                surroundings.out().print(Csv.line(List.of("job_id", "done", "state", "name", "reason")));
                outcomes.forEach(outcome -> surroundings.out().print(Csv.line(List.of(cells(outcome)))));
                surroundings.out().flush();
            }
        }
    }

    private static String[] cells(VerbOutcome outcome) {
        return new String[] {
            outcome.jobId().toString(),
            outcome.done() ? "yes" : "no",
            outcome.state().name(),
            outcome.name(),
            outcome.reason() == null ? "" : outcome.reason()
        };
    }
}
