package io.trawl.orchestrator.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of {@code docs/metrics.md}. */
record DocumentedMetrics(List<Line> lines) {
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z0-9_]+)` \\| (\\w+) \\| (\\w*) \\| ([a-z_, ]*?) ?\\| (.*) \\|");

    /** One row. {@code labels} are sorted. */
    record Line(String name, String type, String unit, List<String> labels, String meaning) {
        Exposition.Family family() {
            return new Exposition.Family(name, type, labels);
        }
    }

    static DocumentedMetrics read() {
        try (Stream<String> text = Files.lines(docs().resolve("metrics.md"))) {
            return new DocumentedMetrics(text.filter(line -> line.startsWith("| `"))
                    .map(DocumentedMetrics::line)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The working directory of a test is its module or the checkout. */
    static Path docs() {
        return Stream.of(Path.of("docs"), Path.of("..", "docs"))
                .filter(path -> Files.exists(path.resolve("metrics.md")))
                .findFirst()
                .orElseThrow();
    }

    private static Line line(String text) {
        Matcher row = ROW.matcher(text);
        if (!row.matches()) {
            throw new AssertionError("Not a row of name, type, unit, labels and meaning: " + text);
        }
        List<String> labels = Arrays.stream(row.group(4).split(","))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .sorted()
                .toList();
        return new Line(row.group(1), row.group(2), row.group(3), labels, row.group(5));
    }

    TreeMap<String, Exposition.Family> families() {
        TreeMap<String, Exposition.Family> families = new TreeMap<>();
        lines.forEach(line -> families.put(line.name(), line.family()));
        return families;
    }

    /** Every name a query may use: of a histogram its three series. */
    TreeSet<String> series() {
        TreeSet<String> names = new TreeSet<>();
        lines.forEach(line -> {
            if (line.type().equals("histogram")) {
                Stream.of("_bucket", "_count", "_sum").forEach(suffix -> names.add(line.name() + suffix));
            } else {
                names.add(line.name());
            }
        });
        return names;
    }
}
