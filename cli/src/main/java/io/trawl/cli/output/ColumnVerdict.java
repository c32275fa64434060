package io.trawl.cli.output;

import java.util.Locale;

/**
 * What a column as a whole is taken to be.
 *
 * @param verdict {@code HIGH} to {@code UNLIKELY}; empty when the column was not judged
 * @param share of the values that match, 0 to 1
 * @param values of the column that are neither NULL nor empty
 * @param why one sentence
 */
public record ColumnVerdict(String verdict, double share, long values, String why) {
    /** Of fewer values the column as a whole says nothing that its findings do not say. */
    private static final int FEW_VALUES = 20;

    public static final ColumnVerdict NONE = new ColumnVerdict("", 0, 0, "");

    public boolean isGiven() {
        return !verdict.isEmpty();
    }

    /** For a cell of a table: {@code high, 98% of 12,000}; empty when there is nothing to say. */
    String text() {
        return isGiven() && values >= FEW_VALUES
                ? verdict.toLowerCase(Locale.ROOT) + ", " + percent() + "% of " + Amounts.count(values)
                : "";
    }

    private String percent() {
        double percent = share * 100;
        return percent > 0 && percent < 1 ? String.format(Locale.ROOT, "%.2f", percent) : Long.toString((long) percent);
    }
}
