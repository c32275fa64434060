package io.trawl.orchestrator.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' text format, as far as names, types and labels go. */
final class Exposition {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern PART = Pattern.compile("_(bucket|count|sum)$");

    private Exposition() {}

    /** A metric as it is exposed; a summary and a histogram have the same series here. */
    record Family(String name, String type, List<String> labels) {}

    static TreeMap<String, Family> families(String page) {
        Map<String, String> types = new TreeMap<>();
        Map<String, TreeSet<String>> labels = new TreeMap<>();
        page.lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2).equals("summary") ? "histogram" : type.group(2));
            } else if (sample.matches()) {
                String name = sample.group(1);
                String family =
                        types.containsKey(name) ? name : PART.matcher(name).replaceFirst("");
                TreeSet<String> names = labels.computeIfAbsent(family, key -> new TreeSet<>());
                LABEL.matcher(sample.group(2) == null ? "" : sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !label.equals("le") && !label.equals("quantile"))
                        .forEach(names::add);
            }
        });
        TreeMap<String, Family> families = new TreeMap<>();
        labels.forEach((name, names) ->
                families.put(name, new Family(name, types.getOrDefault(name, "untyped"), List.copyOf(names))));
        return families;
    }
}
