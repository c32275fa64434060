package io.trawl.discovery.detect;

import org.jspecify.annotations.Nullable;

/** Four groups of one to three digits with dots between. By hand: numbers with dots are everywhere in tables and logs. */
final class Ipv4Shape implements Shape {
    private static final int GROUPS = 4;
    private static final int MAX_GROUP = 3;

    @Override
    public @Nullable Span find(Window window, int anchor) {
        int end = anchor;
        for (int group = 1; group <= GROUPS; group++) {
            int digits = 0;
            while (digits <= MAX_GROUP && Ascii.digit(window.charAt(end))) {
                digits++;
                end++;
            }
            if (digits == 0 || digits > MAX_GROUP || (group < GROUPS && window.charAt(end++) != '.')) {
                return null;
            }
        }
        boolean apart = !joins(window, anchor - 1, -1) && !joins(window, end, 1);
        return apart ? new Span(anchor, end) : null;
    }

    /** Part of a word, of a longer number with dots, or of a name with hyphens. */
    private static boolean joins(Window window, int at, int step) {
        char c = window.charAt(at);
        return Ascii.word(c) || ((c == '.' || c == '-') && Ascii.word(window.charAt(at + step)));
    }
}
