package io.trawl.cli.topics;

import io.trawl.cli.config.Setting;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.Table;
import io.trawl.cli.output.Table.Column;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.Json;
import io.trawl.schemas.topic.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl topics} */
@Command(
        name = "topics",
        header = "Print the Kafka topics: keys, values, partitions, retention and limits.",
        description = "Each has a second topic of its name and .dlq for records that could not be read.",
        mixinStandardHelpOptions = true)
public final class TopicsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "How the names begin (default: TRAWL_KAFKA_TOPIC_PREFIX, else trawl).")
    private @Nullable String prefix;

    @Option(names = "--format", description = "table, json or csv (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    public TopicsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<TopicRow> rows = TopicRow.all(names());
        switch (format) {
            case TABLE -> surroundings.print(table(rows).lines(surroundings.width()));
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(Map.of("topics", rows))));
            case CSV -> {
                surroundings.out().print(Csv.line(TopicRow.HEADINGS));
                rows.forEach(row -> surroundings.out().print(Csv.line(row.cells())));
                surroundings.out().flush();
            }
        }
        return ExitCode.COMPLETE.number();
    }

    private TopicNames names() {
        String named = prefix;
        if (named == null) {
            named = common.settings(surroundings)
                    .text(Setting.KAFKA_TOPIC_PREFIX)
                    .orElse(TopicNames.DEFAULT_PREFIX);
        }
        try {
            return new TopicNames(named);
        } catch (InvalidField e) {
            throw new Refusal(ExitCode.USAGE, e.getMessage() + ".", e);
        }
    }

    private static Table table(List<TopicRow> rows) {
        Table table = Table.of(
                List.of(
                        Column.TEXT,
                        Column.TEXT,
                        Column.TEXT,
                        Column.NUMBER,
                        Column.TEXT,
                        Column.TEXT,
                        Column.NUMBER,
                        Column.PATH),
                TopicRow.HEADINGS.toArray(String[]::new));
        rows.forEach(row -> table.row(row.cells().toArray(String[]::new)));
        return table;
    }
}
