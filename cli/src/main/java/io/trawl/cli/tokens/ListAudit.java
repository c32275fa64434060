package io.trawl.cli.tokens;

import io.trawl.cli.access.AccessAdmin;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Table;
import io.trawl.cli.run.Surroundings;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditTrail.Filter;
import io.trawl.schemas.Json;
import io.trawl.schemas.Page;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl audit list} */
@Command(name = "list", header = "List what was done and refused, the newest first.", mixinStandardHelpOptions = true)
final class ListAudit implements Callable<Integer> {
    private static final String[] HEADINGS = {"at", "principal", "action", "target", "outcome", "status", "count"};

    private final Surroundings surroundings;

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Option(names = "--principal", description = "Only of this caller, for example token:abcdefghijkl.")
    private @Nullable String principal;

    @Option(names = "--action", description = "Only this operation, for example cancelJob.")
    private @Nullable String action;

    @Option(names = "--target", description = "Only about this job, source or token.")
    private @Nullable String target;

    @Option(names = "--limit", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    ListAudit(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings.within("--limit", limit, 1, Page.MAX_LIMIT);
        List<AuditEntry> entries;
        try (AccessAdmin admin = access.open(surroundings)) {
            entries = admin.audit(new Filter(principal, action, target), null, limit)
                    .items();
        }
        switch (access.format()) {
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(Map.of("audit", entries))));
            case CSV -> {
                surroundings.out().print(Csv.line(List.of(HEADINGS)));
                entries.forEach(entry -> surroundings.out().print(Csv.line(cells(entry))));
                surroundings.out().flush();
            }
            case TABLE -> {
                Table table = Table.of(Collections.nCopies(HEADINGS.length, Table.Column.TEXT), HEADINGS);
                entries.forEach(entry -> table.row(cells(entry).toArray(String[]::new)));
                surroundings.print(table.lines(surroundings.width()));
            }
        }
        return ExitCode.COMPLETE.number();
    }

    private static List<String> cells(AuditEntry entry) {
        return List.of(
                entry.at().toString(),
                entry.principal(),
                entry.action(),
                entry.target() == null ? "" : entry.target(),
                entry.outcome().text(),
                entry.status() == 0 ? "" : Integer.toString(entry.status()),
                Integer.toString(entry.count()));
    }
}
