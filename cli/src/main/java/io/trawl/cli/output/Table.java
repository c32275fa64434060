package io.trawl.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under headings, aligned, no wider than asked where columns can give way. */
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    /** How a column treats its cells. */
    public enum Column {
        TEXT,
        /** Aligned to the right. */
        NUMBER,
        /** Gives way when there is no room; cut in the middle. */
        PATH
    }

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<Column> columns, List<String> headings) {
        this.columns = List.copyOf(columns);
        rows.add(headings);
    }

    public static Table of(List<Column> columns, String... headings) {
        if (columns.size() != headings.length) {
            throw new IllegalArgumentException("A table needs one heading for each column.");
        }
        return new Table(columns, List.of(headings));
    }

    /** Cells may be anything: they are escaped here. */
    public void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("A row needs " + columns.size() + " cells, got " + cells.length + ".");
        }
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(TerminalText.escape(cell));
        }
        rows.add(row);
    }

    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** @param width columns of the terminal */
    public List<String> lines(int width) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell =
                        columns.get(i) == Column.PATH ? TerminalText.cutMiddle(row.get(i), widths[i]) : row.get(i);
                line.append(i == 0 ? "" : GAP)
                        .append(TerminalText.pad(cell, widths[i], columns.get(i) == Column.NUMBER));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int[] widths(int width) {
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> rows.stream()
                        .mapToInt(row -> TerminalText.width(row.get(i)))
                        .max()
                        .orElse(0))
                .toArray();
        int over = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) - width;
        // The widest path gives way first, until all are at their narrowest.
        while (over > 0) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (columns.get(i) == Column.PATH
                        && widths[i] > NARROWEST
                        && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
            over--;
        }
        return widths;
    }
}
