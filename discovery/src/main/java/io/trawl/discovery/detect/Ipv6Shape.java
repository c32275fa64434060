package io.trawl.discovery.detect;

import org.jspecify.annotations.Nullable;

/** The run of hex digits, colons and dots around its first colon. */
final class Ipv6Shape implements Shape {
    private static final int MAX_GROUP = 4;
    private static final int MAX_LENGTH = 45;
    private static final int MAX_ZONE = 16;

    @Override
    public @Nullable Span find(Window window, int anchor) {
        int start = anchor;
        while (start > anchor - MAX_GROUP && Ascii.hex(window.charAt(start - 1))) {
            start--;
        }
        char before = window.charAt(start - 1);
        // A colon before: this is not the first of the run, which has had its turn.
        if (Ascii.word(before) || before == ':' || (before == '.' && Ascii.word(window.charAt(start - 2)))) {
            return null;
        }
        int end = anchor;
        while (Ascii.hex(window.charAt(end)) || window.charAt(end) == ':' || window.charAt(end) == '.') {
            end++;
            if (end - start > MAX_LENGTH + 1) {
                return null;
            }
        }
        if (Ascii.word(window.charAt(end))) {
            return null;
        }
        if (window.charAt(end) == '%' && Ascii.alphanumeric(window.charAt(end + 1))) {
            return new Span(start, zoneEnd(window, end + 1));
        }
        while (window.charAt(end - 1) == '.' || (window.charAt(end - 1) == ':' && window.charAt(end - 2) != ':')) {
            end--;
        }
        return end - start < 3 ? null : new Span(start, end);
    }

    /** The zone of a link-local address names an interface of one machine: part of the span, not of the value. */
    private static int zoneEnd(Window window, int from) {
        int end = from;
        while (end - from < MAX_ZONE && Ascii.alphanumeric(window.charAt(end))) {
            end++;
        }
        return end;
    }
}
