package io.trawl.discovery.content;

import io.trawl.discovery.finding.Place;
import java.util.function.LongFunction;

/** One value under a name, however long: its name goes before it as context, and a long one is scanned in parts. */
final class ValueScan {
    /** No detector has a match this short; most cells of a table are. */
    private static final int SHORTEST_MATCH = 5;
    /** No number that is looked for is written longer. */
    private static final int LONGEST_NUMBER = 32;

    private final Passages passages;
    private final StringBuilder text = new StringBuilder();
    private String column = "";
    private int from;
    private int valueChars;
    /** Index of the value's first character in {@link #text}; negative when that is gone. */
    private long origin;

    private LongFunction<Place> place = Place::at;

    ValueScan(Passages passages) {
        this.passages = passages;
    }

    /**
     * @param label put before the value; what it is called often says what it is
     * @param at place of an offset within the value
     */
    void begin(String name, String label, LongFunction<Place> at) {
        column = name;
        place = at;
        valueChars = 0;
        text.setLength(0);
        if (!label.isEmpty()) {
            text.append(label).append(": ");
        }
        from = text.length();
        origin = from;
    }

    /** A value that is there at once. */
    void scan(String name, String label, String whole, LongFunction<Place> at) {
        begin(name, label, at);
        for (int i = 0; i < whole.length(); i++) {
            add(whole.charAt(i));
        }
        end();
    }

    void add(char c) {
        text.append(c);
        valueChars++;
        if (text.length() >= Limits.MAX_VALUE_CHARS + passages.before() + passages.after()) {
            scanTo(text.length() - passages.after());
            int drop = Math.max(0, from - passages.before());
            text.delete(0, drop);
            from -= drop;
            origin -= drop;
        }
    }

    void end() {
        int begin = from;
        if (valueChars >= SHORTEST_MATCH) {
            scanTo(text.length());
        }
        if (valueChars > 0) {
            passages.value(column, valueChars, valueChars <= LONGEST_NUMBER && isNumeric(begin));
        }
    }

    private boolean isNumeric(int begin) {
        boolean digits = false;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = true;
            } else if (" -./+()".indexOf(c) < 0) {
                return false;
            }
        }
        return digits;
    }

    private void scanTo(int to) {
        LongFunction<Place> at = place;
        long begin = origin;
        if (from < to) {
            passages.passage(column, text.toString(), from, to, index -> at.apply(index - begin));
        }
        from = to;
    }
}
