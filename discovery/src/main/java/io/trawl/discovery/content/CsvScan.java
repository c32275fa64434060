package io.trawl.discovery.content;

import io.trawl.discovery.finding.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables as RFC 4180 has them, and what people write instead: any line ending, a quote that is not closed, rows
 * of any length. The place of a value is its row and the character of its cell.
 */
final class CsvScan {
    private static final int NONE = -1;

    private final Passages passages;
    private final ValueScan value;
    private final char delimiter;
    private final long startRow;
    private @Nullable ColumnNames names;
    private final List<String> firstRow = new ArrayList<>();
    private final StringBuilder firstCell = new StringBuilder();
    private long row;
    private int column;
    private int rowChars;
    private boolean inCell;

    /** @param startRow rows before it were scanned */
    CsvScan(Passages passages, char delimiter, long startRow) {
        this.passages = passages;
        this.value = new ValueScan(passages);
        this.delimiter = delimiter;
        this.startRow = startRow;
    }

    void scan(InputStream in, Encoding encoding) throws IOException {
        CharStream chars = new CharStream(in, encoding, 0);
        for (int c = chars.read(); c != NONE; c = cell(c, chars)) {
            // Each turn reads one cell.
        }
        endRow();
    }

    /** @return the character after the cell and what ends it, or NONE */
    private int cell(int first, CharStream chars) throws IOException {
        beginCell();
        int c = first;
        if (c == '"') {
            c = quoted(chars);
        }
        while (c != NONE && c != delimiter && c != '\n' && c != '\r') {
            add((char) c);
            c = chars.read();
        }
        endCell();
        if (c == delimiter) {
            int next = chars.read();
            if (next == NONE || next == '\n' || next == '\r') {
                beginCell();
                endCell();
            }
            return next == '\n' || next == '\r' ? endLine(next, chars) : next;
        }
        return c == NONE ? NONE : endLine(c, chars);
    }

    /** @return the character after the closing quote */
    private int quoted(CharStream chars) throws IOException {
        for (int c = chars.read(); c != NONE; c = chars.read()) {
            if (c == '"') {
                c = chars.read();
                if (c != '"') {
                    return c;
                }
            }
            add((char) c);
        }
        return NONE;
    }

    private int endLine(int c, CharStream chars) throws IOException {
        endRow();
        int next = chars.read();
        return c == '\r' && next == '\n' ? chars.read() : next;
    }

    private void beginCell() {
        inCell = true;
        if (names != null) {
            String name = names.name(column);
            value.begin(name, name, inRow());
        }
    }

    private LongFunction<Place> inRow() {
        long of = row;
        return offset -> Place.at(of, offset);
    }

    private void add(char c) {
        rowChars++;
        if (names == null) {
            firstCell.append(c);
            if (firstCell.length() > Limits.MAX_VALUE_CHARS) {
                settleNames();
            }
        } else if (row >= startRow) {
            value.add(c);
        }
    }

    private void endCell() {
        if (names == null) {
            firstRow.add(firstCell.toString());
            firstCell.setLength(0);
            if (firstRow.size() > Limits.MAX_COLUMNS) {
                settleNames();
            }
        } else if (row >= startRow) {
            value.end();
        }
        column++;
        inCell = false;
    }

    private void endRow() {
        if (column == 0) {
            return;
        }
        if (names == null && firstRow.stream().allMatch(String::isBlank)) {
            firstRow.clear();
        } else if (names == null) {
            settleNames();
        }
        row++;
        if (row > startRow) {
            passages.reached(row, rowChars);
        }
        column = 0;
        rowChars = 0;
    }

    /** Decides what the first row is, then scans it: names can hold values too. */
    private void settleNames() {
        ColumnNames settled = ColumnNames.of(firstRow, passages);
        names = settled;
        for (int i = 0; i < firstRow.size() && row >= startRow; i++) {
            String label = settled.inFirstRow() ? "" : settled.name(i);
            value.scan(label, label, firstRow.get(i), inRow());
        }
        firstRow.clear();
        String begun = firstCell.toString();
        firstCell.setLength(0);
        if (inCell && !begun.isEmpty()) {
            beginCell();
            begun.chars().forEach(c -> value.add((char) c));
        }
    }
}
