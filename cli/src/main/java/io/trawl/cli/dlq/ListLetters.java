package io.trawl.cli.dlq;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.Table;
import io.trawl.cli.output.Table.Column;
import io.trawl.cli.roles.SharedOptions;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.Surroundings;
import io.trawl.kafka.KafkaUnavailable;
import io.trawl.kafka.carry.DeadLetterList;
import io.trawl.kafka.carry.DeadLetterList.Entry;
import io.trawl.schemas.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl dlq list} */
@Command(
        name = "list",
        header = "List the latest dead letters of every topic, with their reasons; no key or value is shown.",
        mixinStandardHelpOptions = true)
final class ListLetters implements Callable<Integer> {
    private static final String[] HEADINGS = {"at", "topic", "partition", "offset", "reason"};
    private static final List<Column> COLUMNS =
            List.of(Column.TEXT, Column.TEXT, Column.NUMBER, Column.NUMBER, Column.PATH);
    private static final int MAX = 10_000;

    private final Surroundings surroundings;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private SharedOptions shared = new SharedOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Of each topic, 1 to " + MAX + " (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Option(names = "--format", description = "table, json or csv (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    ListLetters(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        common.logs(surroundings);
        if (limit < 1 || limit > MAX) {
            throw new Refusal(ExitCode.USAGE, "--limit must be between 1 and " + MAX + ", got " + limit + ".");
        }
        List<Entry> letters = read();
        switch (format) {
            case TABLE -> surroundings.print(table(letters).lines(surroundings.width()));
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(Map.of("dead_letters", letters))));
            case CSV -> {
                surroundings.out().print(Csv.line(List.of(HEADINGS)));
                letters.forEach(letter -> surroundings.out().print(Csv.line(cells(letter))));
                surroundings.out().flush();
            }
        }
        return ExitCode.COMPLETE.number();
    }

    private List<Entry> read() {
        try {
            return DeadLetterList.read(
                    shared.config(common.settings(surroundings), "dlq").kafka(), limit);
        } catch (KafkaUnavailable e) {
            throw new Refusal(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private static Table table(List<Entry> letters) {
        Table table = Table.of(COLUMNS, HEADINGS);
        letters.forEach(letter -> table.row(cells(letter).toArray(String[]::new)));
        return table;
    }

    private static List<String> cells(Entry letter) {
        return List.of(letter.at().toString(), letter.topic(), letter.partition(), letter.offset(), letter.reason());
    }
}
