package io.trawl.cli.output;

import java.util.List;
import java.util.stream.Collectors;

/** Lines after RFC 4180 that no spreadsheet takes for formulas. */
public final class Csv {
    private static final String END = "\r\n";

    private Csv() {}

    /** With its line end. */
    public static String line(List<String> values) {
        return values.stream().map(Csv::field).collect(Collectors.joining(",", "", END));
    }

    private static String field(String value) {
        String harmless = neutralised(value);
        boolean quote = harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return quote ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }

    /** A spreadsheet runs what begins like this, wherever the value came from; a quote before it makes it text. */
    private static String neutralised(String value) {
        return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }
}
