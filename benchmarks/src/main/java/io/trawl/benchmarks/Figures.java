package io.trawl.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of several runs by name, printed as a table of minimum, median and maximum. */
final class Figures {
    private final Map<String, List<Double>> byName = new LinkedHashMap<>();

    void add(String name, double value) {
        System.err.println(name + ": " + number(value));
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    String table() {
        StringBuilder table = new StringBuilder("| figure | min | median | max |\n|---|---:|---:|---:|\n");
        byName.forEach((name, values) -> {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | **%s** | %s |%n",
                    name,
                    number(sorted[0]),
                    number(median(sorted)),
                    number(sorted[sorted.length - 1])));
        });
        return table.toString();
    }

    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The value below which the share {@code q} of all values lies. */
    static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
    }

    private static String number(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
