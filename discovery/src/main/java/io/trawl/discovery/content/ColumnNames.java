package io.trawl.discovery.content;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of a table's columns. A first row that does not read like names is data, and its cells must not become
 * names: they would be shown.
 */
record ColumnNames(List<String> names, boolean inFirstRow) {
    private static final int MAX_NAME = 64;

    static ColumnNames of(List<String> firstRow, Passages passages) {
        Set<String> seen = new HashSet<>();
        for (String cell : firstRow) {
            String name = cell.strip();
            if (!isLikeAName(name) || !seen.add(name) || passages.isSensitive(name)) {
                return new ColumnNames(List.of(), false);
            }
        }
        List<String> names = new ArrayList<>();
        firstRow.forEach(cell -> names.add(cell.strip()));
        return new ColumnNames(List.copyOf(names), !names.isEmpty());
    }

    String name(int column) {
        return column < names.size() ? names.get(column) : "column " + (Math.min(column, Limits.MAX_COLUMNS) + 1);
    }

    private static boolean isLikeAName(String cell) {
        if (cell.isEmpty() || cell.length() > MAX_NAME) {
            return false;
        }
        int letters = 0;
        int digits = 0;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            letters += Character.isLetter(c) ? 1 : 0;
            digits += Character.isDigit(c) ? 1 : 0;
            if (c == '@' || Character.isISOControl(c)) {
                return false;
            }
        }
        return letters > digits;
    }
}
